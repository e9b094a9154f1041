//! What the references of a document stand for.

use std::collections::BTreeMap;

use ordain::ssm::reference::Reference;
use ordain::ssm::tables::{ValueType, action};
use serde_json::Value;

use super::call::{list, steps, text};

/// The types of SSM with the language's own.
const TYPES: &[(&str, &str)] = &[
    ("AWS::EC2::Image::Id", "String"),
    ("AWS::EC2::Instance::Id", "aws.ec2.InstanceId"),
    ("AWS::IAM::Role::Arn", "aws.iam.RoleArn"),
    ("AWS::S3::Bucket::Name", "aws.s3.BucketName"),
    ("Boolean", "Bool"),
    ("Integer", "Int"),
    ("List<AWS::EC2::Instance::Id>", "List<aws.ec2.InstanceId>"),
    ("List<AWS::IAM::Role::Arn>", "List<aws.iam.RoleArn>"),
    ("List<AWS::S3::Bucket::Name>", "List<aws.s3.BucketName>"),
    ("MapList", "List<Map>"),
    ("String", "String"),
    ("StringList", "List<String>"),
    ("StringMap", "Map"),
];

/// The types of everything in a document that can be referred to.
pub(super) struct Types {
    /// By what stands between the braces.
    known: BTreeMap<String, String>,
}

impl Types {
    pub(super) fn of(document: &Value) -> Self {
        let mut known = BTreeMap::new();
        let parameters = document.get("parameters").and_then(Value::as_object);
        for (name, parameter) in parameters.into_iter().flatten() {
            known.extend(of_parameter(parameter).map(|ty| (name.clone(), ty)));
        }
        let variables = document.get("variables").and_then(Value::as_object);
        for (name, variable) in variables.into_iter().flatten() {
            let ty = of_parameter(variable);
            known.extend(ty.map(|ty| (format!("variable:{name}"), ty)));
        }
        for step in steps(document) {
            let name = text(step.get("name"));
            let implicit = action(text(step.get("action"))).map(|it| it.outputs);
            for output in implicit.unwrap_or_default() {
                let ty = of_value(output.value_type);
                known.extend(ty.map(|ty| (format!("{name}.{}", output.name), ty.to_owned())));
            }
            for output in list(step.get("outputs")).filter(|it| it.get("Selector").is_some()) {
                let declared = output.get("Type").and_then(Value::as_str).unwrap_or("String");
                let ty = of_name(declared).map(str::to_owned);
                known.extend(ty.map(|ty| (format!("{name}.{}", text(output.get("Name"))), ty)));
            }
        }
        Types { known }
    }

    /// The type of a reference in the language; nothing where nobody says it.
    pub(super) fn of_reference(&self, inner: &str) -> Option<&str> {
        match Reference::parse(inner) {
            Reference::Global(_)
            | Reference::Automation(_)
            | Reference::ParameterStore(_)
            | Reference::Secret(_)
            | Reference::Other(_) => Some("String"),
            Reference::Parameter(_) | Reference::StepOutput { .. } | Reference::Variable(_) => {
                self.known.get(inner).map(String::as_str)
            }
        }
    }
}

fn of_parameter(parameter: &Value) -> Option<String> {
    let ty = of_name(text(parameter.get("type")))?;
    let allowed: Option<Vec<String>> = list(parameter.get("allowedValues"))
        .map(|value| value.as_str().map(super::source::quoted))
        .collect();
    match allowed {
        Some(allowed) if ty == "String" && !allowed.is_empty() => Some(allowed.join(" | ")),
        _ => Some(ty.to_owned()),
    }
}

fn of_name(name: &str) -> Option<&'static str> {
    let place = TYPES.binary_search_by(|(known, _)| known.cmp(&name)).ok()?;
    TYPES.get(place).map(|(_, ty)| *ty)
}

fn of_value(value: ValueType) -> Option<&'static str> {
    match value {
        ValueType::String | ValueType::JsonText => Some("String"),
        ValueType::Integer => Some("Int"),
        ValueType::Boolean => Some("Bool"),
        ValueType::StringList => Some("List<String>"),
        ValueType::MapList => Some("List<Map>"),
        ValueType::StringMap | ValueType::Map => Some("Map"),
        ValueType::Any | ValueType::Choices | ValueType::Steps => None,
    }
}

#[cfg(test)]
mod tests {
    use super::TYPES;

    #[test]
    fn the_table_is_sorted() {
        assert!(TYPES.is_sorted());
    }
}
