//! The texts of a value that hold references, each with the pointer of its place.

use serde_json::Value;

use crate::ssm::pointer_segment;

/// Every text in a value with a `{{` in it; keys are never references. `pointer` is that of the
/// value. Deep values take no stack.
pub(super) fn with_references<'a>(value: &'a Value, pointer: &str) -> Vec<(String, &'a str)> {
    let mut texts = Vec::new();
    let mut waiting = vec![(value, pointer.to_owned())];
    while let Some((value, pointer)) = waiting.pop() {
        match value {
            Value::String(text) if text.contains("{{") => texts.push((pointer, text.as_str())),
            Value::Array(items) => {
                let items = items.iter().enumerate().filter(|(_, item)| may_hold(item));
                waiting.extend(items.map(|(number, item)| (item, format!("{pointer}/{number}"))));
            }
            Value::Object(members) => {
                let members = members.iter().filter(|(_, member)| may_hold(member));
                waiting.extend(members.map(|(name, member)| {
                    (member, format!("{pointer}/{}", pointer_segment(name)))
                }));
            }
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    texts
}

/// Whether a place is worth a pointer: most values are plain.
pub(super) fn may_hold(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains("{{"),
        Value::Array(_) | Value::Object(_) => true,
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
