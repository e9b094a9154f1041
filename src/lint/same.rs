//! Whether two parts of a program say the same, wherever they stand.

use std::collections::HashMap;

use crate::hir::{
    Block, Clauses, Expr, ExprKind, ListPart, Op, Script, Statement, StatementKind, Step, StepId,
    Ty, Value,
};
use crate::text::Name;

/// Compares; a result of a step inside one part is the same as that of its like in the other.
#[derive(Default)]
struct Same {
    steps: HashMap<StepId, StepId>,
}

/// Whether two expressions say the same.
pub(super) fn same_expression(left: &Expr, right: &Expr) -> bool {
    Same::default().expression(left, right)
}

/// How many comparisons the search for one condition in another may cost.
const MOST_COMPARED: u32 = 500;

/// Whether a condition can only hold where another one holds.
pub(super) fn implies(condition: &Expr, other: &Expr) -> bool {
    Same::default().implies(condition, other, &mut MOST_COMPARED.clone())
}

/// Whether a step does what another one does, perhaps with further inputs.
pub(super) fn has_inputs_of(step: &Step, other: &Step) -> bool {
    step.action == other.action && Same::default().has_members(&step.inputs, &other.inputs)
}

/// Whether two statements do the same.
pub(super) fn same_statement(left: &Statement, right: &Statement) -> bool {
    Same::default().statement(left, right)
}

/// Whether two blocks do the same.
pub(super) fn same_block(left: &Block, right: &Block) -> bool {
    Same::default().block(left, right)
}

impl Same {
    fn block(&mut self, left: &Block, right: &Block) -> bool {
        let (left, right) = (&left.statements, &right.statements);
        left.len() == right.len() && left.iter().zip(right).all(|(a, b)| self.statement(a, b))
    }

    /// What is not understood here is not the same.
    fn statement(&mut self, left: &Statement, right: &Statement) -> bool {
        if !same_clauses(&left.clauses, &right.clauses) {
            return false;
        }
        match (&left.kind, &right.kind) {
            (StatementKind::Step(a), StatementKind::Step(b)) => self.step(a, b),
            (StatementKind::Inline(a), StatementKind::Inline(b)) => self.block(a, b),
            (
                StatementKind::Assign { variable: a, value: x },
                StatementKind::Assign { variable: b, value: y },
            ) => a == b && self.expression(x, y),
            (StatementKind::Fail(Some(a)), StatementKind::Fail(Some(b))) => self.expression(a, b),
            (StatementKind::Fail(None), StatementKind::Fail(None))
            | (StatementKind::Exit, StatementKind::Exit)
            | (StatementKind::Break, StatementKind::Break)
            | (StatementKind::Continue, StatementKind::Continue) => true,
            (StatementKind::Goto(a), StatementKind::Goto(b)) => a == b,
            _ => false,
        }
    }

    fn step(&mut self, left: &Step, right: &Step) -> bool {
        let is_same = left.action == right.action
            && left.inputs.len() == right.inputs.len()
            && left.companion.is_none()
            && right.companion.is_none()
            && self.has_members(&left.inputs, &right.inputs);
        self.steps.insert(left.id, right.id);
        is_same
    }

    /// Whether all of `wanted` are among the members, in any order.
    fn has_members(&self, members: &[(Name, Expr)], wanted: &[(Name, Expr)]) -> bool {
        wanted.iter().enumerate().all(|(number, (name, value))| {
            // They mostly stand in one order.
            let at_hand = members.get(number).filter(|it| it.0 == *name);
            let known = at_hand.or_else(|| members.iter().find(|it| it.0 == *name));
            known.is_some_and(|(_, known)| self.expression(known, value))
        })
    }

