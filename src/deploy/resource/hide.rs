//! What a plan does not show.

use serde_json::Value;

const HIDDEN: &str = "***";

/// A value without the credentials of the URLs in its texts: `https://***@host/path`.
pub(super) fn without_credentials(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(hidden(text)),
        Value::Array(items) => items.iter().map(without_credentials).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), without_credentials(value))).collect()
        }
        other => other.clone(),
    }
}

/// Source: RFC 3986, 3.2: an authority begins behind `//` and ends before `/`, `?` or `#`; user and
/// password stand in it before `@`. In a text of something else a space or a quote ends it, too.
fn hidden(text: &str) -> String {
    let mut found = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("://") {
        found.push_str(before);
        found.push_str("://");
        let ends = |c: char| c.is_whitespace() || "/?#\"'\\<>".contains(c);
        let (authority, _) = behind.split_at(behind.find(ends).unwrap_or(behind.len()));
        rest = behind;
        if let Some((credentials, _)) = authority.rsplit_once('@') {
            found.push_str(HIDDEN);
            rest = behind.get(credentials.len()..).unwrap_or_default();
        }
    }
    found + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::without_credentials;

    #[test]
    fn no_url_keeps_its_credentials() {
        let value = json!({ "Configuration": [
            "[main]\nbaseurl=https://user:p%40ss@example.com/x\nmail=a@b\nother=http://t0ken@h:80" ],
            "Input": "{\"from\":\"https://u:p@h\",\"to\":\"https://h/a@b\"}", "Count": 1 });
        let shown = json!({ "Configuration": [
            "[main]\nbaseurl=https://***@example.com/x\nmail=a@b\nother=http://***@h:80" ],
            "Input": "{\"from\":\"https://***@h\",\"to\":\"https://h/a@b\"}", "Count": 1 });
        assert_eq!(without_credentials(&value), shown);
    }
}
