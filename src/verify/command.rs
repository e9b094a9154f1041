//! Command and policy documents: steps in their order, whichever version of the schema they are
//! written in.

use serde_json::{Map, Value};

use super::reference::Names;
use super::value::{Place, diff, normal, to_description, top_level};
use super::{Certainty, Difference, step, version};

/// A step or a plugin, in a normal form.
struct Task {
    /// Steps of the schemas 2.x have one.
    name: Option<String>,
    pointer: String,
    content: Value,
}

/// A document's steps.
struct Tasks {
    tasks: Vec<Task>,
    /// Whether the agent runs them in this order.
    is_ordered: bool,
}

pub(super) fn compare(original: &Value, compiled: &Value) -> Vec<Difference> {
    let (left_names, right_names) = (Names::of(original), Names::of(compiled));
    let mut found = Vec::new();
    let left = outside(original, &left_names);
    let right = outside(compiled, &right_names);
    diff(&Place::default(), &left, &right, &mut found);
    found.extend(versions(original, compiled));
    let left = tasks(original, &left_names);
    let right = tasks(compiled, &right_names);
    found.extend(compare_tasks(&left, &right));
    found
}

fn outside(document: &Value, names: &Names<'_>) -> Value {
    let mut document = top_level(document, names);
    if let Some(map) = document.as_object_mut() {
        for key in ["schemaVersion", "mainSteps", "runtimeConfig"] {
            map.remove(key);
        }
    }
    document
}

/// A later version means the same, an earlier one does not.
fn versions(original: &Value, compiled: &Value) -> Option<Difference> {
    let (left, right) = (version(original)?, version(compiled).unwrap_or_default());
    let is_known = ["1.2", "2.0", "2.2"].contains(&right.as_str());
    (!is_known || right < left).then(|| Difference {
        certainty: Certainty::Differs,
        step: None,
        message: format!("`schemaVersion` is \"{right}\", was \"{left}\""),
        original: Some("/schemaVersion".to_owned()),
        compiled: Some("/schemaVersion".to_owned()),
    })
}

fn tasks(document: &Value, names: &Names<'_>) -> Tasks {
    if version(document).as_deref() == Some("1.2") {
        return plugins(document, names);
    }
    let steps = document.get("mainSteps").and_then(Value::as_array);
    let tasks = steps.into_iter().flatten().enumerate().map(|(number, step)| Task {
        name: step.get("name").and_then(Value::as_str).map(str::to_owned),
        pointer: format!("/mainSteps/{number}"),
        content: step_content(step, names),
    });
    Tasks { tasks: tasks.collect(), is_ordered: true }
}

fn step_content(step: &Value, names: &Names<'_>) -> Value {
    let action = step.get("action").and_then(Value::as_str).unwrap_or("");
    let mut map = Map::new();
    for (key, value) in step.as_object().into_iter().flatten() {
        let value = match key.as_str() {
            // The agent reads the first four of a step and never uses them.
            "name" | "maxAttempts" | "timeoutSeconds" | "onFailure" => None,
            // It does not read these at all.
            "description" | "isCritical" | "isEnd" | "nextStep" | "onCancel" => None,
            "inputs" => Some(step::plugin_inputs(action, value, names)),
            "precondition" => precondition(value, names),
            _ => Some(normal(value, names)),
        };
        if let Some(value) = value {
            map.insert(key.clone(), value);
        }
    }
    map.entry("inputs")
        .or_insert_with(|| step::plugin_inputs(action, &Value::Object(Map::new()), names));
    Value::Object(map)
}

/// The order of the two texts that are compared means nothing; an empty precondition is none.
fn precondition(value: &Value, names: &Names<'_>) -> Option<Value> {
    let mut value = normal(value, names);
    if let Some(sides) = value.get_mut("StringEquals").and_then(Value::as_array_mut) {
        sides.sort_by_key(Value::to_string);
    }
    (value != Value::Object(Map::new())).then_some(value)
}

