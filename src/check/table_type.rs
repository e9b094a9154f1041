//! From the types in the tables of actions and plugins to the language's own.

use crate::hir::Ty;
use crate::ssm::tables::ValueType;

/// The type of a value that a table calls so.
pub(super) fn type_of(value_type: ValueType) -> Ty {
    match value_type {
        ValueType::String | ValueType::JsonText => Ty::string(),
        ValueType::Integer => Ty::int(),
        ValueType::Boolean => Ty::Bool,
        ValueType::StringList => Ty::list(Ty::string()),
        ValueType::StringMap | ValueType::Map => Ty::map(Ty::Json),
        ValueType::MapList => Ty::list(Ty::map(Ty::Json)),
        ValueType::Any | ValueType::Choices | ValueType::Steps => Ty::Json,
    }
}
