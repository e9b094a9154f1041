//! Types of the language as types of values in an Automation document.

use crate::hir::{AwsType, PathSegment, Ty, Value};
use crate::ssm::{DataType, ParameterType};

/// The type of a value of `ty` in outputs and variables. What has no type of its own there is
/// text.
pub(super) fn data_type(ty: &Ty) -> DataType {
    match ty {
        Ty::Bool => DataType::Boolean,
        Ty::Int(_) | Ty::Duration => DataType::Integer,
        Ty::Enum(values) => match values.first() {
            Some(Value::Int(_)) => DataType::Integer,
            Some(Value::Bool(_)) => DataType::Boolean,
            _ => DataType::String,
        },
        Ty::Optional(inner) => data_type(inner),
        Ty::List { element, .. } => match data_type(element) {
            DataType::StringMap => DataType::MapList,
            DataType::Boolean
            | DataType::Integer
            | DataType::MapList
            | DataType::String
            | DataType::StringList => DataType::StringList,
        },
        Ty::Map(_) | Ty::Record(_) => DataType::StringMap,
        Ty::Unknown
        | Ty::Null
        | Ty::Float(_)
        | Ty::String { .. }
        | Ty::Aws { .. }
        | Ty::Union(_)
        | Ty::Percent
        | Ty::Schedule
        | Ty::Targets
        | Ty::Script
        | Ty::Json => DataType::String,
    }
}

/// Whether a reference to such a value may stand inside longer text.
pub(super) fn is_text(ty: &Ty) -> bool {
    data_type(ty) == DataType::String && !matches!(ty.required(), Ty::Float(_))
}

/// Whether a value is a list of which nobody knows whether it is one of texts or of maps: the two
/// are different types of outputs.
pub(super) fn is_untyped_list(ty: &Ty) -> bool {
    match ty.required() {
        Ty::List { element, .. } => matches!(element.required(), Ty::Json | Ty::List { .. }),
        _ => false,
    }
}

pub(super) fn is_list_of_lists(ty: &Ty) -> bool {
    match ty.required() {
        Ty::List { element, .. } => matches!(element.required(), Ty::List { .. }),
        _ => false,
    }
}

/// Whether no output can hold the value: a number with a fraction, or a list of them ("Action
/// outputs used as inputs", user guide: only texts, whole numbers, truth values, lists of these, maps
/// and lists of maps are converted).
pub(super) fn is_fraction(ty: &Ty) -> bool {
    match ty.required() {
        Ty::Float(_) => true,
        Ty::List { element, .. } => is_fraction(element),
        _ => false,
    }
}

/// The type of a document's parameter.
pub(super) fn parameter_type(ty: &Ty) -> ParameterType {
    match (ty.required(), data_type(ty)) {
        (Ty::Aws { ty: AwsType::InstanceId, .. }, _) => ParameterType::InstanceId,
        (Ty::Aws { ty: AwsType::RoleArn, .. }, _) => ParameterType::RoleArn,
        (Ty::Aws { ty: AwsType::BucketName, .. }, _) => ParameterType::BucketName,
        (Ty::List { element, .. }, _) => match (element.required(), data_type(ty)) {
            (Ty::Aws { ty: AwsType::InstanceId, .. }, _) => ParameterType::InstanceIdList,
            (Ty::Aws { ty: AwsType::RoleArn, .. }, _) => ParameterType::RoleArnList,
            (Ty::Aws { ty: AwsType::BucketName, .. }, _) => ParameterType::BucketNameList,
            (_, DataType::MapList) => ParameterType::MapList,
            (_, _) => ParameterType::StringList,
        },
        (_, DataType::Boolean) => ParameterType::Boolean,
        (_, DataType::Integer) => ParameterType::Integer,
        (_, DataType::StringMap) => ParameterType::StringMap,
        (_, DataType::MapList) => ParameterType::MapList,
        (_, DataType::StringList) => ParameterType::StringList,
        (_, DataType::String) => ParameterType::String,
    }
}

/// The type at a path below `ty`. A filter keeps the list, `[*]` makes a list of what follows.
pub(super) fn type_at(ty: &Ty, path: &[PathSegment]) -> Ty {
    let Some((segment, rest)) = path.split_first() else { return ty.clone() };
    match (segment, ty.required()) {
        (_, Ty::Json) => Ty::Json,
        (PathSegment::Member(name), Ty::Record(record)) => {
            record.field(name).map_or(Ty::Unknown, |field| type_at(&field.ty, rest))
        }
        (PathSegment::Member(_), Ty::Map(value)) => type_at(value, rest),
        (PathSegment::Index(_), Ty::List { element, .. }) => type_at(element, rest),
        (PathSegment::Each | PathSegment::Where { .. }, Ty::List { element, .. }) => {
            match type_at(element, rest) {
                list @ Ty::List { .. } if rest.iter().any(is_projection) => list,
                element => Ty::list(element),
            }
        }
        _ => Ty::Unknown,
    }
}

/// Whether a segment makes a list of what follows it.
pub(super) fn is_projection(segment: &PathSegment) -> bool {
    matches!(segment, PathSegment::Each | PathSegment::Where { .. })
}
