//! Session documents: empty texts and what is said of a record that is not kept mean nothing.

use serde_json::{Map, Value};

use crate::ssm::SESSION_FLAGS;

use super::Difference;
use super::reference::Names;
use super::value::{Place, diff, to_boolean, top_level};

pub(super) fn compare(original: &Value, compiled: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    diff(&Place::default(), &normal(original), &normal(compiled), &mut found);
    found
}

fn normal(document: &Value) -> Value {
    let mut normal = top_level(document, &Names::of(document));
    let is_shell = document.get("sessionType").and_then(Value::as_str) == Some("Standard_Stream");
    let Some(members) = normal.as_object_mut() else { return normal };
    if is_shell {
        // What is said by default is so where nothing at all is given.
        members.entry("inputs").or_insert_with(|| Value::Object(Map::new()));
    }
    if let Some(inputs) = members.get_mut("inputs").and_then(Value::as_object_mut) {
        without_empty(inputs);
        if is_shell {
            flags(inputs);
        }
    }
    members.retain(|name, value| {
        !["inputs", "properties"].contains(&name.as_str()) || *value != Value::Object(Map::new())
    });
    normal
}

/// The console writes an empty text where nothing is given.
fn without_empty(inputs: &mut Map<String, Value>) {
    if let Some(profile) = inputs.get_mut("shellProfile").and_then(Value::as_object_mut) {
        profile.retain(|_, script| script.as_str() != Some(""));
    }
    inputs.retain(|_, value| value.as_str() != Some("") && *value != Value::Object(Map::new()));
}

/// A flag that is not there is off, and nothing reads one about a bucket or a log group that is not
/// given.
fn flags(inputs: &mut Map<String, Value>) {
    for (name, about, _) in SESSION_FLAGS {
        let is_read = about.is_none_or(|about| inputs.contains_key(about));
        match inputs.get(name).map_or(Value::Bool(false), to_boolean) {
            Value::Bool(_) if !is_read => {
                inputs.shift_remove(name);
            }
            flag => {
                inputs.insert(name.to_owned(), flag);
            }
        }
    }
}