    fn expression(&self, left: &Expr, right: &Expr) -> bool {
        let (left, right) = (bare(left), bare(right));
        let (a, b) = (left.parts(), right.parts());
        let are_parts_same =
            || a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| self.expression(a, b));
        match (&left.kind, &right.kind) {
            (ExprKind::Const(a), ExprKind::Const(b)) => same_value(a, b),
            (ExprKind::Output { step: a, path: x }, ExprKind::Output { step: b, path: y }) => {
                x == y && (a == b || self.steps.get(a) == Some(b))
            }
            (ExprKind::Op { op: a, operands: x }, ExprKind::Op { op: b, operands: y }) => {
                a == b && (are_parts_same() || is_commutative(a) && self.are_turned(x, y))
            }
            (ExprKind::Record(a), ExprKind::Record(b)) => {
                a.len() == b.len() && self.has_members(a, b)
            }
            (ExprKind::List(a), ExprKind::List(b)) => {
                let is_item = |it: &ListPart| matches!(it, ListPart::Item(_));
                a.iter().map(is_item).eq(b.iter().map(is_item)) && are_parts_same()
            }
            (ExprKind::Template(_), ExprKind::Template(_))
            | (ExprKind::Unchecked(_), ExprKind::Unchecked(_)) => are_parts_same(),
            (ExprKind::Else { when: a, .. }, ExprKind::Else { when: b, .. }) => {
                a == b && are_parts_same()
            }
            (a, b) => a == b && are_parts_same(),
        }
    }

    /// Whether one of two pairs is the other, the other way round.
    fn are_turned(&self, left: &[Expr], right: &[Expr]) -> bool {
        match (left, right) {
            ([a, b], [c, d]) => self.expression(a, d) && self.expression(b, c),
            _ => false,
        }
    }

    fn implies(&self, condition: &Expr, other: &Expr, left: &mut u32) -> bool {
        *left = left.saturating_sub(1);
        let is_op = |expr: &Expr, op: Op| matches!(&expr.kind, ExprKind::Op { op: known, .. } if *known == op);
        let (parts, others) = (condition.parts(), other.parts());
        if *left == 0 || self.expression(condition, other) {
            *left > 0
        } else if is_op(condition, Op::Or) {
            parts.iter().all(|it| self.implies(it, other, left))
        } else if is_op(other, Op::And) {
            others.iter().all(|it| self.implies(condition, it, left))
        } else {
            is_op(condition, Op::And) && parts.iter().any(|it| self.implies(it, other, left))
                || is_op(other, Op::Or) && others.iter().any(|it| self.implies(condition, it, left))
        }
    }
}

/// What a text that holds one text and nothing else is: that text.
fn bare(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Template(parts) => match parts.as_slice() {
            [only]
                if matches!(
                    only.ty.required(),
                    Ty::String { .. } | Ty::Enum(_) | Ty::Aws { .. }
                ) =>
            {
                only
            }
            _ => expr,
        },
        _ => expr,
    }
}

/// Whether the order of the sides does not matter.
fn is_commutative(op: &Op) -> bool {
    matches!(op, Op::Equal | Op::NotEqual | Op::And | Op::Or)
}

fn same_value(left: &Value, right: &Value) -> bool {
    let same_script = |a: &Script, b: &Script| {
        (a.language, &a.text, a.raw, &a.attachment) == (b.language, &b.text, b.raw, &b.attachment)
    };
    match (left, right) {
        (Value::Script(a), Value::Script(b)) => same_script(a, b),
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b))
        }
        (Value::Record(a), Value::Record(b)) => {
            a.keys().eq(b.keys()) && a.values().zip(b.values()).all(|(a, b)| same_value(a, b))
        }
        (a, b) => a == b,
    }
}

fn same_clauses(left: &Clauses, right: &Clauses) -> bool {
    let of = |it: &Clauses| {
        (
            it.timeout_seconds.map(|it| it.0),
            it.attempts.map(|it| it.0),
            it.on_failure.clone().map(|it| it.0),
            it.on_cancel.clone().map(|it| it.0),
            it.critical.map(|it| it.0),
        )
    };
    of(left) == of(right)
}
