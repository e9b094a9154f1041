//! Operators as Python.

use crate::hir::{Expr, Op};
use crate::ssm::DataType;

use super::computation::Computation;
use super::python::{self, Code, Strength};
use super::types::data_type;

/// An operator with one operand.
pub(super) fn unary(op: &Op, value: &Code, expr: &Expr, computation: &mut Computation) -> Code {
    match op {
        Op::Not => Code::new(format!("not {}", value.at_least(Strength::Not)), Strength::Not),
        Op::Negate => Code::new(format!("-{}", value.at_least(Strength::Negate)), Strength::Negate),
        Op::Member(name) => {
            Code::atom(format!("{}[{}]", value.at_least(Strength::Atom), python::string(name)))
        }
        Op::As => conversion(value, expr, computation),
        _ => value.clone(),
    }
}

/// `x as T`.
pub(super) fn conversion(value: &Code, expr: &Expr, computation: &mut Computation) -> Code {
    match data_type(&expr.ty) {
        DataType::Integer => Code::atom(format!("int({})", value.text())),
        DataType::Boolean => {
            let text = format!("str({}).lower() == \"true\"", value.text());
            Code::new(text, Strength::Compare)
        }
        DataType::StringMap | DataType::MapList | DataType::StringList => {
            computation.import("json");
            let text = value.at_least(Strength::Or);
            let code = format!("json.loads({text}) if isinstance({text}, str) else {text}");
            Code::new(code, Strength::If)
        }
        DataType::String => Code::atom(format!("str({})", value.text())),
    }
}

/// An operator with two operands; `division` is how Python writes `/` of them.
pub(super) fn binary(op: &Op, left: &Code, right: &Code, division: &str) -> Code {
    let compare = |operator| Code::binary(left, operator, right, Strength::Compare);
    let method = |name: &str| {
        Code::atom(format!("{}.{name}({})", left.at_least(Strength::Atom), right.text()))
    };
    match op {
        Op::Equal => compare("=="),
        Op::NotEqual => compare("!="),
        Op::Less => compare("<"),
        Op::LessOrEqual => compare("<="),
        Op::Greater => compare(">"),
        Op::GreaterOrEqual => compare(">="),
        Op::In => compare("in"),
        Op::Contains => Code::binary(right, "in", left, Strength::Compare),
        Op::StartsWith => method("startswith"),
        Op::EndsWith => method("endswith"),
        Op::EqualsIgnoreCase => Code::new(
            format!(
                "{}.lower() == {}.lower()",
                left.at_least(Strength::Atom),
                right.at_least(Strength::Atom)
            ),
            Strength::Compare,
        ),
        Op::And => Code::binary(left, "and", right, Strength::And),
        Op::Or => Code::binary(left, "or", right, Strength::Or),
        Op::Add => Code::binary(left, "+", right, Strength::Sum),
        Op::Subtract => Code::binary(left, "-", right, Strength::Sum),
        Op::Multiply => Code::binary(left, "*", right, Strength::Product),
        Op::Divide => Code::binary(left, division, right, Strength::Product),
        Op::Index => Code::atom(format!("{}[{}]", left.at_least(Strength::Atom), right.text())),
        Op::Not | Op::Negate | Op::If | Op::Member(_) | Op::As | Op::Function(_) => left.clone(),
    }
}
