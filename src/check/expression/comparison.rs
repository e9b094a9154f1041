//! Comparisons: which types can be compared, and what comparing values gives.

use crate::hir::{Expr, ExprKind, Op, Ty, Value};
use crate::syntax::ast::BinaryOp;
use crate::text::FileSpan;

use super::super::assign::is_open_result;
use super::super::fit_type::same_family;
use super::super::{Checker, errors};
use super::operator::{Link, is_number, operator_text};
use super::{composite, constant, latest};

impl Checker<'_> {
    pub(super) fn comparison(
        &mut self,
        left: Expr,
        right: Expr,
        link: &Link<'_>,
        at: FileSpan,
    ) -> Expr {
        if left.is_error() || right.is_error() {
            return Expr { ty: Ty::Bool, ..Expr::error(at) };
        }
        let op = comparison_op(link.op);
        let checked = match op {
            Op::Equal | Op::NotEqual => self.check_equality(&left, &right, link),
            Op::In => self.check_holds(&right, &left, link),
            Op::Contains => self.check_contains(&left, &right, link),
            Op::EqualsIgnoreCase | Op::StartsWith | Op::EndsWith => {
                self.check_texts(&left, &right, link)
            }
            _ => self.check_order(&left, &right, link),
        };
        if !checked {
            return Expr { ty: Ty::Bool, ..Expr::error(at) };
        }
        if let (Some(one), Some(other)) = (left.as_const(), right.as_const())
            && let Some(truth) = compare_values(&op, one, other)
        {
            return constant(Value::Bool(truth), at);
        }
        let stage = latest([&left, &right]);
        composite(ExprKind::Op { op, operands: vec![left, right] }, Ty::Bool, stage, at)
    }

    /// Both sides must have values in common, else the test always gives the same.
    fn check_equality(&mut self, left: &Expr, right: &Expr, link: &Link<'_>) -> bool {
        let (one, other) = (left.ty.required(), right.ty.required());
        if !is_comparable(one, other) {
            self.report(errors::different_types(link.op_at, left, right));
            return false;
        }
        for (choice, value) in [(left, right), (right, left)] {
            if let Ty::Enum(allowed) = choice.ty.required()
                && let Some(impossible) = impossible(choice, value, allowed)
            {
                self.report(errors::never_equal(value.at, impossible, (allowed, choice)));
                return false;
            }
        }
        true
    }

    fn check_order(&mut self, left: &Expr, right: &Expr, link: &Link<'_>) -> bool {
        let (one, other) = (left.ty.required(), right.ty.required());
        let is_ordered = |ty: &Ty| {
            is_number(ty) || matches!(ty, Ty::Duration | Ty::Percent | Ty::Json | Ty::Unknown)
        };
        for side in [left, right] {
            if !is_ordered(side.ty.required()) {
                let wanted = "numbers, durations and percentages";
                let op = operator_text(link.op);
                self.report(errors::bad_operand(side.at, op, &side.ty, wanted));
                return false;
            }
        }
        if !is_comparable(one, other) {
            self.report(errors::different_types(link.op_at, left, right));
            return false;
        }
        if let Some(side) = [left, right].into_iter().find(|side| is_open_result(side)) {
            let place = format!("`{}`", operator_text(link.op));
            let misfit = errors::Misfit { at: side.at, place: &place, is_literal: false };
            self.report(errors::may_be_absent(&misfit, &side.ty, side.ty.required()));
            return false;
        }
        true
    }

    fn check_texts(&mut self, left: &Expr, right: &Expr, link: &Link<'_>) -> bool {
        for side in [left, right] {
            let ty = side.ty.required();
            if !ty.is_text() && !matches!(ty, Ty::Json | Ty::Unknown) {
                let op = operator_text(link.op);
                self.report(errors::bad_operand(side.at, op, &side.ty, "text"));
                return false;
            }
        }
        link.op != BinaryOp::EqualsIgnoreCase || self.check_folded(left, right)
    }

    /// Some value of the one side must be the other in another case.
    fn check_folded(&mut self, left: &Expr, right: &Expr) -> bool {
        for (choice, value) in [(left, right), (right, left)] {
            let (Ty::Enum(allowed), Some(known)) = (&choice.ty, value.as_const()) else { continue };
            let is_it = |it: &Value| compare_values(&Op::EqualsIgnoreCase, it, known);
            if allowed.iter().all(|it| is_it(it) == Some(false)) {
                self.report(errors::never_equal(value.at, known, (allowed, choice)));
                return false;
            }
        }
        true
    }

    fn check_contains(&mut self, left: &Expr, right: &Expr, link: &Link<'_>) -> bool {
        match left.ty.required() {
            Ty::List { .. } | Ty::Map(_) | Ty::Record(_) => self.check_holds(left, right, link),
            _ => self.check_texts(left, right, link),
        }
    }

    /// Each known item of a list against the values that the item may have.
    fn check_items(&mut self, whole: &Expr, item: &Expr) -> bool {
        let (Ty::Enum(allowed), Some(Value::List(known))) = (item.ty.required(), whole.as_const())
        else {
            return true;
        };
        let is_optional = matches!(item.ty, Ty::Optional(_));
        let is_possible = |value: &&Value| {
            allowed.contains(value)
                || matches!(value, Value::Raw(_) | Value::Null)
                || is_optional && value.as_str() == Some("")
        };
        let impossible = known.iter().find(|value| !is_possible(value));
        if let Some(value) = impossible {
            self.report(errors::never_equal(whole.at, value, (allowed, item)));
        }
        impossible.is_none()
    }

    /// `item in list`, `key in map`.
    fn check_holds(&mut self, whole: &Expr, item: &Expr, link: &Link<'_>) -> bool {
        let element = match whole.ty.required() {
            Ty::List { element, .. } => (**element).clone(),
            Ty::Map(_) | Ty::Record(_) => Ty::string(),
            Ty::Json | Ty::Unknown => return true,
            ty => {
                let op = operator_text(link.op);
                let found = errors::bad_operand(whole.at, op, ty, "a list or a map");
                self.report(if ty.is_text() {
                    found.help("write `text contains part`")
                } else {
                    found
                });
                return false;
            }
        };
        if is_comparable(element.required(), item.ty.required()) {
            return self.check_items(whole, item);
        }
        self.report(errors::item_of_other_type(item.at, &item.ty, &element));
        false
    }
}

