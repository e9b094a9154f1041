//! Whether an output can have the type that it is given: the models know what a selector finds.

use crate::aws::{Found, Kind, Landing, Shape};
use crate::hir::Ty;

/// What a value is, as far as it decides what it can become.
enum Value {
    Flag,
    Whole,
    Fraction,
    /// One of a few texts, of which these become a flag or a number.
    Word {
        as_flag: bool,
        as_whole: bool,
    },
    Structure,
    Words,
    Structures,
}

/// What a selector finds, where that can never be a value of the type; nothing where it may be one.
///
/// A text becomes a list, a number or a flag, a number or a flag a text or a list, and a list of one
/// of them that one; nothing else is converted. What a list or a structure as a text gives, and a
/// structure as a list, the page does not say.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html>
pub(super) fn never_of_type(landing: &Landing<'_>, ty: &Ty) -> Option<&'static str> {
    let Found::Shape(shape) = landing.found else { return None };
    if landing.member.is_some_and(|member| member.is_decoded() || member.is_json()) {
        return None;
    }
    let found = match landing.depth {
        0 => found_in(shape)?,
        _ => several(shape)?,
    };
    let is_possible = match ty {
        Ty::Bool => match found {
            Value::Word { as_flag, .. } => as_flag,
            Value::Flag | Value::Words => true,
            Value::Whole | Value::Fraction | Value::Structure | Value::Structures => false,
        },
        Ty::Int(_) => match found {
            Value::Word { as_whole, .. } => as_whole,
            Value::Whole | Value::Fraction | Value::Words => true,
            Value::Flag | Value::Structure | Value::Structures => false,
        },
        Ty::Map(_) => matches!(found, Value::Structure | Value::Structures),
        Ty::List { element, .. } if matches!(**element, Ty::Map(_)) => {
            matches!(found, Value::Structure | Value::Structures)
        }
        _ => true,
    };
    let many = landing.depth > 0;
    (!is_possible).then(|| if many { "list" } else { shape.kind_name() })
}

fn found_in(shape: Shape<'_>) -> Option<Value> {
    Some(match shape.kind() {
        Kind::Boolean => Value::Flag,
        Kind::Integer(_) | Kind::Long(_) => Value::Whole,
        Kind::Float(_) | Kind::Double(_) => Value::Fraction,
        // An open text may hold anything.
        Kind::String(text) if !text.values.is_empty() => Value::Word {
            as_flag: text.values.iter().any(|value| {
                value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false")
            }),
            as_whole: text.values.iter().any(|value| value.parse::<i64>().is_ok()),
        },
        Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_) => Value::Structure,
        Kind::List { element, .. } => several(element)?,
        Kind::String(_) | Kind::Blob(_) | Kind::Timestamp | Kind::Document => return None,
    })
}

fn several(element: Shape<'_>) -> Option<Value> {
    match found_in(element)? {
        Value::Structure | Value::Structures => Some(Value::Structures),
        Value::Flag | Value::Whole | Value::Fraction | Value::Word { .. } | Value::Words => {
            Some(Value::Words)
        }
    }
}
