//! Fields of a parameter's definition that the source says in the service's own words.

use serde_json::Value as Json;

use crate::hir::{Parameter, Value};
use crate::ssm::{self, ParameterType};

use super::create_document::plain_json;

/// Puts what the source says over what the type gave; null leaves a field out.
pub(super) fn apply_fields(parameter: &Parameter, definition: &mut ssm::Parameter) {
    for (name, value) in &parameter.fields {
        let given = (*value != Value::Null).then(|| plain_json(value));
        apply(name, given, definition);
    }
}

fn apply(name: &str, given: Option<Json>, definition: &mut ssm::Parameter) {
    let text = || given.as_ref().and_then(Json::as_str).map(str::to_owned);
    let count = || given.as_ref().and_then(Json::as_u64).and_then(|it| u32::try_from(it).ok());
    match name {
        "type" => {
            let known = text().and_then(|text| ParameterType::parse(&text));
            definition.data_type = known.unwrap_or(definition.data_type);
        }
        "allowedPattern" => definition.allowed_pattern = text(),
        "displayType" => definition.display_type = text(),
        "interpolationType" => definition.interpolation_type = text(),
        "minChars" => definition.min_chars = count(),
        "maxChars" => definition.max_chars = count(),
        "minItems" => definition.min_items = count(),
        "maxItems" => definition.max_items = count(),
        "allowedValues" => {
            definition.allowed_values = match given {
                Some(Json::Array(values)) => values,
                _ => Vec::new(),
            };
        }
        _ => definition.default = given,
    }
}
