//! What a plan does not show, and that it differs all the same.

use std::collections::BTreeSet;

use serde_json::Value;

/// Stands for a value that is not shown at all.
pub(super) const NOT_SHOWN: &str = "(not shown)";

/// Stand for credentials of a URL, and for others than those that are there.
const HIDDEN: &str = "***";
const OTHERS: &str = "***(others)";

/// Whether two values as a plan shows them are the same but for what it does not show.
///
/// # Example
///
/// ```
/// use ordain::deploy::differ_in_secrets;
///
/// let (before, after) = ("https://***@host".into(), "https://***(others)@host".into());
/// assert!(differ_in_secrets(&before, &after));
/// assert!(!differ_in_secrets(&before, &before));
/// ```
pub fn differ_in_secrets(before: &Value, after: &Value) -> bool {
    match (before.as_str(), after.as_str()) {
        (Some(before), Some(after)) if before == after => before == NOT_SHOWN,
        (Some(before), Some(after)) => {
            before == after.replace(&format!("{OTHERS}@"), &format!("{HIDDEN}@"))
        }
        _ => false,
    }
}

/// Both sides of a difference without the credentials of the URLs in their texts:
/// `https://***@host/path`. Those of the second side that the first does not have are told from its own.
pub(super) fn without_credentials(
    before: Option<&Value>,
    after: Option<&Value>,
) -> (Option<Value>, Option<Value>) {
    let mut known = BTreeSet::new();
    let before = before.map(|value| {
        masked(value, &mut |credentials| {
            known.insert(credentials.to_owned());
            HIDDEN
        })
    });
    let is_other = |credentials: &str| before.is_some() && !known.contains(credentials);
    let after = after.map(|value| {
        masked(value, &mut |credentials| if is_other(credentials) { OTHERS } else { HIDDEN })
    });
    (before, after)
}

fn masked(value: &Value, mark: &mut dyn FnMut(&str) -> &'static str) -> Value {
    match value {
        Value::String(text) => Value::String(hidden(text, mark)),
        Value::Array(items) => items.iter().map(|item| masked(item, mark)).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), masked(value, mark))).collect()
        }
        other => other.clone(),
    }
}

/// Source: RFC 3986, 3.2: an authority begins behind `//` and ends before `/`, `?` or `#`; user and
/// password stand in it before `@`. In a text of something else a space or a quote ends it, too.
fn hidden(text: &str, mark: &mut dyn FnMut(&str) -> &'static str) -> String {
    let mut found = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("://") {
        found.push_str(before);
        found.push_str("://");
        let ends = |c: char| c.is_whitespace() || "/?#\"'\\<>".contains(c);
        let (authority, _) = behind.split_at(behind.find(ends).unwrap_or(behind.len()));
        rest = behind;
        if let Some((credentials, _)) = authority.rsplit_once('@') {
            found.push_str(mark(credentials));
            rest = behind.get(credentials.len()..).unwrap_or_default();
        }
    }
    found + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{differ_in_secrets, without_credentials};

    #[test]
    fn no_url_keeps_its_credentials() {
        let value = json!({ "Configuration": [
            "[main]\nbaseurl=https://user:p%40ss@example.com/x\nmail=a@b\nother=http://t0ken@h:80" ],
            "Input": "{\"from\":\"https://u:p@h\",\"to\":\"https://h/a@b\"}", "Count": 1 });
        let shown = json!({ "Configuration": [
            "[main]\nbaseurl=https://***@example.com/x\nmail=a@b\nother=http://***@h:80" ],
            "Input": "{\"from\":\"https://***@h\",\"to\":\"https://h/a@b\"}", "Count": 1 });
        assert_eq!(without_credentials(None, Some(&value)), (None, Some(shown)));
    }

    #[test]
    fn other_credentials_are_told_from_the_first_ones() {
        let sides = |before: &str, after: &str| {
            let (before, after) = (json!(before), json!(after));
            let (before, after) = without_credentials(Some(&before), Some(&after));
            (before.unwrap(), after.unwrap())
        };
        let (before, after) = sides("https://u:one@h/x", "https://u:two@h/x");
        assert_eq!(
            (&before, &after),
            (&json!("https://***@h/x"), &json!("https://***(others)@h/x"))
        );
        assert!(differ_in_secrets(&before, &after));
        let (before, after) = sides("https://u:one@h/x", "https://u:one@h/y");
        assert_eq!(after, json!("https://***@h/y"));
        assert!(!differ_in_secrets(&before, &after));
    }
}
