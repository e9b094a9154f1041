//! What may stand in a list of a pattern: values, and records with one way to compare.
//!
//! Source: "Comparison operators for use in event patterns", user guide of EventBridge.

use std::net::IpAddr;

use serde_json::Value as Json;

use crate::text::nearest;

/// What is wrong, and the rule.
pub(super) type Fault = (String, &'static str);

type Check = fn(&Json) -> Option<&'static str>;

/// The ways to compare. Sorted.
const MATCHERS: [(&str, Check); 8] = [
    ("anything-but", anything_but),
    ("cidr", cidr),
    ("equals-ignore-case", text),
    ("exists", |value| (!value.is_boolean()).then_some("`exists` takes `true` or `false`")),
    ("numeric", numeric),
    ("prefix", text_or_any_case),
    ("suffix", text_or_any_case),
    ("wildcard", wildcard),
];

/// Why EventBridge does not take a value in a list of a pattern.
pub(super) fn fault(value: &Json) -> Option<Fault> {
    const RULE: &str = "a list holds values, and records with one way to compare, such as \
                        `{ prefix: \"prod-\" }`";
    match value {
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => None,
        Json::Array(_) => Some(("a list cannot stand in a list".to_owned(), RULE)),
        Json::Object(members) => {
            let mut pairs = members.iter();
            let (Some((name, given)), None) = (pairs.next(), pairs.next()) else {
                return Some(("this compares in more than one way, or in none".to_owned(), RULE));
            };
            match MATCHERS.iter().find(|(known, _)| known == name) {
                Some((_, check)) => {
                    check(given).map(|rule| (format!("`{name}` cannot compare with {given}"), rule))
                }
                None => {
                    let near = nearest(name, MATCHERS.map(|(known, _)| known));
                    let near = near.map_or(String::new(), |near| format!(": write `{near}`"));
                    Some((format!("there is no comparison `{name}`{near}"), WAYS))
                }
            }
        }
    }
}

const WAYS: &str = "the comparisons are `anything-but`, `cidr`, `equals-ignore-case`, `exists`, \
                    `numeric`, `prefix`, `suffix` and `wildcard`";

fn text(value: &Json) -> Option<&'static str> {
    let is_text = value.as_str().is_some_and(|text| !text.is_empty());
    (!is_text).then_some("it takes a text that is not empty")
}

fn text_or_any_case(value: &Json) -> Option<&'static str> {
    match value {
        Json::Object(members) if members.len() == 1 => {
            let inner = members.get("equals-ignore-case");
            inner.map_or(Some("it takes a text, or `{ \"equals-ignore-case\": \"…\" }`"), text)
        }
        other => text(other),
    }
}

fn wildcard(value: &Json) -> Option<&'static str> {
    match value.as_str() {
        Some(text) if text.contains("**") => Some("two `*` do not follow each other"),
        Some(text) if !text.is_empty() => None,
        Some(_) | None => Some("it takes a text with `*` in it"),
    }
}

fn anything_but(value: &Json) -> Option<&'static str> {
    const ONE_KIND: &str = "its values are texts only, or numbers only";
    const RULE: &str = "it takes values, a list of them, or one of `prefix`, `suffix`, \
                        `equals-ignore-case` and `wildcard`";
    let is_value = |value: &Json| value.is_string() || value.is_number();
    match value {
        Json::Object(members) => {
            let mut pairs = members.iter();
            let (Some((name, given)), None) = (pairs.next(), pairs.next()) else {
                return Some(RULE);
            };
            let texts = match given {
                Json::Array(items) => items.iter().collect(),
                one => vec![one],
            };
            let check = match name.as_str() {
                "equals-ignore-case" | "prefix" | "suffix" => text,
                "wildcard" => wildcard,
                _ => return Some(RULE),
            };
            if texts.is_empty() { Some(RULE) } else { texts.into_iter().find_map(check) }
        }
        Json::Array(items) if items.is_empty() || !items.iter().all(is_value) => Some(RULE),
        Json::Array(items) => {
            let texts = items.iter().filter(|item| item.is_string()).count();
            (texts != 0 && texts != items.len()).then_some(ONE_KIND)
        }
        one => (!is_value(one)).then_some(RULE),
    }
}

