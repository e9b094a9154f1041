//! Names that `output NAME = …` gives, and those that actions keep for themselves.

use rustc_hash::FxHashMap;

use crate::check::Checker;
use crate::hir::names::blocks_of;
use crate::hir::{Block, Expr, ExprKind, Op, PathSegment, Runbook, StatementKind, StepId};
use crate::ssm::tables::{ActionSpec, action};

use super::errors;

/// The action that computes outputs which no step has.
const COMPUTING: &str = "aws:executeScript";

/// Reports outputs that could not have the names that the source gives them.
pub(super) fn check_output_names(cx: &mut Checker<'_>, runbook: &Runbook) {
    let mut actions = FxHashMap::default();
    collect_actions(&runbook.body, &mut actions);
    for output in &runbook.outputs {
        let Some(name) = &output.name else { continue };
        if output.value.is_error() {
            continue;
        }
        let (name_of_action, path) = match path_of(&output.value) {
            Some((step, path)) => match actions.get(&step) {
                Some(known) => (*known, path),
                None => continue,
            },
            None => (COMPUTING, &[][..]),
        };
        let is_itself = matches!(path, [PathSegment::Member(member)] if member == name);
        let Some(spec) = action(name_of_action) else { continue };
        if !is_itself && keeps(spec, name) {
            cx.report(errors::kept_output_name(output.at, name, name_of_action));
        }
    }
}

fn keeps(spec: &ActionSpec, name: &str) -> bool {
    name == "OutputPayload"
        || spec.output(name).is_some()
        || spec.rules.reserved_output_names.contains(&name)
}

fn collect_actions(block: &Block, actions: &mut FxHashMap<StepId, &'static str>) {
    for statement in &block.statements {
        if let StatementKind::Step(step) = &statement.kind {
            actions.insert(step.id, step.action);
        }
        for inner in blocks_of(&statement.kind) {
            collect_actions(inner, actions);
        }
    }
}

/// The step and the path that an output names.
fn path_of(value: &Expr) -> Option<(StepId, &[PathSegment])> {
    match &value.kind {
        ExprKind::Output { step, path } => Some((*step, path)),
        ExprKind::Unchecked(inner) => path_of(inner),
        ExprKind::Op { op: Op::As, operands } => path_of(operands.first()?),
        _ => None,
    }
}
