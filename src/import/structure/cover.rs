//! What a block says for the steps in it: clauses that it makes idle go, steps that do not go where
//! the block leads say so.

use std::collections::HashSet;

use crate::ssm::tables;
use crate::syntax::ast::{
    Block, CancelTarget, Clause, ClauseKind, FailureTarget, Statement, StatementKind,
};

use super::super::make;
use super::Writer;
use super::jumps::name_of;

/// The steps whose ways a block around them says.
#[derive(Default)]
pub(super) struct Covered {
    pub(super) failure: HashSet<usize>,
    pub(super) cancel: HashSet<usize>,
}

/// Where a block leads the steps in it.
#[derive(Clone, Copy)]
pub(super) struct Cover<'w> {
    /// The step where failures go.
    pub(super) failure: Option<&'w str>,
    /// The step where cancellations go.
    pub(super) cancel: Option<&'w str>,
    /// With `rescue` a step is not critical unless it says so.
    pub(super) rescued: bool,
}

/// Fits the clauses of all steps in a block to what the block says.
pub(super) fn cover(writer: &mut Writer<'_, '_>, block: &mut Block, way: Cover<'_>) {
    for statement in &mut block.statements {
        if let Some(step) = name_of(statement).and_then(|name| writer.graph.step(name)) {
            if let Some(target) = way.failure
                && writer.covered.failure.insert(step)
            {
                cover_failure(statement, target, way.rescued);
            }
            if let Some(target) = way.cancel
                && writer.covered.cancel.insert(step)
            {
                let node = writer.graph.steps.get(step).map(|step| step.node);
                let action = node.and_then(|node| node.get("action")?.as_str());
                let spec = tables::action(action.unwrap_or_default());
                let takes_cancel = spec.is_some_and(|spec| spec.rules.on_cancel_supported);
                cover_cancel(statement, target, takes_cancel);
            }
        }
        for inner in covered_blocks(&mut statement.kind) {
            cover(writer, inner, way);
        }
    }
}

fn cover_failure(statement: &mut Statement, target: &str, rescued: bool) {
    let at = statement.span;
    let had = statement.clauses.len();
    statement.clauses.retain(|clause| {
        !matches!(&clause.kind, ClauseKind::OnFailure(FailureTarget::Goto(it)) if it.text == target)
    });
    let clauses = &mut statement.clauses;
    if clauses.len() < had {
        if rescued {
            if !clauses.iter().any(is_criticality) {
                clauses.push(make::clause(ClauseKind::Critical, at));
            }
            clauses.retain(|clause| !matches!(clause.kind, ClauseKind::Noncritical));
        }
    } else if !clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::OnFailure(_))) {
        clauses.push(make::clause(ClauseKind::OnFailure(FailureTarget::Abort), at));
    }
}

fn cover_cancel(statement: &mut Statement, target: &str, takes_cancel: bool) {
    let at = statement.span;
    let clauses = &mut statement.clauses;
    let had = clauses.len();
    clauses.retain(|clause| {
        !matches!(&clause.kind, ClauseKind::OnCancel(CancelTarget::Goto(it)) if it.text == target)
    });
    let says = clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::OnCancel(_)));
    if clauses.len() == had && takes_cancel && !says {
        clauses.push(make::clause(ClauseKind::OnCancel(CancelTarget::Abort), at));
    }
}

fn is_criticality(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::Critical | ClauseKind::Noncritical)
}

/// The blocks in a statement to which the block around it extends: what runs on cancel has no arms
/// around it.
fn covered_blocks(kind: &mut StatementKind) -> Vec<&mut Block> {
    match kind {
        StatementKind::If { arms, otherwise } => {
            arms.iter_mut().map(|arm| &mut arm.body).chain(otherwise).collect()
        }
        StatementKind::Match { arms, .. } => arms.iter_mut().map(|arm| &mut arm.body).collect(),
        StatementKind::Block { body, rescue, always, .. } => {
            [Some(body), rescue.as_mut(), always.as_mut()].into_iter().flatten().collect()
        }
        _ => Vec::new(),
    }
}
