//! Whether the pattern of a rule takes an event of which some members are known.
//!
//! Source: "Comparison operators for use in event patterns", user guide of EventBridge.

use serde_json::Value;

/// Whether all that a pattern asks for is so in the event; nothing where that hangs on a member that
/// the event does not have here, or on a comparison that is not made here (`numeric`, `cidr`).
pub(super) fn takes(pattern: &Value, event: &Value) -> Option<bool> {
    all(pattern.as_object()?.iter().map(|(name, wanted)| match (name.as_str(), wanted) {
        ("$or", Value::Array(ways)) => any(ways.iter().map(|way| takes(way, event))),
        (name, Value::Object(_)) => takes(wanted, event.get(name)?),
        (name, Value::Array(values)) => {
            let found = event.get(name)?;
            any(values.iter().map(|value| lets(value, found)))
        }
        _ => None,
    }))
}

/// Whether one value of a list of a pattern takes what is found. Of a list one item is enough.
fn lets(wanted: &Value, found: &Value) -> Option<bool> {
    match (wanted, found) {
        (wanted, Value::Array(items)) => any(items.iter().map(|item| lets(wanted, item))),
        (Value::Object(members), found) => {
            let (how, with) = members.iter().next()?;
            compared(how, with, found)
        }
        (wanted, found) => Some(wanted == found),
    }
}

fn compared(how: &str, with: &Value, found: &Value) -> Option<bool> {
    match how {
        "exists" => with.as_bool(),
        "anything-but" => one_of(with, found).map(|is_it| !is_it),
        _ => {
            let Some(found) = found.as_str() else { return Some(false) };
            in_text(how, with, found)
        }
    }
}

/// What `anything-but` excludes: a value, several, or one way to compare with a text or several.
fn one_of(excluded: &Value, found: &Value) -> Option<bool> {
    match excluded {
        Value::Array(values) => any(values.iter().map(|value| lets(value, found))),
        Value::Object(members) => {
            let (how, with) = members.iter().next()?;
            match with {
                Value::Array(texts) => any(texts.iter().map(|text| compared(how, text, found))),
                with => compared(how, with, found),
            }
        }
        value => lets(value, found),
    }
}

fn in_text(how: &str, with: &Value, found: &str) -> Option<bool> {
    // `{"prefix": {"equals-ignore-case": "x"}}`
    let any_case = with.get("equals-ignore-case").and_then(Value::as_str);
    let (with, found) = match any_case {
        Some(with) => (with.to_lowercase(), found.to_lowercase()),
        None => (with.as_str()?.to_owned(), found.to_owned()),
    };
    match how {
        "equals-ignore-case" => Some(with.to_lowercase() == found.to_lowercase()),
        "prefix" => Some(found.starts_with(&with)),
        "suffix" => Some(found.ends_with(&with)),
        "wildcard" => Some(is_like(&with, &found)),
        _ => None,
    }
}

/// Whether a text has the form of one with `*` in it; `\*` and `\\` stand for the signs.
fn is_like(form: &str, text: &str) -> bool {
    let mut parts = vec![String::new()];
    let mut letters = form.chars();
    while let Some(letter) = letters.next() {
        let sign = match letter {
            '*' => {
                parts.push(String::new());
                continue;
            }
            '\\' => letters.next().unwrap_or('\\'),
            letter => letter,
        };
        parts.last_mut().into_iter().for_each(|part| part.push(sign));
    }
    let [first, middle @ .., last] = parts.as_slice() else { return form == text };
    let Some(rest) = text.strip_prefix(first.as_str()) else { return false };
    let Some(mut rest) = rest.strip_suffix(last.as_str()) else { return false };
    middle.iter().all(|part| match rest.split_once(part.as_str()) {
        Some((_, behind)) => {
            rest = behind;
            true
        }
        None => false,
    })
}

/// Whether all are so; one that is not decides.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    any(parts.map(|part| part.map(|it| !it))).map(|it| !it)
}

/// Whether one is so; nothing where that hangs on what nobody knows.
fn any(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = Some(false);
    for part in parts {
        match part {
            Some(true) => return part,
            Some(false) => {}
            None => known = None,
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::takes;

    #[track_caller]
    fn check(detail: Value, expected: Option<bool>) {
        let event = json!({ "source": "aws.ssm", "resources": ["arn:a", "arn:b"],
            "detail": { "name": "/acme/port", "operation": "Update" } });
        assert_eq!(takes(&json!({ "source": ["aws.ssm"], "detail": detail }), &event), expected);
        assert_eq!(takes(&json!({ "source": ["aws.ec2"], "detail": detail }), &event), Some(false));
    }

    #[test]
    fn every_comparison_of_texts_is_made() {
        for (how, expected) in [
            (json!("/acme/port"), true),
            (json!("/acme/Port"), false),
            (json!({ "prefix": "/acme/" }), true),
            (json!({ "prefix": "acme" }), false),
            (json!({ "prefix": { "equals-ignore-case": "/ACME" } }), true),
            (json!({ "suffix": "/port" }), true),
            (json!({ "suffix": "/ports" }), false),
            (json!({ "suffix": { "equals-ignore-case": "PORT" } }), true),
            (json!({ "equals-ignore-case": "/ACME/port" }), true),
            (json!({ "equals-ignore-case": "/ACME" }), false),
            (json!({ "wildcard": "/*/port" }), true),
            (json!({ "wildcard": "/a*e*t" }), true),
            (json!({ "wildcard": "/acme/port*" }), true),
            (json!({ "wildcard": "*/ports" }), false),
            (json!({ "wildcard": "/acme\\*port" }), false),
            (json!({ "wildcard": "/acme/port" }), true),
            (json!({ "exists": true }), true),
            (json!({ "exists": false }), false),
            (json!({ "anything-but": "/acme/port" }), false),
            (json!({ "anything-but": ["/x", "/acme/port"] }), false),
            (json!({ "anything-but": ["/x"] }), true),
            (json!({ "anything-but": { "prefix": "/acme" } }), false),
            (json!({ "anything-but": { "suffix": ["/x", "port"] } }), false),
            (json!({ "anything-but": { "wildcard": "/x/*" } }), true),
            (json!({ "anything-but": { "equals-ignore-case": "/x" } }), true),
        ] {
            check(json!({ "name": ["/other", how] }), Some(expected));
        }
    }

    #[test]
    fn members_are_all_asked_for_and_one_of_several_ways_is_enough() {
        check(json!({ "name": ["/acme/port"], "operation": ["Create"] }), Some(false));
        check(
            json!({ "$or": [{ "operation": ["Create"] }, { "name": ["/acme/port"] }] }),
            Some(true),
        );
        check(json!({ "$or": [{ "operation": ["Create"] }, { "name": ["/x"] }] }), Some(false));
        let event = json!({ "resources": ["arn:a", "arn:b"] });
        assert_eq!(takes(&json!({ "resources": ["arn:b"] }), &event), Some(true));
        assert_eq!(takes(&json!({ "resources": [{ "prefix": "arn:c" }] }), &event), Some(false));
    }

    #[test]
    fn what_nobody_knows_decides_only_where_nothing_else_does() {
        check(json!({ "type": ["String"] }), None);
        check(json!({ "name": [{ "cidr": "10.0.0.0/8" }] }), None);
        check(json!({ "type": ["String"], "operation": ["Delete"] }), Some(false));
        check(json!({ "$or": [{ "type": ["String"] }, { "operation": ["Update"] }] }), Some(true));
        check(json!("no record"), None);
    }
}
