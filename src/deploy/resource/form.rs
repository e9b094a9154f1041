//! What is wanted and what is there in one form, in which two that mean the same are equal.

use serde_json::{Map, Value};

use crate::deploy::hidden::without_credentials;
use crate::deploy::identity;
use crate::deploy::plan::Difference;

/// Members by what a plan calls them. What means the same as an absent member is absent.
pub(super) type Form = Map<String, Value>;

/// How the members of a kind are compared, wherever in it they stand.
pub(super) struct Rules {
    /// Those of a request and of a description that are compared.
    pub(super) members: &'static [&'static str],
    /// What holds where a member is absent, as JSON.
    pub(super) defaults: &'static [(&'static str, &'static str)],
    /// Lists whose order means nothing.
    pub(super) sets: &'static [&'static str],
    /// Texts that hold JSON.
    pub(super) texts: &'static [&'static str],
    /// Members that the service chooses where a request does not name them.
    pub(super) left: &'static [&'static str],
}

/// A request or a description.
pub(super) fn form(of: &Value, rules: &Rules) -> Form {
    let kept = |member: &&str| Some(((*member).to_owned(), kept(member, of.get(*member)?, rules)?));
    rules.members.iter().filter_map(kept).collect()
}

/// A member in its form; nothing of what means that it is absent.
pub(super) fn kept(name: &str, value: &Value, rules: &Rules) -> Option<Value> {
    let default = rules.defaults.iter().find(|(member, _)| *member == name);
    let default = default.and_then(|(_, text)| serde_json::from_str::<Value>(text).ok());
    let kept = match value {
        Value::Null => return None,
        Value::String(text) if rules.texts.contains(&name) => {
            match serde_json::from_str::<Value>(text) {
                Ok(inside) => ordered(name, &inside, rules),
                Err(_) => value.clone(),
            }
        }
        Value::Object(members) => {
            let members = members.iter();
            let members =
                members.filter_map(|(name, value)| Some((name.clone(), kept(name, value, rules)?)));
            Value::Object(members.collect())
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| kept("", item, rules).unwrap_or(item.clone()));
            in_order(name, items.collect(), rules)
        }
        Value::String(_) | Value::Bool(_) | Value::Number(_) => value.clone(),
    };
    let is_empty = match &kept {
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    };
    (!is_empty && Some(&kept) != default.as_ref()).then_some(kept)
}

/// A value of a text: everything in it counts but the order of members and of sets.
fn ordered(name: &str, value: &Value, rules: &Rules) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), ordered(name, value, rules)))
            .collect(),
        Value::Array(items) => {
            in_order(name, items.iter().map(|item| ordered("", item, rules)).collect(), rules)
        }
        other => other.clone(),
    }
}

fn in_order(name: &str, mut items: Vec<Value>, rules: &Rules) -> Value {
    if rules.sets.contains(&name) {
        items.sort_by_key(|item| identity::sorted(item).to_string());
        items.dedup();
    }
    Value::Array(items)
}

/// What differs, in the order of the wanted members; what goes away last. Credentials in URLs are
/// not shown.
pub(super) fn differences(there: &Form, wanted: &Form, rules: &Rules) -> Vec<Difference> {
    let gone = there
        .keys()
        .filter(|name| !wanted.contains_key(*name) && !rules.left.contains(&name.as_str()));
    let differing = wanted.keys().chain(gone).filter(|name| there.get(*name) != wanted.get(*name));
    let difference = |name: &String| {
        let (before, after) = without_credentials(there.get(name), wanted.get(name));
        Difference::new(name.as_str(), before, after)
    };
    differing.map(difference).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Rules, differences, form};

    const RULES: Rules = Rules {
        members: &MEMBERS,
        defaults: &[("Level", "\"NONE\"")],
        sets: &["Names"],
        texts: &["Pattern"],
        left: &["Chosen"],
    };

    const MEMBERS: [&str; 6] = ["Level", "Names", "Pattern", "Deep", "Chosen", "Steps"];

    #[track_caller]
    fn check_differences(there: serde_json::Value, wanted: serde_json::Value, names: &[&str]) {
        let (there, wanted) = (form(&there, &RULES), form(&wanted, &RULES));
        let found = differences(&there, &wanted, &RULES);
        let found: Vec<&str> = found.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(found, names);
    }

    #[test]
    fn defaults_empty_members_and_orders_are_no_difference() {
        check_differences(
            json!({ "Level": "NONE", "Names": ["b", "a"], "Pattern": "{\"x\": 1, \"y\": [2]}",
                    "Deep": { "Level": "NONE", "Empty": [] }, "Chosen": "by the service",
                    "Created": 17 }),
            json!({ "Names": ["a", "b"], "Pattern": "{\"y\":[2],\"x\":1}" }),
            &[],
        );
    }

    #[test]
    fn what_is_new_changed_or_gone_differs() {
        check_differences(
            json!({ "Names": ["a"], "Pattern": "{\"x\": \"\"}", "Deep": { "Kept": 1 } }),
            json!({ "Level": "HIGH", "Names": ["a", "b"], "Pattern": "{}" }),
            &["Level", "Names", "Pattern", "Deep"],
        );
        check_differences(json!({ "Steps": [1, 2] }), json!({ "Steps": [2, 1] }), &["Steps"]);
    }
}