/// The plugins of `runtimeConfig`: each of its `properties` is a step.
fn plugins(document: &Value, names: &Names<'_>) -> Tasks {
    let config = document.get("runtimeConfig").and_then(Value::as_object);
    let mut tasks = Vec::new();
    for (plugin, value) in config.into_iter().flatten() {
        let pointer = format!("/runtimeConfig/{}", plugin.replace('~', "~0").replace('/', "~1"));
        let properties = value.get("properties").unwrap_or(&Value::Null);
        let items = properties.as_array().map_or(std::slice::from_ref(properties), Vec::as_slice);
        for (number, item) in items.iter().enumerate() {
            let below = if properties.is_array() { format!("/{number}") } else { String::new() };
            tasks.push(Task {
                name: None,
                pointer: format!("{pointer}/properties{below}"),
                content: plugin_content(plugin, value, item, names),
            });
        }
    }
    Tasks { tasks, is_ordered: config.is_none_or(|config| config.len() < 2) }
}

fn plugin_content(plugin: &str, value: &Value, item: &Value, names: &Names<'_>) -> Value {
    let mut map = Map::new();
    for (key, value) in value.as_object().into_iter().flatten() {
        if !["properties", "description"].contains(&key.as_str()) {
            map.insert(key.clone(), normal(value, names));
        }
    }
    if let Some(text) = value.get("description").and_then(to_description) {
        map.insert("description".to_owned(), text);
    }
    let mut inputs = item.clone();
    if let Some(inputs) = inputs.as_object_mut() {
        // It names a folder for output, and nothing else.
        inputs.remove("id");
    }
    map.insert("action".to_owned(), plugin.into());
    map.insert("inputs".to_owned(), step::plugin_inputs(plugin, &inputs, names));
    Value::Object(map)
}

fn compare_tasks(left: &Tasks, right: &Tasks) -> Vec<Difference> {
    let mut found = Vec::new();
    if left.is_ordered != right.is_ordered {
        found.push(Difference {
            certainty: Certainty::Unproved,
            step: None,
            message: "the agent runs the plugins of `runtimeConfig` in an order that is not known"
                .to_owned(),
            original: Some("/runtimeConfig".to_owned()),
            compiled: Some("/mainSteps".to_owned()),
        });
    }
    for (number, one) in left.tasks.iter().enumerate() {
        match right.tasks.get(number) {
            Some(other) => compare_task(number, one, other, &mut found),
            None => found.push(lonely(number, one, "is missing")),
        }
    }
    for (number, other) in right.tasks.iter().enumerate().skip(left.tasks.len()) {
        let lonely = lonely(number, other, "was not there");
        found.push(Difference { original: None, compiled: lonely.original.clone(), ..lonely });
    }
    found
}

fn compare_task(number: usize, left: &Task, right: &Task, found: &mut Vec<Difference>) {
    let place = Place {
        step: Some(shown_name(number, left)),
        original: left.pointer.clone(),
        compiled: right.pointer.clone(),
        path: String::new(),
    };
    // The plugins of `runtimeConfig` have no names.
    if left.name.is_some() && left.name != right.name {
        let shown = |name: &Option<String>| {
            name.as_ref().map_or("nothing".to_owned(), |name| format!("`{name}`"))
        };
        let (now, before) = (shown(&right.name), shown(&left.name));
        found.push(Difference {
            certainty: Certainty::Differs,
            step: place.step.clone(),
            message: format!("{}its name is {now}, was {before}", place.prefix()),
            original: Some(left.pointer.clone()),
            compiled: Some(right.pointer.clone()),
        });
    }
    diff(&place, &left.content, &right.content, found);
}

fn lonely(number: usize, task: &Task, what: &str) -> Difference {
    let name = shown_name(number, task);
    Difference {
        certainty: Certainty::Differs,
        message: format!("step `{name}` {what}"),
        step: Some(name),
        original: Some(task.pointer.clone()),
        compiled: None,
    }
}

/// A plugin without a name is called by its number.
fn shown_name(number: usize, task: &Task) -> String {
    task.name.clone().unwrap_or_else(|| (number + 1).to_string())
}
