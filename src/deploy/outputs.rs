//! Results of items that others need: `${documents/Acme-Patch#DocumentVersion}`.

use std::collections::BTreeMap;

use serde_json::Value;

/// What an account said of items: by `id#Result`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs(BTreeMap<String, String>);

/// Stands in a plan for a result that only the deploy will give.
pub(super) const AFTER_DEPLOY: &str = "(known after deploy)";

impl Outputs {
    /// Keeps a result of an item.
    pub fn put(&mut self, id: &str, result: &str, value: impl Into<String>) {
        self.0.insert(format!("{id}#{result}"), value.into());
    }

    /// Takes over what others have found.
    pub fn extend(&mut self, other: Outputs) {
        self.0.extend(other.0);
    }

    /// The value with its references filled in. What is not known stands as [`AFTER_DEPLOY`].
    pub fn fill(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.fill_text(text)),
            Value::Array(items) => items.iter().map(|item| self.fill(item)).collect(),
            Value::Object(members) => {
                members.iter().map(|(name, value)| (name.clone(), self.fill(value))).collect()
            }
            other => other.clone(),
        }
    }

    fn fill_text(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("${") {
            filled.push_str(before);
            // A script's own `${…}` has no `#` of ours, and stays.
            match behind.split_once('}') {
                Some((name, after)) if is_reference(name) => {
                    filled.push_str(self.0.get(name).map_or(AFTER_DEPLOY, String::as_str));
                    rest = after;
                }
                _ => {
                    filled.push_str("${");
                    rest = behind;
                }
            }
        }
        filled + rest
    }
}

/// Whether a result is missing in a filled value.
pub(super) fn lacks(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(AFTER_DEPLOY),
        Value::Array(items) => items.iter().any(lacks),
        Value::Object(members) => members.values().any(lacks),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn is_reference(name: &str) -> bool {
    let folder =
        |name: &str| name.split_once('/').is_some_and(|(folder, _)| FOLDERS.contains(&folder));
    PLACE.contains(&name)
        || name.split_once('#').is_some_and(|(id, result)| folder(id) && !result.is_empty())
}

/// Folders of a build whose files have results.
const FOLDERS: [&str; 3] = ["documents", "roles", "windows"];

/// What is said of the account and Region.
const PLACE: [&str; 3] = ["place#Account", "place#Partition", "place#Region"];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{AFTER_DEPLOY, Outputs};
    use crate::deploy::Place;

    #[test]
    fn references_are_filled_in_wherever_they_stand() {
        let mut outputs = Outputs::default();
        outputs.put("documents/A", "DocumentVersion", "3");
        let value =
            json!({ "a": ["${documents/A#DocumentVersion}", "v${documents/A#DocumentVersion}!"] });
        assert_eq!(outputs.fill(&value), json!({ "a": ["3", "v3!"] }));
    }

    #[test]
    fn a_role_and_the_place_are_filled_in() {
        let place = Place {
            account: "111122223333".to_owned(),
            region: "eu-west-1".to_owned(),
            partition: "aws-cn".to_owned(),
        };
        let mut outputs = place.outputs();
        outputs.put("roles/x", "Arn", "arn:x");
        let value = json!([
            "${roles/x#Arn}",
            "arn:${place#Partition}:ssm:${place#Region}:${place#Account}:document/A",
            "${place#Else}",
        ]);
        let filled =
            json!(["arn:x", "arn:aws-cn:ssm:eu-west-1:111122223333:document/A", "${place#Else}"]);
        assert_eq!(outputs.fill(&value), filled);
    }

    #[test]
    fn what_is_not_known_says_so_and_shell_stays() {
        let value = json!(["${documents/B#DocumentVersion}", "${HOME#x} ${x", "${"]);
        let filled = Outputs::default().fill(&value);
        assert_eq!(filled, json!([AFTER_DEPLOY, "${HOME#x} ${x", "${"]));
    }
}
