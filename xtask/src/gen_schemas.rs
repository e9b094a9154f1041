//! Generates the parts of the schemas that the tables of actions and plugins determine: which
//! inputs a step takes, and what conditions look like.

use std::fs;
use std::path::Path;

use ordain::deploy::ItemKind;
use ordain::ssm::tables::{
    ActionRules, InputSpec, OPERATORS, ValueType, VariantSpec, all_actions, all_plugins,
};
use serde_json::{Map, Value, json};

use crate::json_text;

/// Definitions that this generator owns begin with it.
const OWN: &str = "inputs.";

/// Writes the generated parts of the schemas of runbooks, commands and plans anew.
pub fn write(root: &Path) -> Result<(), String> {
    for (path, text) in generate(root)? {
        fs::write(&path, text).map_err(|error| format!("{path}: {error}"))?;
    }
    Ok(())
}

/// Fails where a schema is not what would be generated.
pub fn check(root: &Path) -> Result<(), String> {
    for (path, text) in generate(root)? {
        if fs::read_to_string(&path).unwrap_or_default() != text {
            return Err(format!("{path} is not what gen-schemas would write"));
        }
    }
    Ok(())
}

fn generate(root: &Path) -> Result<Vec<(String, String)>, String> {
    let actions = all_actions().iter().map(|spec| (spec.name, action_inputs(spec)));
    let plugins = all_plugins().iter().map(|spec| (spec.name, plugin_inputs(spec.inputs)));
    let kinds = [("automation", actions.collect::<Vec<_>>()), ("command", plugins.collect())];
    let mut written = vec![changed(root, "plan", |schema| {
        let kinds = ItemKind::ALL.map(ItemKind::word);
        *schema.pointer_mut("/$defs/change/properties/kind")? = json!({ "enum": kinds });
        Some(())
    })?];
    for (kind, inputs) in kinds {
        written.push(changed(root, kind, |schema| replace(schema, inputs))?);
    }
    Ok(written)
}

/// The path and the text of a schema with its generated parts.
fn changed(
    root: &Path,
    kind: &str,
    change: impl FnOnce(&mut Value) -> Option<()>,
) -> Result<(String, String), String> {
    let path = root.join(format!("schemas/{kind}.schema.json")).display().to_string();
    let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let mut schema: Value =
        serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
    change(&mut schema).ok_or(format!("{path} has not what is generated"))?;
    Ok((path, json_text::layout(&schema)))
}

/// Puts the inputs of every action behind the step, in place of what was there.
fn replace(schema: &mut Value, inputs: Vec<(&'static str, Value)>) -> Option<()> {
    let definitions = schema.get_mut("$defs")?.as_object_mut()?;
    definitions.retain(|name, _| !name.starts_with(OWN));
    let step = definitions.get_mut("step")?.as_object_mut()?;
    let rules: Vec<Value> = inputs
        .iter()
        .map(|(action, _)| {
            json!({
                "if": { "properties": { "action": { "const": action } } },
                "then": { "properties": { "inputs": { "$ref": format!("#/$defs/{OWN}{action}") } } }
            })
        })
        .collect();
    step.insert("allOf".to_owned(), Value::Array(rules));
    let shared = [
        ("reference", reference()),
        ("template", template()),
        ("condition", condition()),
        ("choice", choice()),
    ];
    for (name, definition) in shared {
        definitions.insert(format!("{OWN}{name}"), definition);
    }
    for (action, definition) in inputs {
        definitions.insert(format!("{OWN}{action}"), definition);
    }
    Some(())
}

fn reference() -> Value {
    json!({
        "description": "One reference and nothing else; it keeps its type.",
        "type": "string",
        "pattern": "^\\s*\\{\\{.+\\}\\}\\s*$"
    })
}

fn template() -> Value {
    json!({ "description": "A text with references.", "type": "string", "pattern": "\\{\\{" })
}

/// Members of a condition; a choice has a `NextStep` beside them.
fn condition_members() -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("Variable".to_owned(), json!({ "type": "string" }));
    for operator in OPERATORS {
        let literal = match operator.operand.as_str() {
            "Integer" => "integer",
            "Boolean" => "boolean",
            _ => "string",
        };
        let schema = match literal {
            "string" => json!({ "type": "string" }),
            _ => json!({ "anyOf": [{ "type": literal }, own_reference()] }),
        };
        members.insert(operator.name.to_owned(), schema);
    }
    let condition = json!({ "$ref": format!("#/$defs/{OWN}condition") });
    let list = json!({ "type": "array", "items": condition, "minItems": 2 });
    members.insert("And".to_owned(), list.clone());
    members.insert("Or".to_owned(), list);
    members.insert("Not".to_owned(), condition);
    members
}

fn condition() -> Value {
    json!({
        "description": "A `Variable` with one comparison, or `And`, `Or` or `Not`.",
        "type": "object",
        "properties": condition_members(),
        "additionalProperties": false
    })
}

fn choice() -> Value {
    let mut members = condition_members();
    members.insert("NextStep".to_owned(), json!({ "type": "string" }));
    json!({
        "description": "A condition, and the step to which it leads.",
        "type": "object",
        "required": ["NextStep"],
        "properties": members,
        "additionalProperties": false
    })
}

fn own_reference() -> Value {
    json!({ "$ref": format!("#/$defs/{OWN}reference") })
}

