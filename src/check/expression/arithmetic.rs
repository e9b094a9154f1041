//! `+`, `-`, `*`, `/`: of numbers, durations, texts and lists.

use crate::hir::{Expr, ExprKind, ListPart, Op, Ty, Value};
use crate::syntax::ast::BinaryOp;
use crate::text::FileSpan;

use super::super::Checker;
use super::super::errors::{self, Misfit};
use super::comparison::as_float;
use super::operator::{Link, chained, is_number, operator_text, plain_number};
use super::{composite, constant, latest};

/// Why two values give no third.
enum Problem {
    Overflow,
    DivisionByZero,
    Types,
}

impl Checker<'_> {
    pub(super) fn arithmetic(
        &mut self,
        left: Expr,
        right: Expr,
        link: &Link<'_>,
        at: FileSpan,
    ) -> Expr {
        if left.is_error() || right.is_error() {
            return Expr::error(at);
        }
        let (one, other) = (left.ty.required().clone(), right.ty.required().clone());
        let is_add = link.op == BinaryOp::Add;
        if is_add && one.is_text() && other.is_text() {
            return self.joined_text(vec![left, right], at);
        }
        if is_add && matches!((&one, &other), (Ty::List { .. }, Ty::List { .. })) {
            return self.joined_lists(left, right, at);
        }
        if let (Some(a), Some(b)) = (left.as_const(), right.as_const()) {
            return match compute(link.op, a, b) {
                Ok(value) => constant(value, at),
                Err(problem) => self.report_arithmetic(&problem, (&left, &right), link, at),
            };
        }
        let Some(ty) = result_type(link.op, &one, &other) else {
            return self.report_arithmetic(&Problem::Types, (&left, &right), link, at);
        };
        if link.op == BinaryOp::Divide && right.as_const() == Some(&Value::Int(0)) {
            return self.report_arithmetic(&Problem::DivisionByZero, (&left, &right), link, at);
        }
        match link.op {
            BinaryOp::Add => chained(Op::Add, left, right, ty, at),
            BinaryOp::Multiply => chained(Op::Multiply, left, right, ty, at),
            _ => {
                let op = if link.op == BinaryOp::Subtract { Op::Subtract } else { Op::Divide };
                let stage = latest([&left, &right]);
                composite(ExprKind::Op { op, operands: vec![left, right] }, ty, stage, at)
            }
        }
    }

    fn report_arithmetic(
        &mut self,
        problem: &Problem,
        (left, right): (&Expr, &Expr),
        link: &Link<'_>,
        at: FileSpan,
    ) -> Expr {
        let found = match problem {
            Problem::Overflow => errors::overflow(at),
            Problem::DivisionByZero => errors::division_by_zero(right.at),
            Problem::Types => {
                let absent = [left, right].into_iter().find(|side| {
                    side.as_const() == Some(&Value::Null) && matches!(side.ty, Ty::Optional(_))
                });
                if let Some(side) = absent {
                    let place = format!("`{}`", operator_text(link.op));
                    let misfit = Misfit { at: side.at, place: &place, is_literal: false };
                    let found = errors::may_be_absent(&misfit, &side.ty, side.ty.required());
                    return self.refuse(found, at);
                }
                errors::bad_arithmetic(link.op_at, operator_text(link.op), left, right)
            }
        };
        self.refuse(found, at)
    }

    /// `xs + ys`: the items of both.
    fn joined_lists(&mut self, left: Expr, right: Expr, at: FileSpan) -> Expr {
        let ty = left.ty.required().clone().join(right.ty.required().clone());
        if let (Some(Value::List(one)), Some(Value::List(other))) =
            (left.as_const(), right.as_const())
        {
            let items = one.iter().chain(other).cloned().collect();
            return Expr::constant(Value::List(items), ty, at);
        }
        let stage = latest([&left, &right]);
        let parts = [left, right].into_iter().flat_map(|list| match list.kind {
            ExprKind::List(parts) => parts,
            kind => vec![ListPart::Spread(Expr { kind, ..list })],
        });
        composite(ExprKind::List(parts.collect()), ty, stage, at)
    }
}

fn result_type(op: BinaryOp, left: &Ty, right: &Ty) -> Option<Ty> {
    match (left, right) {
        (Ty::Json | Ty::Unknown, other) | (other, Ty::Json | Ty::Unknown) => (is_number(other)
            || matches!(other, Ty::Json | Ty::Unknown))
        .then(|| if is_number(other) { plain_number(other) } else { Ty::Json }),
        _ if is_number(left) && is_number(right) => {
            let is_whole = left.is_int() && right.is_int();
            Some(if is_whole { Ty::int() } else { Ty::float() })
        }
        (Ty::Duration, Ty::Duration) if matches!(op, BinaryOp::Add | BinaryOp::Subtract) => {
            Some(Ty::Duration)
        }
        _ => None,
    }
}

fn compute(op: BinaryOp, left: &Value, right: &Value) -> Result<Value, Problem> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => whole(op, *left, *right).map(Value::Int),
        (Value::Duration(left), Value::Duration(right))
            if matches!(op, BinaryOp::Add | BinaryOp::Subtract) =>
        {
            whole(op, *left, *right).map(Value::Duration)
        }
        (Value::Duration(left), Value::Int(right))
            if matches!(op, BinaryOp::Multiply | BinaryOp::Divide) =>
        {
            whole(op, *left, *right).map(Value::Duration)
        }
        (Value::Int(left), Value::Duration(right)) if op == BinaryOp::Multiply => {
            whole(op, *left, *right).map(Value::Duration)
        }
        _ => {
            let left = as_float(left).ok_or(Problem::Types)?;
            let right = as_float(right).ok_or(Problem::Types)?;
            fraction(op, left, right).map(Value::Float)
        }
    }
}

/// Division rounds down, as `//` does in the generated scripts.
fn whole(op: BinaryOp, left: i64, right: i64) -> Result<i64, Problem> {
    let result = match op {
        BinaryOp::Add => left.checked_add(right),
        BinaryOp::Subtract => left.checked_sub(right),
        BinaryOp::Multiply => left.checked_mul(right),
        _ if right == 0 => return Err(Problem::DivisionByZero),
        _ => left.checked_div(right).map(|quotient| {
            let is_negative = (left < 0) != (right < 0);
            let is_exact = left.checked_rem(right).is_none_or(|rest| rest == 0);
            if is_negative && !is_exact { quotient - 1 } else { quotient }
        }),
    };
    result.ok_or(Problem::Overflow)
}

fn fraction(op: BinaryOp, left: f64, right: f64) -> Result<f64, Problem> {
    let result = match op {
        BinaryOp::Add => left + right,
        BinaryOp::Subtract => left - right,
        BinaryOp::Multiply => left * right,
        _ if right == 0.0 => return Err(Problem::DivisionByZero),
        _ => left / right,
    };
    if result.is_finite() { Ok(result) } else { Err(Problem::Overflow) }
}
