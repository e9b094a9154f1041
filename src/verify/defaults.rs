//! What the service takes where nothing is written. All from the guide's pages of the actions.

/// Action, input, default as JSON. Sorted.
const INPUTS: &[(&str, &str, &str)] = &[
    ("aws:approve", "MinRequiredApprovals", "1"),
    ("aws:changeInstanceState", "CheckStateOnly", "false"),
    ("aws:createTags", "ResourceType", "\"EC2\""),
    ("aws:invokeLambdaFunction", "InvocationType", "\"RequestResponse\""),
    ("aws:loop", "IteratorDataType", "\"String\""),
    ("aws:runInstances", "InstanceType", "\"m1.small\""),
];

/// How long a step of an action may take, in seconds, if it does not say. Sorted.
const TIMEOUTS: &[(&str, i64)] = &[
    ("aws:approve", 604_800),
    ("aws:changeInstanceState", 3_600),
    ("aws:executeScript", 600),
    ("aws:invokeLambdaFunction", 300),
    ("aws:pause", 604_800),
    ("aws:waitForAwsResourceProperty", 3_600),
];

/// Plugins with a default for `timeoutSeconds`, in seconds. Sorted.
const PLUGIN_TIMEOUTS: &[(&str, i64)] =
    &[("aws:psModule", 3_600), ("aws:runPowerShellScript", 3_600), ("aws:runShellScript", 3_600)];

/// The inputs of an action that have a default, with it as JSON.
pub(crate) fn inputs(action: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_action = move |row: &&(&str, &str, &str)| row.0 == action;
    INPUTS.iter().filter(of_action).map(|(_, name, value)| (*name, *value))
}

pub(super) fn timeout(action: &str) -> Option<i64> {
    find(TIMEOUTS, action)
}

pub(super) fn plugin_timeout(plugin: &str) -> Option<i64> {
    find(PLUGIN_TIMEOUTS, plugin)
}

fn find(table: &[(&str, i64)], name: &str) -> Option<i64> {
    let row = table.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    table.get(row).map(|(_, seconds)| *seconds)
}

#[cfg(test)]
mod tests {
    use super::{INPUTS, PLUGIN_TIMEOUTS, TIMEOUTS};

    #[test]
    fn the_tables_are_sorted() {
        assert!(INPUTS.is_sorted());
        assert!(TIMEOUTS.is_sorted());
        assert!(PLUGIN_TIMEOUTS.is_sorted());
    }
}
