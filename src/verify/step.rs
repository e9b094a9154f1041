//! What a step does, apart from where it leads, in a normal form.

use serde_json::{Map, Value};

use crate::aws::Service;

use super::defaults;
use super::graph::Step;
use super::reference::Names;
use super::value::{normal, to_boolean, to_description, to_whole};

/// Whether the walk over the graph compares a member. What it cannot read is compared as it is.
fn is_flow(step: &Step<'_>, key: &str, value: &Value) -> bool {
    let is_step = |text: &str| text.starts_with("step:");
    match key {
        "name" => true,
        // Beside `isEnd` it is refused, so that nobody knows what it would do.
        "nextStep" => value.is_string() && !step.is_end,
        "isEnd" | "isCritical" => to_boolean(value).is_boolean(),
        "onFailure" => {
            value.as_str().is_some_and(|it| ["Abort", "Continue"].contains(&it) || is_step(it))
        }
        "onCancel" => value.as_str().is_some_and(|it| it == "Abort" || is_step(it)),
        _ => false,
    }
}

/// What is compared of a step of a runbook.
pub(super) fn content(step: &Step<'_>, names: &Names<'_>) -> Value {
    let mut map = Map::new();
    for (key, value) in step.value.as_object().into_iter().flatten() {
        let value = match key.as_str() {
            key if is_flow(step, key, value) => None,
            "description" => to_description(value),
            "inputs" => Some(inputs(step, value, names)),
            "outputs" => outputs(value),
            "maxAttempts" | "timeoutSeconds" => Some(to_whole(value)),
            _ => Some(value.clone()),
        };
        if let Some(value) = value {
            map.insert(key.clone(), value);
        }
    }
    map.entry("inputs").or_insert_with(|| inputs(step, &Value::Null, names));
    map.entry("maxAttempts").or_insert(Value::from(1));
    if let Some(seconds) = defaults::timeout(step.action) {
        map.entry("timeoutSeconds").or_insert(Value::from(seconds));
    }
    map.insert("isCritical".to_owned(), Value::Bool(step.is_critical));
    Value::Object(map)
}

const API: &str = "aws:executeAwsApi";
const WAIT: &str = "aws:waitForAwsResourceProperty";
const ASSERT: &str = "aws:assertAwsResourceProperty";

fn map_of<'s>(step: &Step<'s>) -> Option<&'s Map<String, Value>> {
    step.value.get("inputs")?.as_object()
}

/// The name of a service or an operation as AWS writes it: SSM takes other cases and joints.
fn in_aws_words(written: Value, inputs: Option<&Map<String, Value>>, key: &str) -> Value {
    let text = |key: &str| inputs.and_then(|inputs| inputs.get(key)).and_then(Value::as_str);
    let service = text("Service").and_then(Service::find).map(|(service, _)| service);
    let known = match (service, key) {
        (None, _) => None,
        (Some(service), "Service") => Some(service.name()),
        (Some(service), _) => text("Api")
            .and_then(|api| service.model().find_operation(api))
            .map(|(operation, _)| operation.name()),
    };
    known.map_or(written, Value::from)
}

fn inputs(step: &Step<'_>, value: &Value, names: &Names<'_>) -> Value {
    if !value.is_object() && !value.is_null() {
        return value.clone();
    }
    let mut map = Map::new();
    for (key, value) in value.as_object().into_iter().flatten() {
        // Choices, bodies and conditions of loops are compared by the walk.
        let is_of_walk = match step.action {
            "aws:branch" => ["Choices", "Default"].contains(&key.as_str()),
            "aws:loop" => ["LoopCondition", "Steps"].contains(&key.as_str()),
            _ => false,
        };
        if is_of_walk {
            continue;
        }
        let value = normal(value, names);
        let value = match (step.action, key.as_str()) {
            (API | WAIT | ASSERT, "Service" | "Api") => in_aws_words(value, map_of(step), key),
            ("aws:runCommand", "Parameters") | ("aws:executeAutomation", "RuntimeParameters") => {
                arguments(value)
            }
            _ => value,
        };
        map.insert(key.clone(), value);
    }
    for (name, default) in defaults::inputs(step.action) {
        let default = serde_json::from_str(default).unwrap_or(Value::Null);
        map.entry(name).or_insert(default);
    }
    Value::Object(map)
}

/// Arguments of another document: each is handed over as a list of texts, and a list that stands
/// in a list is flattened.
fn arguments(value: Value) -> Value {
    let Value::Object(map) = value else { return value };
    let argument = |value: Value| match value {
        Value::Array(items) => match items.as_slice() {
            [Value::String(text)] => Value::String(text.clone()),
            _ => Value::Array(items),
        },
        other => other,
    };
    Value::Object(map.into_iter().map(|(key, value)| (key, argument(value))).collect())
}

/// The outputs by name, each with its type; no outputs are none.
fn outputs(value: &Value) -> Option<Value> {
    let Some(items) = value.as_array() else { return Some(value.clone()) };
    let mut map = Map::new();
    for item in items {
        let (Some(fields), Some(name)) =
            (item.as_object(), item.get("Name").and_then(Value::as_str))
        else {
            return Some(value.clone());
        };
        let mut fields = fields.clone();
        fields.entry("Type").or_insert_with(|| "String".into());
        if map.insert(name.to_owned(), Value::Object(fields)).is_some() {
            return Some(value.clone());
        }
    }
    (!map.is_empty()).then_some(Value::Object(map))
}

/// The inputs of a plugin, in a normal form.
pub(super) fn plugin_inputs(plugin: &str, value: &Value, names: &Names<'_>) -> Value {
    let Value::Object(mut map) = normal(value, names) else { return value.clone() };
    if let Some(seconds) = map.get("timeoutSeconds").map(to_whole) {
        map.insert("timeoutSeconds".to_owned(), seconds);
    }
    if let Some(seconds) = defaults::plugin_timeout(plugin) {
        map.entry("timeoutSeconds").or_insert(Value::from(seconds));
    }
    if let Some(last) = map.get("finallyStep").map(to_boolean) {
        map.insert("finallyStep".to_owned(), last);
    }
    Value::Object(map)
}
