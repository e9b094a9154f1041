//! Results of items that others need: `${documents/Acme-Patch#DocumentVersion}`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::api::CallError;

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

    /// The value with its references filled in, as it may be sent.
    ///
    /// # Errors
    /// Something that it refers to has no result: nothing is sent then.
    pub(super) fn filled(&self, value: &Value) -> Result<Value, CallError> {
        match self.missing(value) {
            Some(name) => Err(CallError::NotSent(format!(
                "it refers to `${{{name}}}`, and nothing that was deployed gave that"
            ))),
            None => Ok(self.fill(value)),
        }
    }

    /// The first reference that has no result.
    fn missing(&self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => {
                references(text).find(|name| !self.0.contains_key(*name)).map(str::to_owned)
            }
            Value::Array(items) => items.iter().find_map(|item| self.missing(item)),
            Value::Object(members) => members.values().find_map(|value| self.missing(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
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

/// The id of the first thing that a value refers to and that is not among those of `known`.
pub(super) fn outside(value: &Value, known: &dyn Fn(&str) -> bool) -> Option<String> {
    match value {
        Value::String(text) => references(text)
            .filter(|name| !PLACE.contains(name))
            .filter_map(|name| Some(name.split_once('#')?.0))
            .find(|id| !known(id))
            .map(str::to_owned),
        Value::Array(items) => items.iter().find_map(|item| outside(item, known)),
        Value::Object(members) => members.values().find_map(|value| outside(value, known)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// The references of a text.
fn references(text: &str) -> impl Iterator<Item = &str> {
    let begun = text.split("${").skip(1);
    begun
        .filter_map(|behind| behind.split_once('}'))
        .map(|(name, _)| name)
        .filter(|it| is_reference(it))
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
    fn nothing_is_sent_that_refers_to_something_without_a_result() {
        let mut outputs = Outputs::default();
        let value = json!({ "a": [AFTER_DEPLOY, "v${windows/w#target/g}", "${HOME}"] });
        let why = format!("{:?}", outputs.filled(&value));
        assert!(why.contains("NotSent") && why.contains("`${windows/w#target/g}`"), "{why}");
        outputs.put("windows/w", "target/g", "t-1");
        assert_eq!(outputs.filled(&value), Ok(json!({ "a": [AFTER_DEPLOY, "vt-1", "${HOME}"] })));
    }

    #[test]
    fn what_is_not_known_says_so_and_shell_stays() {
        let value = json!(["${documents/B#DocumentVersion}", "${HOME#x} ${x", "${"]);
        let filled = Outputs::default().fill(&value);
        assert_eq!(filled, json!([AFTER_DEPLOY, "${HOME#x} ${x", "${"]));
    }
}
