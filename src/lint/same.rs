//! Whether two parts of a program say the same, wherever they stand.

use std::collections::HashMap;

use crate::hir::{Block, Expr, ExprKind, ListPart, Script, Statement, StatementKind, Step, StepId};
use crate::hir::{Clauses, Value};

/// Compares; a result of a step inside one part is the same as that of its like in the other.
#[derive(Default)]
struct Same {
    steps: HashMap<StepId, StepId>,
}

/// Whether two expressions say the same.
pub(super) fn same_expression(left: &Expr, right: &Expr) -> bool {
    Same::default().expression(left, right)
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
            && left
                .inputs
                .iter()
                .zip(&right.inputs)
                .all(|((a, x), (b, y))| a == b && self.expression(x, y));
        self.steps.insert(left.id, right.id);
        is_same
    }

    fn expression(&self, left: &Expr, right: &Expr) -> bool {
        let (a, b) = (left.parts(), right.parts());
        let are_parts_same =
            || a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| self.expression(a, b));
        match (&left.kind, &right.kind) {
            (ExprKind::Const(a), ExprKind::Const(b)) => same_value(a, b),
            (ExprKind::Output { step: a, path: x }, ExprKind::Output { step: b, path: y }) => {
                x == y && (a == b || self.steps.get(a) == Some(b))
            }
            (ExprKind::Op { op: a, .. }, ExprKind::Op { op: b, .. }) => a == b && are_parts_same(),
            (ExprKind::Record(a), ExprKind::Record(b)) => {
                a.iter().map(|it| &it.0).eq(b.iter().map(|it| &it.0)) && are_parts_same()
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
