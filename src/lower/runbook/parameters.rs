//! Parameters and variables of a runbook.

use serde_json::{Value as Json, json};

use crate::hir::{Bounds, Expr, Parameter, Ty, Value};
use crate::ssm::{self, DataType, ParameterType};

use crate::lower::parameter_fields::apply_fields;

use super::derived::NoNames;
use super::input::render;
use super::lowering::Lowering;
use super::range_pattern::range_pattern;
use super::types::{data_type, parameter_type};

impl Lowering<'_> {
    /// The definition of a parameter, with all that its type says as constraints.
    pub(super) fn parameter(&mut self, parameter: &Parameter) -> ssm::Parameter {
        let data_type = parameter_type(&parameter.ty);
        let mut definition = ssm::Parameter::new(data_type);
        definition.description.clone_from(&parameter.description);
        definition.default = match &parameter.default {
            Some(default) => self.default(default),
            None if is_optional(&parameter.ty) => Some(empty(data_type)),
            None => None,
        };
        if parameter.multiline {
            definition.display_type = Some("textarea".to_owned());
        }
        constrain(&mut definition, parameter.ty.required());
        if is_optional(&parameter.ty) {
            allow_empty(&mut definition);
        }
        allow_reference(&mut definition);
        apply_fields(parameter, &mut definition);
        definition
    }

    /// A default: a constant, or text with references that are known at the start.
    pub(super) fn default(&mut self, default: &Expr) -> Option<Json> {
        if matches!(default.as_const(), Some(Value::Null)) {
            return None;
        }
        // The checker lets only early values be defaults.
        let input = self.early_value(default)?;
        Some(render(&input, "", &NoNames, &mut |_, _| {}))
    }

    pub(super) fn variable(&mut self, variable: &crate::hir::Variable) -> ssm::Variable {
        let data_type = data_type(&variable.ty);
        let given = variable.default.as_ref().and_then(|default| self.default(default));
        ssm::Variable {
            data_type,
            description: variable.description.clone(),
            default: given.or_else(|| is_optional(&variable.ty).then(|| empty_value(data_type))),
        }
    }
}

fn is_optional(ty: &Ty) -> bool {
    matches!(ty, Ty::Optional(_))
}

fn empty(ty: ParameterType) -> Json {
    empty_value(ty.data_type())
}

fn empty_value(data_type: DataType) -> Json {
    match data_type {
        DataType::String | DataType::Integer | DataType::Boolean => json!(""),
        DataType::StringList | DataType::MapList => json!([]),
        DataType::StringMap => json!({}),
    }
}

fn constrain(definition: &mut ssm::Parameter, ty: &Ty) {
    match ty {
        Ty::Int(bounds) => definition.allowed_pattern = range_pattern(*bounds),
        Ty::String { pattern, length } => {
            definition.allowed_pattern = pattern.as_ref().map(|pattern| pattern.to_string());
            (definition.min_chars, definition.max_chars) = counts(*length);
        }
        Ty::Aws { pattern, .. } => {
            definition.allowed_pattern = pattern.as_ref().map(|pattern| pattern.to_string());
        }
        Ty::Enum(values) => {
            definition.allowed_values = values.iter().map(constant).collect();
        }
        // SSM checks each item of a list by itself.
        Ty::List { element, items } => {
            (definition.min_items, definition.max_items) = counts(*items);
            match element.required() {
                // Allowed values are proven for scalars only, a pattern for the items of lists.
                Ty::Enum(values) => definition.allowed_pattern = Some(one_of(values)),
                element if data_type(element) != DataType::StringMap => {
                    constrain(definition, element);
                }
                _ => {}
            }
        }
        _ => {}
    }
}

/// A pattern for one of several values.
fn one_of(values: &[Value]) -> String {
    let texts = values.iter().filter_map(Value::text);
    let escaped: Vec<String> = texts.map(|text| regex::escape(&text)).collect();
    format!("^({})$", escaped.join("|"))
}

fn counts(bounds: Bounds) -> (Option<u32>, Option<u32>) {
    let count = |bound: Option<i64>| bound.and_then(|bound| u32::try_from(bound).ok());
    (count(bounds.low), count(bounds.high))
}

fn constant(value: &Value) -> Json {
    crate::lower::create_document::plain_json(value)
}

/// Lets the empty text or list, which stands for an absent value, pass every constraint.
fn allow_empty(definition: &mut ssm::Parameter) {
    // The checker refuses a least number of items that is more than one.
    definition.min_items = None;
    if definition.data_type.data_type() != DataType::String {
        return;
    }
    if let Some(least) = definition.min_chars.take().filter(|least| *least > 0) {
        // The least length would refuse it.
        if definition.allowed_pattern.is_none() {
            definition.allowed_pattern = Some(format!("^[\\s\\S]{{{least},}}$"));
        }
    }
    if let Some(pattern) = &mut definition.allowed_pattern {
        *pattern = format!("^$|{pattern}");
    }
    if !definition.allowed_values.is_empty() && !definition.allowed_values.contains(&json!("")) {
        definition.allowed_values.push(json!(""));
    }
}

/// The service checks a default before it resolves its references, so the text of the reference
/// must pass, too.
fn allow_reference(definition: &mut ssm::Parameter) {
    let Some(Json::String(default)) = &definition.default else { return };
    if !default.contains("{{") {
        return;
    }
    if let Some(pattern) = &mut definition.allowed_pattern {
        *pattern = format!("{pattern}|^{}$", regex::escape(default));
    }
    let value = json!(default);
    if !definition.allowed_values.is_empty() && !definition.allowed_values.contains(&value) {
        definition.allowed_values.push(value);
    }
}
