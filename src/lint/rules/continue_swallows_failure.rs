//! `continue-swallows-failure`: a failure that nobody hears of.

use crate::diagnostic::Diagnostic;
use crate::hir::FailureAction;
use crate::lint::api::{Effect, effect};
use crate::lint::context::{Arm, Context};
use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "continue-swallows-failure",
    title: "a failure that nobody hears of",
    page: page!("continue-swallows-failure"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    steps
        .filter_map(|(step, view)| {
            let clauses = &view.statement.clauses;
            let (FailureAction::Continue, at) = clauses.on_failure.as_ref()? else { return None };
            // A clean-up goes on as far as it can.
            let is_main = matches!(view.arm, Arm::Plain | Arm::Block);
            let changes = matches!(effect(step), Effect::Changes | Effect::Makes);
            if clauses.critical.is_some() || !is_main || !changes {
                return None;
            }
            let found = RULE
                .finding(*at, "where this fails, the execution still ends with success")
                .label("goes on")
                .note("with `on failure continue`, a step is not critical unless it says so")
                .help("add `critical`, so that the failure shows at the end, or `noncritical`, if it may be overlooked");
            Some(found)
        })
        .collect()
}
