//! Which nodes a command runs on, as a command line says it: `i-0a1b…`, `tag:Env=prod,test`.

use std::fmt;

use serde_json::{Value, json};

/// Keys of targets that stand before `=`, beside `tag:…`.
///
/// Source: `Target`, API reference of Systems Manager.
const KEYS: [&str; 2] = ["resource-groups:Name", "tag-key"];

/// Why a text says no targets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetError(String);

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` names no nodes: write ids such as i-0123456789abcdef0, `tag:KEY=VALUE,…`, \
             `resource-groups:Name=GROUP`, or `*` for all",
            self.0
        )
    }
}

/// The targets that all texts together say: ids become one, tags narrow each other.
///
/// # Errors
/// A text that names nothing.
pub fn targets(texts: &[String]) -> Result<Vec<Value>, TargetError> {
    let mut ids: Vec<&str> = Vec::new();
    let mut targets = Vec::new();
    for text in texts {
        match text.split_once('=') {
            Some((key, values)) if is_key(key) && !values.is_empty() => {
                let values: Vec<&str> = values.split(',').collect();
                targets.push(json!({ "Key": key, "Values": values }));
            }
            Some(_) => return Err(TargetError(text.clone())),
            None => {
                for id in text.split(',') {
                    if !is_node(id) {
                        return Err(TargetError(id.to_owned()));
                    }
                    ids.push(id);
                }
            }
        }
    }
    if !ids.is_empty() {
        targets.insert(0, json!({ "Key": "InstanceIds", "Values": ids }));
    }
    Ok(targets)
}

fn is_key(key: &str) -> bool {
    KEYS.contains(&key) || key.strip_prefix("tag:").is_some_and(|key| !key.is_empty())
}

/// An instance, a managed node, or all of them.
fn is_node(id: &str) -> bool {
    let digits = id.strip_prefix("i-").or_else(|| id.strip_prefix("mi-"));
    id == "*"
        || digits.is_some_and(|it| it.len() >= 8 && it.chars().all(|it| it.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::targets;

    fn check_targets(texts: &[&str]) -> Option<serde_json::Value> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        targets(&texts).ok().map(serde_json::Value::from)
    }

    #[test]
    fn ids_are_one_target_and_tags_several() {
        let both =
            json!({ "Key": "InstanceIds", "Values": ["i-0123456789", "mi-0123456789abcdef0"] });
        assert_eq!(check_targets(&["i-0123456789,mi-0123456789abcdef0"]), Some(json!([both])));
        let env = json!({ "Key": "tag:Env", "Values": ["prod", "test"] });
        let role = json!({ "Key": "tag:Role", "Values": ["web"] });
        assert_eq!(check_targets(&["tag:Env=prod,test", "tag:Role=web"]), Some(json!([env, role])));
    }

    #[test]
    fn what_names_nothing_is_refused() {
        for text in ["", "web", "i-xyz", "tag:=a", "tag:Env=", "Env=prod", "i-0123456789,"] {
            assert_eq!(check_targets(&[text]), None, "{text}");
        }
    }
}
