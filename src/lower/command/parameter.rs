//! Parameters of a command as SSM knows them. Only `String` and `StringList` can be relied upon:
//! numbers and flags travel as texts that a pattern or the allowed values hold to their form.
//!
//! Source: "Data elements and parameters", user guide of Systems Manager.

use serde_json::{Map, Value as Json, json};

use crate::hir::{Bounds, Expr, ExprKind, ListPart, Parameter, Ty, Value};
use crate::ssm::{self, ParameterType};

use crate::lower::parameter_fields::apply_fields;

use super::number_pattern::number_pattern;

/// Whether a parameter is one that the agent puts into the environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interpolation {
    Text,
    Environment,
}

/// The definition of a parameter.
pub(super) fn definition(parameter: &Parameter, interpolation: Interpolation) -> ssm::Parameter {
    let mut definition = ssm::Parameter::new(parameter_type(&parameter.ty));
    definition.description.clone_from(&parameter.description);
    constrain(&mut definition, &parameter.ty);
    definition.default = match &parameter.default {
        Some(default) => Some(default_value(default)),
        None => absent(&parameter.ty),
    };
    if parameter.multiline {
        definition.display_type = Some("textarea".to_owned());
    }
    if interpolation == Interpolation::Environment {
        definition.interpolation_type = Some("ENV_VAR".to_owned());
    }
    apply_fields(parameter, &mut definition);
    definition
}

fn parameter_type(ty: &Ty) -> ParameterType {
    match ty.required() {
        Ty::List { element, .. } => match element.required() {
            Ty::Map(_) | Ty::Record(_) | Ty::Json => ParameterType::MapList,
            _ => ParameterType::StringList,
        },
        Ty::Map(_) | Ty::Record(_) | Ty::Json => ParameterType::StringMap,
        _ => ParameterType::String,
    }
}

fn constrain(definition: &mut ssm::Parameter, ty: &Ty) {
    match ty {
        Ty::Bool => definition.allowed_values = vec![json!("true"), json!("false")],
        Ty::Int(bounds) => definition.allowed_pattern = number_pattern(*bounds),
        Ty::String { pattern, length } => {
            definition.allowed_pattern = pattern.as_deref().map(str::to_owned);
            definition.min_chars = bound(length.low);
            definition.max_chars = bound(length.high);
        }
        Ty::Enum(values) => {
            definition.allowed_values = values.iter().map(|it| json!(plain_text(it))).collect();
        }
        Ty::Aws { ty, pattern } => {
            definition.allowed_pattern =
                Some(pattern.as_deref().unwrap_or(ty.pattern()).to_owned());
        }
        Ty::List { element, items } => {
            constrain(definition, element);
            constrain_count(definition, *items);
        }
        Ty::Optional(inner) => {
            constrain(definition, inner);
            allow_absent(definition);
        }
        Ty::Unknown
        | Ty::Null
        | Ty::Float(_)
        | Ty::Map(_)
        | Ty::Record(_)
        | Ty::Union(_)
        | Ty::Duration
        | Ty::Percent
        | Ty::Schedule
        | Ty::Targets
        | Ty::Script
        | Ty::Json => {}
    }
}

fn constrain_count(definition: &mut ssm::Parameter, items: Bounds) {
    definition.min_items = bound(items.low);
    definition.max_items = bound(items.high);
}

fn bound(number: Option<i64>) -> Option<u32> {
    number.and_then(|number| u32::try_from(number).ok())
}

/// Lets the empty text through beside what was allowed.
fn allow_absent(definition: &mut ssm::Parameter) {
    // Only the list may be absent, its items are what they are.
    if definition.data_type == ParameterType::StringList {
        definition.min_items = None;
        return;
    }
    if let Some(least) = definition.min_chars.take().filter(|least| *least > 1) {
        // The checker refuses a least length beside a pattern.
        definition.allowed_pattern.get_or_insert_with(|| format!("^[\\s\\S]{{{least},}}$"));
    }
    if !definition.allowed_values.is_empty() {
        definition.allowed_values.insert(0, json!(""));
    }
    if let Some(pattern) = &mut definition.allowed_pattern {
        *pattern = format!("^$|{pattern}");
    }
}

/// The default of `T?`.
fn absent(ty: &Ty) -> Option<Json> {
    let Ty::Optional(_) = ty else { return None };
    Some(match parameter_type(ty) {
        ParameterType::StringList | ParameterType::MapList => json!([]),
        ParameterType::StringMap => Json::Object(Map::new()),
        _ => json!(""),
    })
}

/// A default as SSM takes it: texts, lists of texts, maps.
fn default_value(default: &Expr) -> Json {
    match &default.kind {
        ExprKind::Const(value) => json_value(value),
        ExprKind::SsmParameter(path) => json!(format!("{{{{ssm:{path}}}}}")),
        ExprKind::Template(parts) => {
            let text: String = parts.iter().map(|part| json_text(&default_value(part))).collect();
            json!(text)
        }
        ExprKind::List(parts) => parts
            .iter()
            .map(|part| match part {
                ListPart::Item(part) | ListPart::Spread(part) => default_value(part),
            })
            .collect(),
        ExprKind::Record(fields) => Json::Object(
            fields.iter().map(|(name, value)| (name.to_string(), default_value(value))).collect(),
        ),
        _ => unreachable!("a default of a command holds constants and `ssm(…)` only"),
    }
}

fn json_text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn json_value(value: &Value) -> Json {
    match value {
        Value::List(items) => items.iter().map(json_value).collect(),
        Value::Record(members) => Json::Object(
            members.iter().map(|(name, value)| (name.to_string(), json_value(value))).collect(),
        ),
        _ => json!(plain_text(value)),
    }
}

/// A single value as the text that it travels as.
fn plain_text(value: &Value) -> String {
    match value {
        Value::Bool(flag) => flag.to_string(),
        Value::Int(number) | Value::Duration(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Percent(percent) => format!("{percent}%"),
        Value::String(text) | Value::Raw(text) => text.to_string(),
        Value::Script(script) => script.text.to_string(),
        Value::Null
        | Value::Range { .. }
        | Value::List(_)
        | Value::Record(_)
        | Value::Schedule { .. }
        | Value::Targets(_) => String::new(),
    }
}
