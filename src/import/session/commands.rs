//! Sessions that run commands: a script for each platform.

use crate::markup::{Entry, Node, NodeKind};
use crate::ssm::{SEPARATOR_PREFIX, SESSION_PLATFORMS};
use crate::syntax::ast::{Expr, ExprKind, RecordEntry};

use super::super::names::Names;
use super::super::{make, value};
use super::{Session, as_it_stands, has_references};

/// What a platform says beside its commands, the word for it, and whether sessions for people have
/// the word. Sorted.
const BESIDE: [(&str, &str, bool); 4] = [
    ("runAsElevated", "run_as_elevated", true),
    ("separateOutputStream", "separate_output_stream", false),
    ("stdErrSeparatorPrefix", "stderr_prefix", false),
    ("stdOutSeparatorPrefix", "stdout_prefix", false),
];

impl Session<'_> {
    pub(super) fn commands(&mut self, word: &str) {
        let Some(properties) = self.root.get("properties") else { return };
        let is_platform = |entry: &&Entry| SESSION_PLATFORMS.contains(&entry.key.text.as_str());
        let platforms: Vec<&Entry> = properties.entries().iter().filter(is_platform).collect();
        let mut said = Vec::new();
        for platform in &platforms {
            if let Some(script) = self.of_platform(platform) {
                self.put(&platform.key.text, platform.key_span, script);
                said.push(*platform);
            }
        }
        let mut common = Vec::new();
        for (key, own, for_people) in BESIDE {
            if (for_people || word == "non_interactive")
                && let Some(entry) = common_entry(&said, key)
            {
                common.push(key);
                let value = value::value(&Names::default(), &entry.value);
                self.put(own, entry.key_span, value);
            }
        }
        self.rest = platforms.into_iter().filter_map(|one| rest_of(one, &common)).collect();
        self.put_rest("properties");
    }

    fn of_platform(&self, platform: &Entry) -> Option<Expr> {
        let commands = platform.value.get("commands")?;
        match &commands.kind {
            NodeKind::String(text) => Some(self.script(text, &platform.key.text)),
            NodeKind::List(items) if !items.is_empty() => {
                let lines = items
                    .iter()
                    .map(|item| item.as_scalar().map(|text| self.script(text, &platform.key.text)));
                Some(make::list(lines.collect::<Option<Vec<_>>>()?, commands.span))
            }
            _ => None,
        }
    }
}

/// What every platform says in the same way, where an attribute can say it.
fn common_entry<'n>(platforms: &[&'n Entry], key: &str) -> Option<&'n Entry> {
    let first = platforms.first()?.value.entry(key)?;
    let is_right = match &first.value.kind {
        NodeKind::Bool(_) => !key.ends_with("Prefix"),
        NodeKind::String(text) => {
            let (fewest, most) = SEPARATOR_PREFIX;
            let count = i64::try_from(text.text.chars().count()).unwrap_or(i64::MAX);
            key.ends_with("Prefix") && (fewest..=most).contains(&count) && !has_references(text)
        }
        _ => false,
    };
    let is_same = |platform: &&Entry| {
        platform.value.get(key).is_some_and(|node| node.to_json() == first.value.to_json())
    };
    (is_right && platforms.iter().all(is_same)).then_some(first)
}

/// What no attribute says of a platform.
fn rest_of(platform: &Entry, common: &[&str]) -> Option<RecordEntry> {
    let is_script = |node: &Node| {
        node.as_str().is_some()
            || !node.items().is_empty() && node.items().iter().all(|item| item.as_str().is_some())
    };
    let is_rest = |entry: &&Entry| match entry.key.text.as_str() {
        "commands" => !is_script(&entry.value),
        key => !common.contains(&key) && BESIDE.iter().any(|row| row.0 == key),
    };
    let rest: Vec<RecordEntry> =
        platform.value.entries().iter().filter(is_rest).map(as_it_stands).collect();
    if rest.is_empty() {
        return None;
    }
    let record = make::expr(ExprKind::Record(rest), platform.value.span);
    Some(make::entry(&platform.key.text, platform.key_span, record))
}

#[cfg(test)]
mod tests {
    use super::BESIDE;

    #[test]
    fn the_table_is_sorted() {
        assert!(BESIDE.is_sorted());
    }
}
