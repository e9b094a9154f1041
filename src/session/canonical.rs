//! Documents and requests in a form in which two that mean the same are equal.

use serde_json::{Map, Value};

use crate::ssm::reference::{Reference, references};
use crate::ssm::{delay_seconds, schedule};

/// The form: members that only repeat a default, limits that keep nothing out, variables that nothing reads and spellings of
/// schedules are taken out; members are sorted.
pub(super) fn canonical(value: &Value) -> Value {
    let mut value = plain(value);
    if let Some(members) = value.as_object_mut() {
        // For editors.
        members.remove("$schema");
    }
    drop_unread_variables(&mut value);
    drop_needless_limits(&mut value);
    value
}

/// Takes out limits of parameters that every value meets.
fn drop_needless_limits(document: &mut Value) {
    let parameters = document.get_mut("parameters").and_then(Value::as_object_mut);
    for parameter in parameters.into_iter().flat_map(Map::values_mut) {
        let Some(members) = parameter.as_object_mut() else { continue };
        let is_boolean = members.get("type").and_then(Value::as_str) == Some("Boolean");
        members.retain(|name, value| match name.as_str() {
            "minChars" | "minItems" => value.as_i64() != Some(0),
            "allowedValues" if is_boolean => {
                let has = |flag| value.as_array().is_some_and(|it| it.contains(&Value::Bool(flag)));
                !(has(true) && has(false))
            }
            _ => true,
        });
    }
}

fn plain(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut plain_members: Vec<(&String, Value)> =
                members.iter().map(|(name, value)| (name, member(name, value))).collect();
            if members.contains_key("action") && members.contains_key("name") {
                plain_members.retain(|(name, value)| !is_default(members, name, value));
            }
            plain_members.sort_by(|left, right| left.0.cmp(right.0));
            plain_members.into_iter().map(|(name, value)| (name.clone(), value)).collect()
        }
        Value::Array(items) => items.iter().map(plain).collect(),
        other => other.clone(),
    }
}

fn member(name: &str, value: &Value) -> Value {
    match (name, value) {
        ("Schedule" | "ScheduleExpression", Value::String(text)) => match schedule::parse(text) {
            Ok(schedule) => Value::String(schedule.to_string()),
            Err(_) => plain(value),
        },
        ("Duration", Value::String(text)) => match delay_seconds(text) {
            Some(seconds) => Value::String(format!("PT{seconds}S")),
            None => plain(value),
        },
        ("allowedValues", Value::Array(items)) => {
            let mut once: Vec<Value> = Vec::new();
            for item in items {
                if !once.contains(item) {
                    once.push(item.clone());
                }
            }
            Value::Array(once)
        }
        _ => plain(value),
    }
}

/// Whether a member of a step says what holds without it.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html>
fn is_default(step: &Map<String, Value>, name: &str, value: &Value) -> bool {
    // A step is critical unless it goes on after a failure.
    if name == "isCritical" {
        let goes_on = step.get("onFailure").and_then(Value::as_str) == Some("Continue");
        return *value == Value::Bool(!goes_on);
    }
    match name {
        "maxAttempts" => value.as_u64() == Some(1),
        "onFailure" | "onCancel" => value.as_str() == Some("Abort"),
        _ => false,
    }
}

fn drop_unread_variables(document: &mut Value) {
    let Some(Value::Object(variables)) = document.get("variables").cloned() else { return };
    let mut read: Vec<String> = Vec::new();
    collect_read(document, &mut read);
    let mut kept = variables;
    kept.retain(|name, _| read.iter().any(|one| one == name));
    if let Some(members) = document.as_object_mut() {
        if kept.is_empty() {
            members.remove("variables");
        } else {
            members.insert("variables".to_owned(), Value::Object(kept));
        }
    }
}

/// The names of variables that texts and steps name.
fn collect_read(value: &Value, read: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            read.extend(references(text).filter_map(|reference| match reference {
                Reference::Variable(name) => Some(name.to_owned()),
                _ => None,
            }));
            // `aws:updateVariable` and outputs name a variable without braces.
            read.extend(text.strip_prefix("variable:").map(str::to_owned));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_read(item, read)),
        Value::Object(members) => members.values().for_each(|item| collect_read(item, read)),
        _ => {}
    }
}
