//! Functions of numbers.

use std::cmp::Ordering;

use crate::hir::{Expr, Ty, Value};

use super::{Builtin, Run, Values, Wants, Way, is_int, needs};

pub(super) const TABLE: &[Builtin] = &[
    Builtin {
        name: "abs",
        parameters: &[needs("number", Wants::Number)],
        rest: None,
        way: Way::Value { compute: absolute, result: like_first, run: Run::Script },
    },
    Builtin {
        name: "max",
        parameters: &[needs("first", Wants::Quantity)],
        rest: Some(Wants::Quantity),
        way: Way::Value {
            compute: |values| extreme(values, Ordering::Greater),
            result: like_all,
            run: Run::Script,
        },
    },
    Builtin {
        name: "min",
        parameters: &[needs("first", Wants::Quantity)],
        rest: Some(Wants::Quantity),
        way: Way::Value {
            compute: |values| extreme(values, Ordering::Less),
            result: like_all,
            run: Run::Script,
        },
    },
    Builtin {
        name: "mod",
        parameters: &[needs("number", Wants::Whole), needs("divisor", Wants::Whole)],
        rest: None,
        way: Way::Value { compute: remainder, result: is_int, run: Run::Script },
    },
];

fn like_first(arguments: &[Expr]) -> Ty {
    like_all(arguments.get(..1).unwrap_or_default())
}

fn like_all(arguments: &[Expr]) -> Ty {
    let plain = |ty: &Ty| if ty.is_int() { Ty::int() } else { ty.clone() };
    let types = arguments.iter().map(|argument| plain(argument.ty.required()));
    types.reduce(Ty::join).unwrap_or(Ty::Unknown)
}

fn absolute(values: &Values<'_>) -> Result<Value, String> {
    match values.get(0) {
        Some(Value::Int(number)) => {
            number.checked_abs().map(Value::Int).ok_or_else(|| "the result is too large".to_owned())
        }
        Some(Value::Float(number)) => Ok(Value::Float(number.abs())),
        _ => Err("it takes a number".to_owned()),
    }
}

/// The first of the values that no other exceeds in one direction.
fn extreme(values: &Values<'_>, direction: Ordering) -> Result<Value, String> {
    let mut best: Option<&Value> = None;
    for value in values.0 {
        let wins = match best {
            None => true,
            Some(best) => order(value, best).ok_or("the values are not of one kind")? == direction,
        };
        if wins {
            best = Some(value);
        }
    }
    best.cloned().ok_or_else(|| "it takes at least one value".to_owned())
}

#[expect(clippy::cast_precision_loss, reason = "a number with a fraction is approximate")]
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) | (Value::Duration(left), Value::Duration(right)) => {
            Some(left.cmp(right))
        }
        (Value::Float(left), Value::Float(right)) => left.partial_cmp(right),
        (Value::Int(left), Value::Float(right)) => (*left as f64).partial_cmp(right),
        (Value::Float(left), Value::Int(right)) => left.partial_cmp(&(*right as f64)),
        _ => None,
    }
}

/// The remainder has the sign of the divisor, as `%` has in the generated scripts.
fn remainder(values: &Values<'_>) -> Result<Value, String> {
    let (number, divisor) = (values.whole(0), values.whole(1));
    if divisor == 0 {
        return Err("the divisor is 0".to_owned());
    }
    let rest = number.checked_rem(divisor).unwrap_or(0);
    let is_other_side = rest != 0 && (rest < 0) != (divisor < 0);
    Ok(Value::Int(if is_other_side { rest + divisor } else { rest }))
}