fn action_inputs(spec: &ordain::ssm::tables::ActionSpec) -> Value {
    let mut schema = object(spec.inputs, spec.summary);
    if !spec.rules.additional_inputs_allowed {
        schema.insert("additionalProperties".to_owned(), json!(false));
    }
    let rules = group_rules(&spec.rules);
    if !rules.is_empty() {
        schema.insert("allOf".to_owned(), Value::Array(rules));
    }
    Value::Object(schema)
}

/// The agent ignores inputs that it does not know, so the set is open.
fn plugin_inputs(inputs: &[InputSpec]) -> Value {
    let mut schema = object(inputs, "");
    let variants: Vec<Value> = inputs
        .iter()
        .flat_map(|input| input.variants.iter().map(move |variant| (input.name, variant)))
        .map(|(input, variant)| variant_rule(input, variant))
        .collect();
    if !variants.is_empty() {
        schema.insert("allOf".to_owned(), Value::Array(variants));
    }
    Value::Object(schema)
}

fn variant_rule(input: &str, variant: &VariantSpec) -> Value {
    let mut members = object(variant.members, "");
    // JSON text and references are possible too: only an object has members.
    members.remove("type");
    json!({
        "if": { "properties": { "sourceType": { "const": variant.name } } },
        "then": { "properties": { input: members } }
    })
}

fn object(inputs: &[InputSpec], description: &str) -> Map<String, Value> {
    let mut schema = Map::new();
    if !description.is_empty() {
        schema.insert("description".to_owned(), json!(description));
    }
    schema.insert("type".to_owned(), json!("object"));
    let required: Vec<&str> = inputs
        .iter()
        .filter(|input| input.agent_required.unwrap_or(input.required))
        .filter(|input| input.required_unless.is_none())
        .map(|input| input.name)
        .collect();
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    let properties: Map<String, Value> =
        inputs.iter().map(|input| (input.name.to_owned(), input_schema(input))).collect();
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema
}

/// A literal of one of the types, or one reference.
fn input_schema(input: &InputSpec) -> Value {
    let mut forms: Vec<Value> = input.types.iter().map(|kind| literal(*kind, input)).collect();
    let has_rule = !input.allowed.is_empty() || input.pattern.is_some();
    match input.value_type() {
        ValueType::Any => forms = vec![json!({})],
        ValueType::String if has_rule => {
            forms.push(json!({ "$ref": format!("#/$defs/{OWN}template") }));
        }
        ValueType::String => {}
        _ => forms.push(own_reference()),
    }
    let mut schema = match forms.as_mut_slice() {
        [only] => only.take(),
        _ => json!({ "anyOf": forms }),
    };
    if let (Some(members), false) = (schema.as_object_mut(), input.doc.is_empty()) {
        members.insert("description".to_owned(), json!(input.doc));
    }
    schema
}

fn literal(kind: ValueType, input: &InputSpec) -> Value {
    match kind {
        ValueType::String if !input.allowed.is_empty() => json!({ "enum": input.allowed }),
        ValueType::String | ValueType::JsonText => {
            let mut schema = json!({ "type": "string" });
            bound(&mut schema, "minLength", input.min_length);
            bound(&mut schema, "maxLength", input.max_length);
            let pattern = input.pattern.map(|it| format!("^(?:{})$", it.trim_matches(['^', '$'])));
            bound(&mut schema, "pattern", pattern);
            schema
        }
        ValueType::Integer => {
            let mut schema = json!({ "type": "integer" });
            bound(&mut schema, "minimum", input.minimum);
            bound(&mut schema, "maximum", input.maximum);
            schema
        }
        ValueType::Boolean if input.shared => json!({ "enum": [true, false, "true", "false"] }),
        ValueType::Boolean => json!({ "type": "boolean" }),
        ValueType::StringList if input.allowed.is_empty() => {
            list(input, json!({ "type": "string" }))
        }
        ValueType::StringList => list(input, json!({ "enum": input.allowed })),
        ValueType::MapList => {
            list(input, json!({ "anyOf": [{ "type": "object" }, own_reference()] }))
        }
        ValueType::StringMap | ValueType::Map => match input.name {
            "LoopCondition" => json!({ "$ref": format!("#/$defs/{OWN}condition") }),
            _ => json!({ "type": "object" }),
        },
        ValueType::Choices => list(input, json!({ "$ref": format!("#/$defs/{OWN}choice") })),
        ValueType::Steps => list(input, json!({ "$ref": "#/$defs/step" })),
        ValueType::Any => json!({}),
    }
}

fn list(input: &InputSpec, items: Value) -> Value {
    let mut schema = json!({ "type": "array", "items": items });
    bound(&mut schema, "minItems", input.min_items);
    bound(&mut schema, "maxItems", input.max_items);
    schema
}

fn bound(schema: &mut Value, key: &str, limit: Option<impl Into<Value>>) {
    if let (Some(members), Some(limit)) = (schema.as_object_mut(), limit) {
        members.insert(key.to_owned(), limit.into());
    }
}

/// The rules between inputs.
fn group_rules(rules: &ActionRules) -> Vec<Value> {
    let required = |group: &[&str]| -> Vec<Value> {
        group.iter().map(|it| json!({ "required": [it] })).collect()
    };
    let mut out = Vec::new();
    for group in rules.exactly_one_of {
        out.push(json!({ "oneOf": required(group) }));
    }
    for group in rules.at_least_one_of {
        out.push(json!({ "anyOf": required(group) }));
    }
    for group in rules.at_most_one_of {
        out.push(json!({ "not": { "required": group } }));
    }
    for requirement in rules.requires {
        out.push(json!({ "dependentRequired": { requirement.input: requirement.needs } }));
    }
    out
}
