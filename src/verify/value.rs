//! Values in a normal form, and where two of them differ.

use serde_json::{Map, Value};

use super::reference::Names;
use super::{Certainty, Difference};

/// The value with its references in their normal form.
pub(super) fn normal(value: &Value, names: &Names<'_>) -> Value {
    match value {
        Value::String(text) => Value::String(names.normal(text)),
        Value::Array(items) => items.iter().map(|item| normal(item, names)).collect(),
        Value::Object(map) => {
            map.iter().map(|(key, item)| (key.clone(), normal(item, names))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// A whole number, written as one or as a text of digits.
pub(super) fn to_whole(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            text.trim().parse::<i64>().map_or_else(|_| value.clone(), Value::from)
        }
        other => other.clone(),
    }
}

/// A boolean, written as one or as a text.
pub(super) fn to_boolean(value: &Value) -> Value {
    match value.as_str() {
        Some("true") => Value::Bool(true),
        Some("false") => Value::Bool(false),
        Some(_) | None => value.clone(),
    }
}

/// A description: blanks at its end are none of it, and an empty one is none.
pub(super) fn to_description(value: &Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) => {
            let text = text.trim_end();
            (!text.is_empty()).then(|| Value::String(text.to_owned()))
        }
        other => Some(other.clone()),
    }
}

/// Which parts of two documents are compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// "step `x`", or nothing for the document itself.
    pub(super) step: Option<String>,
    pub(super) original: String,
    pub(super) compiled: String,
    /// The names of the parts from there on, for people.
    pub(super) path: String,
}

impl Place {
    fn below(&self, key: &str) -> Self {
        let segment = key.replace('~', "~0").replace('/', "~1");
        let path =
            if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Self {
            step: self.step.clone(),
            original: format!("{}/{segment}", self.original),
            compiled: format!("{}/{segment}", self.compiled),
            path,
        }
    }

    /// "step `x`: " or nothing.
    pub(super) fn prefix(&self) -> String {
        self.step.as_ref().map(|name| format!("step `{name}`: ")).unwrap_or_default()
    }
}

/// Adds a difference for each part that is not the same.
pub(super) fn diff(place: &Place, left: &Value, right: &Value, found: &mut Vec<Difference>) {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => diff_maps(place, left, right, found),
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (number, (left, right)) in left.iter().zip(right).enumerate() {
                diff(&place.below(&number.to_string()), left, right, found);
            }
        }
        (Value::Number(left), Value::Number(right)) if is_same_number(left, right) => {}
        _ if left == right => {}
        _ => {
            let message = format!(
                "{}{} is {}, was {}",
                place.prefix(),
                name(place),
                shown(right),
                shown(left)
            );
            found.push(Difference {
                certainty: Certainty::Differs,
                step: place.step.clone(),
                message,
                original: Some(place.original.clone()),
                compiled: Some(place.compiled.clone()),
            });
        }
    }
}

/// 5 and 5.0 are one number of JSON.
fn is_same_number(left: &serde_json::Number, right: &serde_json::Number) -> bool {
    left == right
        || (left.as_i64().is_none() || right.as_i64().is_none()) && left.as_f64() == right.as_f64()
}

fn diff_maps(
    place: &Place,
    left: &Map<String, Value>,
    right: &Map<String, Value>,
    found: &mut Vec<Difference>,
) {
    for (key, value) in left {
        let below = place.below(key);
        match right.get(key) {
            Some(other) => diff(&below, value, other, found),
            None => found.push(Difference {
                certainty: Certainty::Differs,
                step: place.step.clone(),
                message: format!("{}{} is missing", place.prefix(), name(&below)),
                original: Some(below.original),
                compiled: None,
            }),
        }
    }
    for (key, value) in right.iter().filter(|(key, _)| !left.contains_key(*key)) {
        let below = place.below(key);
        let message =
            format!("{}{} is {}, was not there", place.prefix(), name(&below), shown(value));
        found.push(Difference {
            certainty: Certainty::Differs,
            step: place.step.clone(),
            message,
            original: None,
            compiled: Some(below.compiled),
        });
    }
}

fn name(place: &Place) -> String {
    if place.path.is_empty() { "the document".to_owned() } else { format!("`{}`", place.path) }
}

/// A value for a message: JSON, cut where it is long.
pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}

/// Documents of which only the spelling of references and the order of members is known.
pub(super) fn compare_whole(original: &Value, compiled: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    let left = top_level(original, &Names::of(original));
    let right = top_level(compiled, &Names::of(compiled));
    diff(&Place::default(), &left, &right, &mut found);
    found
}

/// The members of a document outside of its steps, in a normal form.
pub(super) fn top_level(document: &Value, names: &Names<'_>) -> Value {
    let Some(members) = document.as_object() else { return normal(document, names) };
    let mut map = Map::new();
    for (key, value) in members {
        let value = match key.as_str() {
            // Which schema an editor checks the document against.
            "$schema" => None,
            "files" | "outputs" | "parameters" | "variables" if value.is_null() => None,
            "description" => to_description(value),
            "schemaVersion" => super::version(document).map(Value::String),
            "parameters" | "variables" | "files" => declarations(value, names),
            _ => Some(normal(value, names)),
        };
        if let Some(value) = value {
            map.insert(key.clone(), value);
        }
    }
    Value::Object(map)
}

/// Parameters, variables or files; an empty map of them is none.
fn declarations(value: &Value, names: &Names<'_>) -> Option<Value> {
    let Some(map) = value.as_object() else { return Some(normal(value, names)) };
    let declaration = |value: &Value| match value.as_object() {
        Some(fields) => fields.iter().filter_map(|(key, value)| field(key, value, names)).collect(),
        None => value.clone(),
    };
    let map: Map<String, Value> =
        map.iter().map(|(key, value)| (key.clone(), declaration(value))).collect();
    (!map.is_empty()).then_some(Value::Object(map))
}

fn field(key: &str, value: &Value, names: &Names<'_>) -> Option<(String, Value)> {
    let value = match key {
        "description" => to_description(value)?,
        "default" => normal(value, names),
        _ => value.clone(),
    };
    Some((key.to_owned(), value))
}
