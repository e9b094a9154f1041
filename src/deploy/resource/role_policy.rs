//! Policies in a form in which two that mean the same are equal, whatever IAM made of their text.

use serde_json::Value;

/// A policy's text as a value: IAM gives it in percent signs, makes lists of one, puts lists into
/// another order, and the ARN of an account in the place of its number.
///
/// Source: "GetRole" (the encoding), API reference of IAM; "AWS JSON policy elements: Principal",
/// user guide of IAM.
pub(super) fn normal(text: &Value) -> Value {
    let Value::String(text) = text else { return text.clone() };
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    let policy = read(text).or_else(|| read(&decoded(text)));
    policy.map_or_else(|| Value::String(text.clone()), |policy| part(&policy))
}

fn part(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), part(value))).collect()
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(part).collect();
            if items.iter().all(Value::is_string) {
                items.sort_by(|left, right| left.as_str().cmp(&right.as_str()));
                items.dedup();
            }
            match items.as_slice() {
                [one] => one.clone(),
                _ => Value::Array(items),
            }
        }
        Value::String(text) => Value::String(account(text).unwrap_or(text).to_owned()),
        other => other.clone(),
    }
}

/// `arn:aws:iam::111122223333:root` is the account.
fn account(text: &str) -> Option<&str> {
    let (_, behind) = text.strip_prefix("arn:")?.split_once(":iam::")?;
    behind.strip_suffix(":root")
}

/// The text of `%7B%22`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = (ahead.next().and_then(digit), ahead.next().and_then(digit));
        match (byte, digits) {
            (b'%', (Some(high), Some(low))) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::normal;

    #[track_caller]
    fn check_same(one: &str, other: &str) {
        assert_eq!(normal(&json!(one)), normal(&json!(other)));
    }

    #[test]
    fn what_iam_makes_of_a_text_is_no_difference() {
        check_same("{\"Version\": \"2012-10-17\"}", "%7B%22Version%22%3A%222012-10-17%22%7D");
        check_same(
            "{\"Statement\":[{\"Action\":[\"a:B\"]}]}",
            "{\"Statement\":{\"Action\":\"a:B\"}}",
        );
        check_same("{\"Action\":[\"a:B\",\"a:A\"]}", "{\"Action\":[\"a:A\",\"a:B\"]}");
        check_same(
            "{\"Principal\":{\"AWS\":\"111122223333\"}}",
            "{\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}}",
        );
    }

    #[test]
    fn another_action_is_a_difference() {
        assert_ne!(normal(&json!("{\"Action\":\"a:A\"}")), normal(&json!("{\"Action\":\"a:B\"}")));
        assert_eq!(normal(&json!("100%")), json!("100%"));
    }
}