/// `["=", 5]`, `[">", 0, "<=", 5]`.
fn numeric(value: &Json) -> Option<&'static str> {
    const RULE: &str = "it takes one or two comparisons, as in `[\">\", 0, \"<=\", 5]`";
    const RANGE: &str = "numbers lie from -5 000 000 000 to 5 000 000 000";
    const LARGEST: f64 = 5e9;
    let Json::Array(items) = value else { return Some(RULE) };
    let pairs: Vec<&[Json]> = items.chunks(2).collect();
    if pairs.is_empty() || pairs.len() > 2 {
        return Some(RULE);
    }
    let mut bounds = Vec::new();
    for pair in pairs {
        let [operator, number] = pair else { return Some(RULE) };
        let (Some(operator), Some(number)) = (operator.as_str(), number.as_f64()) else {
            return Some(RULE);
        };
        if number.abs() > LARGEST {
            return Some(RANGE);
        }
        bounds.push((operator, number));
    }
    match bounds.as_slice() {
        [("=" | "<" | "<=" | ">" | ">=", _)] => None,
        [(">" | ">=", low), ("<" | "<=", high)] if low < high => None,
        [(">" | ">=", _), ("<" | "<=", _)] => Some("the lower end comes first"),
        _ => Some(RULE),
    }
}

fn cidr(value: &Json) -> Option<&'static str> {
    const RULE: &str = "it takes an address with the length of its prefix, as in \"10.0.0.0/24\"";
    let parts = value.as_str().and_then(|text| text.split_once('/'));
    let Some((address, length)) = parts else { return Some(RULE) };
    let most = match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return Some(RULE),
    };
    let is_length = length.parse::<u8>().is_ok_and(|length| length <= most);
    (!is_length).then_some(RULE)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{MATCHERS, fault};

    #[test]
    fn ways_to_compare_are_sorted() {
        assert!(MATCHERS.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn what_event_bridge_takes_has_no_fault() {
        for good in [
            json!(null),
            json!(""),
            json!(5),
            json!({ "prefix": "a" }),
            json!({ "prefix": { "equals-ignore-case": "a" } }),
            json!({ "suffix": ".png" }),
            json!({ "anything-but": ["a", "b"] }),
            json!({ "anything-but": 5 }),
            json!({ "anything-but": { "prefix": ["a", "b"] } }),
            json!({ "anything-but": { "wildcard": "*/lib/*" } }),
            json!({ "numeric": [">", 0, "<=", 5] }),
            json!({ "numeric": ["=", 3.5] }),
            json!({ "cidr": "10.0.0.0/24" }),
            json!({ "cidr": "2001:db8::/32" }),
            json!({ "exists": false }),
            json!({ "equals-ignore-case": "a" }),
            json!({ "wildcard": "dir/*.png" }),
        ] {
            assert_eq!(fault(&good), None, "{good}");
        }
    }

    #[test]
    fn what_event_bridge_refuses_has_one() {
        for bad in [
            json!(["a"]),
            json!({}),
            json!({ "prefix": "a", "suffix": "b" }),
            json!({ "prefx": "a" }),
            json!({ "prefix": 5 }),
            json!({ "exists": "true" }),
            json!({ "anything-but": [] }),
            json!({ "anything-but": ["a", 5] }),
            json!({ "anything-but": { "cidr": "10.0.0.0/24" } }),
            json!({ "numeric": [">", 5, "<", 1] }),
            json!({ "numeric": [">", 5, ">", 1] }),
            json!({ "numeric": [">"] }),
            json!({ "numeric": [] }),
            json!({ "numeric": ["=", 6e9] }),
            json!({ "cidr": "10.0.0.0/33" }),
            json!({ "cidr": "10.0.0/24" }),
            json!({ "wildcard": "a**" }),
        ] {
            assert!(fault(&bad).is_some(), "{bad}");
        }
    }
}
