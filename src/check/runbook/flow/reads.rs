//! What an expression reads of the run: results of steps, variables and items of loops.

use crate::hir::{Expr, ExprKind, LoopId, Missing, PathSegment, StepId};
use crate::text::{FileSpan, Name};

/// One read with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Read {
    Output {
        step: StepId,
        at: FileSpan,
        /// A step that failed gives this, too, where its action has it.
        is_kept: bool,
    },
    Variable {
        name: Name,
        at: FileSpan,
    },
    LoopItem {
        id: LoopId,
        at: FileSpan,
    },
    /// In `unchecked(…)`: the step may not have run, but there must be one.
    Unchecked {
        step: StepId,
        at: FileSpan,
    },
}

/// What the steps that run documents give when they fail, too: what became of the run, and its id.
/// Sorted.
const KEPT: [&str; 4] = ["CommandId", "ExecutionId", "ResponseCode", "Status"];

fn is_kept(path: &[PathSegment]) -> bool {
    match path {
        [PathSegment::Member(name), ..] => KEPT.binary_search(&name.as_str()).is_ok(),
        _ => false,
    }
}

/// The reads of an expression that must have been written, in source order.
///
/// What stands before `else` is exempt from that.
pub(super) fn reads_of(expr: &Expr, into: &mut Vec<Read>) {
    match &expr.kind {
        ExprKind::Output { step, path } => {
            into.push(Read::Output { step: *step, at: expr.at, is_kept: is_kept(path) });
        }
        ExprKind::Variable(name) => {
            into.push(Read::Variable { name: name.clone(), at: expr.at });
        }
        ExprKind::LoopItem(id) => into.push(Read::LoopItem { id: *id, at: expr.at }),
        ExprKind::Unchecked(inner) => {
            let mut inside = Vec::new();
            reads_of(inner, &mut inside);
            into.extend(inside.into_iter().filter_map(|read| match read {
                Read::Output { step, at, .. } => Some(Read::Unchecked { step, at }),
                _ => None,
            }));
        }
        ExprKind::Else { value, default, when } => {
            if *when == Missing::Absent {
                reads_of(value, into);
            }
            reads_of(default, into);
        }
        _ => expr.parts().into_iter().for_each(|part| reads_of(part, into)),
    }
}

/// Whether an expression reads a variable, whose value may be another one later.
pub(in crate::check::runbook) fn reads_variable(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Variable(_)) || expr.parts().into_iter().any(reads_variable)
}
