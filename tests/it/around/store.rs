//! An account in memory: what its calls leave, and which calls there were.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ordain::deploy::{Api, Call, CallError, Refusal};
use serde_json::{Value, json};

/// Parameters with their tags, by name.
#[derive(Default)]
pub(super) struct Inside {
    pub(super) parameters: BTreeMap<String, Value>,
    pub(super) tags: BTreeMap<String, BTreeMap<String, String>>,
    pub(super) calls: Vec<String>,
}

#[derive(Default)]
pub(super) struct Store(Mutex<Inside>);

impl Store {
    pub(super) fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Api for Store {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        let mut inside = self.inside();
        inside.calls.push(call.operation.to_owned());
        let input = &call.input;
        match call.operation {
            "PutParameter" => put(&mut inside, input),
            "DescribeParameters" => Ok(describe(&inside, &input["ParameterFilters"][0])),
            "GetParameters" => {
                let found = texts(&input["Names"]);
                let found = found.iter().filter_map(|name| inside.parameters.get(name));
                Ok(json!({ "Parameters": found.collect::<Vec<_>>() }))
            }
            "DeleteParameter" => {
                inside.parameters.remove(text(&input["Name"]));
                Ok(json!({}))
            }
            "ListTagsForResource" => {
                let tags = inside.tags.get(text(&input["ResourceId"])).cloned().unwrap_or_default();
                let list = tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value }));
                Ok(json!({ "TagList": list.collect::<Vec<_>>() }))
            }
            "AddTagsToResource" => {
                tag(&mut inside, text(&input["ResourceId"]), &input["Tags"]);
                Ok(json!({}))
            }
            // There is nothing of other kinds.
            _ => Ok(json!({})),
        }
    }
}

fn put(inside: &mut Inside, input: &Value) -> Result<Value, CallError> {
    let name = text(&input["Name"]).to_owned();
    let before = inside.parameters.get(&name).cloned();
    if before.is_some() && input["Overwrite"] != json!(true) {
        return Err(CallError::Refused(Refusal {
            code: "ParameterAlreadyExists".to_owned(),
            ..Refusal::default()
        }));
    }
    let mut after = before.unwrap_or_else(|| json!({ "Version": 0, "Tier": "Standard" }));
    for (member, value) in input.as_object().into_iter().flatten() {
        if member != "Tags" && member != "Overwrite" {
            after[member] = value.clone();
        }
    }
    after["Version"] = json!(after["Version"].as_i64().unwrap_or_default() + 1);
    let version = after["Version"].clone();
    inside.parameters.insert(name.clone(), after);
    tag(inside, &name, &input["Tags"]);
    Ok(json!({ "Version": version }))
}

fn tag(inside: &mut Inside, name: &str, tags: &Value) {
    let known = inside.tags.entry(name.to_owned()).or_default();
    for one in tags.as_array().into_iter().flatten() {
        known.insert(text(&one["Key"]).to_owned(), text(&one["Value"]).to_owned());
    }
}

fn describe(inside: &Inside, filter: &Value) -> Value {
    let values = texts(&filter["Values"]);
    let is_meant = |name: &str| match text(&filter["Key"]).strip_prefix("tag:") {
        Some(key) => inside
            .tags
            .get(name)
            .and_then(|tags| tags.get(key))
            .is_some_and(|value| values.contains(value)),
        None => values.iter().any(|value| value == name),
    };
    let found = inside.parameters.iter().filter(|(name, _)| is_meant(name));
    let described = found.map(|(_, parameter)| {
        let mut parameter = parameter.clone();
        // A list tells no values.
        if let Value::Object(members) = &mut parameter {
            members.remove("Value");
        }
        parameter
    });
    json!({ "Parameters": described.collect::<Vec<_>>() })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().map(|it| text(it).to_owned()).collect()
}