/// A value of one side that the other, which is one of `allowed`, never has. Where both sides are
/// one of several, only if they share none.
fn impossible<'v>(choice: &Expr, value: &'v Expr, allowed: &[Value]) -> Option<&'v Value> {
    if let Ty::Enum(others) = value.ty.required() {
        let is_shared = others.iter().any(|other| allowed.contains(other));
        return others.first().filter(|_| !is_shared);
    }
    // An optional parameter that is not given is empty text.
    let is_optional = matches!(choice.ty, Ty::Optional(_));
    value.as_const().filter(|known| {
        let is_absent = is_optional && known.as_str() == Some("");
        let is_open = is_absent || matches!(known, Value::Null | Value::Raw(_));
        !is_open && !allowed.contains(known)
    })
}

/// Whether values of both types can be equal.
pub(super) fn is_comparable(left: &Ty, right: &Ty) -> bool {
    match (left, right) {
        (Ty::Unknown | Ty::Json | Ty::Null, _) | (_, Ty::Unknown | Ty::Json | Ty::Null) => true,
        (Ty::Union(types), other) | (other, Ty::Union(types)) => {
            types.iter().any(|ty| is_comparable(ty, other))
        }
        (Ty::List { element: left, .. }, Ty::List { element: right, .. }) => {
            is_comparable(left, right)
        }
        (Ty::Map(_) | Ty::Record(_), Ty::Map(_) | Ty::Record(_)) => true,
        _ => same_family(left, right) || is_number(left) && is_number(right) || left == right,
    }
}

fn comparison_op(op: BinaryOp) -> Op {
    match op {
        BinaryOp::Equal => Op::Equal,
        BinaryOp::NotEqual => Op::NotEqual,
        BinaryOp::Less => Op::Less,
        BinaryOp::LessOrEqual => Op::LessOrEqual,
        BinaryOp::Greater => Op::Greater,
        BinaryOp::GreaterOrEqual => Op::GreaterOrEqual,
        BinaryOp::In => Op::In,
        BinaryOp::EqualsIgnoreCase => Op::EqualsIgnoreCase,
        BinaryOp::StartsWith => Op::StartsWith,
        BinaryOp::EndsWith => Op::EndsWith,
        BinaryOp::Contains => Op::Contains,
        BinaryOp::Coalesce
        | BinaryOp::Intersect
        | BinaryOp::Or
        | BinaryOp::And
        | BinaryOp::Add
        | BinaryOp::Subtract
        | BinaryOp::Multiply
        | BinaryOp::Divide => unreachable!("`link` sends only comparisons here"),
    }
}

/// What a comparison of two values gives; nothing where they are not of kinds that it takes, or
/// where it depends on what a reference stands for.
pub(super) fn compare_values(op: &Op, left: &Value, right: &Value) -> Option<bool> {
    if matches!(left, Value::Raw(_)) || matches!(right, Value::Raw(_)) {
        return None;
    }
    let texts = left.as_str().zip(right.as_str());
    match op {
        Op::Equal => Some(are_equal(left, right)),
        Op::NotEqual => Some(!are_equal(left, right)),
        Op::In => holds(right, left),
        Op::Contains => match left {
            Value::List(_) | Value::Record(_) => holds(left, right),
            _ => texts.map(|(left, right)| left.contains(right)),
        },
        Op::EqualsIgnoreCase => {
            texts.map(|(left, right)| left.to_lowercase() == right.to_lowercase())
        }
        Op::StartsWith => texts.map(|(left, right)| left.starts_with(right)),
        Op::EndsWith => texts.map(|(left, right)| left.ends_with(right)),
        Op::Less => order(left, right).map(std::cmp::Ordering::is_lt),
        Op::LessOrEqual => order(left, right).map(std::cmp::Ordering::is_le),
        Op::Greater => order(left, right).map(std::cmp::Ordering::is_gt),
        Op::GreaterOrEqual => order(left, right).map(std::cmp::Ordering::is_ge),
        _ => None,
    }
}

fn are_equal(left: &Value, right: &Value) -> bool {
    match (as_float(left), as_float(right)) {
        (Some(left), Some(right)) => left == right,
        _ => left == right,
    }
}

fn holds(whole: &Value, item: &Value) -> Option<bool> {
    match whole {
        Value::List(items) => Some(items.iter().any(|one| are_equal(one, item))),
        Value::Range { low, high } => match item {
            Value::Int(number) => {
                let bounds = crate::hir::Bounds { low: *low, high: *high };
                Some(bounds.contains(*number))
            }
            _ => Some(false),
        },
        Value::Record(fields) => Some(item.as_str().is_some_and(|key| fields.contains_key(key))),
        _ => None,
    }
}

fn order(left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) | (Value::Duration(left), Value::Duration(right)) => {
            Some(left.cmp(right))
        }
        (Value::Percent(left), Value::Percent(right)) => Some(left.cmp(right)),
        _ => as_float(left)?.partial_cmp(&as_float(right)?),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a number with a fraction is approximate")]
pub(super) fn as_float(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}
