//! Operators on operands that they do not take.

use crate::diagnostic::{Diagnostic, Trust};
use crate::hir::{Alternatives, Expr, ExprKind, FactSpec, Ty, Value};
use crate::text::{FileSpan, nearest};

use super::error;

/// an operator on an operand of a type that it does not take
pub(crate) fn bad_operand(at: FileSpan, op: &str, found: &Ty, wanted: &str) -> Diagnostic {
    error(316, at, format!("`{op}` takes {wanted}, not `{found}`"))
        .label(format!("this is `{found}`"))
}

/// arithmetic between types that have none
pub(crate) fn bad_arithmetic(at: FileSpan, op: &str, left: &Expr, right: &Expr) -> Diagnostic {
    let found = error(316, at, format!("`{}` {op} `{}` has no meaning", left.ty, right.ty))
        .label("between these types")
        .related(left.at, format!("this is `{}`", left.ty))
        .related(right.at, format!("this is `{}`", right.ty));
    if left.ty.is_text() || right.ty.is_text() {
        return found.help("put the value into the text: `\"… ${value}\"`");
    }
    if matches!(left.ty, Ty::Record(_) | Ty::Map(_)) {
        return found.help("write `{ ...a, ...b }` or `merge(a, b)`");
    }
    found
}

/// two values of different types are compared
pub(crate) fn different_types(at: FileSpan, left: &Expr, right: &Expr) -> Diagnostic {
    let found = error(317, at, format!("`{}` and `{}` are never equal", left.ty, right.ty))
        .label("compares different types")
        .related(left.at, format!("this is `{}`", left.ty))
        .related(right.at, format!("this is `{}`", right.ty));
    match (left.ty.required(), right.as_const()) {
        (ty, Some(Value::String(text))) if ty.is_bool() && is_truth(text) => {
            found.help(format!("write `{text}` without quotes"))
        }
        (ty, Some(Value::String(text))) if ty.is_int() && text.parse::<i64>().is_ok() => {
            found.help(format!("write `{text}` without quotes"))
        }
        (ty, Some(value @ (Value::Int(_) | Value::Bool(_)))) if ty.is_text() => {
            found.help(format!("write \"{value}\" in quotes"))
        }
        (Ty::List { .. }, _) => found.help("compare one item, or write `xs contains item`"),
        _ => found,
    }
}

fn is_truth(text: &str) -> bool {
    matches!(text, "true" | "false")
}

/// a comparison with a value that the other side cannot have
pub(crate) fn never_equal(
    at: FileSpan,
    value: &Value,
    (allowed, choice): (&[Value], &Expr),
) -> Diagnostic {
    let found = error(318, at, format!("the other side is never {}", value.shown()))
        .label("never equal")
        .note(format!("it is one of {}", Alternatives(allowed)));
    let texts = allowed.iter().filter_map(Value::as_str);
    let is_result = matches!(choice.kind, ExprKind::Output { .. });
    let as_text = "read it as text where the service may know more values: `… as String`";
    let meant = |text: &str| match &choice.kind {
        ExprKind::Fact(name) => FactSpec::named(name)?.meant(text),
        _ => None,
    };
    match value.as_str().and_then(|text| meant(text).or_else(|| nearest(text, texts))) {
        Some(near) => {
            let text = Value::string(near).to_string();
            let or = if is_result { format!(", or {as_text}") } else { String::new() };
            found.help(format!("write {text}{or}")).fix(
                Trust::Unsafe,
                format!("replace with {text}"),
                at,
                text,
            )
        }
        None if is_result => found.help(as_text),
        None => found,
    }
}

/// `in` with an item that the list cannot have
pub(crate) fn item_of_other_type(at: FileSpan, found: &Ty, element: &Ty) -> Diagnostic {
    error(317, at, format!("the list holds `{element}`, never `{found}`"))
        .label(format!("this is `{found}`"))
}

/// a default of another type than the value
pub(crate) fn default_of_other_type(at: FileSpan, found: &Ty, default: &Ty) -> Diagnostic {
    error(301, at, format!("the default takes `{found}`, not `{default}`"))
        .label(format!("this is `{default}`"))
}

/// a number that is too large to compute with
pub(crate) fn overflow(at: FileSpan) -> Diagnostic {
    error(319, at, "the result is too large").label("does not fit 64 bits").note(format!(
        "whole numbers lie between {} and {}",
        i64::MIN,
        i64::MAX
    ))
}

/// a division by zero
pub(crate) fn division_by_zero(at: FileSpan) -> Diagnostic {
    error(320, at, "division by zero").label("this is 0")
}

/// a condition is no truth value
pub(crate) fn not_a_condition(at: FileSpan, ty: &Ty) -> Diagnostic {
    let found = error(316, at, format!("a condition is `Bool`, not `{ty}`"))
        .label(format!("this is `{ty}`"));
    match ty.required() {
        ty if ty.is_text() => found.help("compare it: `x == \"value\"`"),
        ty if ty.is_int() => found.help("compare it: `x > 0`"),
        Ty::List { .. } => found.help("compare its length: `length(xs) > 0`"),
        _ => found,
    }
}
