//! How tightly each kind of expression holds together, and where it needs parentheses.

use crate::syntax::ast::{Expr, ExprKind, UnaryOp};
use crate::syntax::build::level as operator_level;

/// What can stand between brackets and commas: anything.
pub(super) const BRACKETED: u8 = 0;
/// What can stand where a whole expression does: `8..` would take the next line along.
pub(super) const WHOLE: u8 = 1;
/// `x.path else D`.
pub(super) const ELSE: u8 = 2;
/// A chain of operators; conversions and scripts stand alone in one, or in parentheses.
pub(super) const CHAIN: u8 = 3;
const OPERATORS: u8 = 3;
pub(super) const NOT: u8 = OPERATORS + 4;
/// `1..10`.
pub(super) const RANGE: u8 = OPERATORS + 9;
/// `-x`.
pub(super) const NEGATE: u8 = OPERATORS + 10;
/// What members, calls and brackets can follow.
pub(super) const POSTFIX: u8 = OPERATORS + 11;

/// The level of an operator between two operands.
pub(super) fn of_operator(op: crate::syntax::ast::BinaryOp) -> u8 {
    OPERATORS + operator_level(op)
}

pub(super) fn of(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Range { low, high } => {
            if low.is_some() && high.is_some() {
                RANGE
            } else {
                BRACKETED
            }
        }
        ExprKind::If { .. } | ExprKind::EachIn { .. } => WHOLE,
        ExprKind::Else { .. } => ELSE,
        ExprKind::As { .. } | ExprKind::Script(_) | ExprKind::AllPages(_) => CHAIN,
        ExprKind::Binary { op, .. } => of_operator(*op),
        ExprKind::Unary { op: UnaryOp::Not, .. } => NOT,
        ExprKind::Unary { op: UnaryOp::Negate, .. } => NEGATE,
        ExprKind::Int(number) if *number < 0 => NEGATE,
        ExprKind::Float(number) if *number < 0.0 => NEGATE,
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Duration(_)
        | ExprKind::Percent(_)
        | ExprKind::String { .. }
        | ExprKind::Name(_)
        | ExprKind::Member { .. }
        | ExprKind::Index { .. }
        | ExprKind::Each(_)
        | ExprKind::Filter { .. }
        | ExprKind::Call(_)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Comprehension(_)
        | ExprKind::Group(_)
        | ExprKind::Error => POSTFIX,
    }
}
