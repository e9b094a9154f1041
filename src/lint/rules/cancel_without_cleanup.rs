//! `cancel-without-cleanup`: a clean-up that does not run on cancel.

use crate::diagnostic::Diagnostic;
use crate::hir::names::blocks_of;
use crate::hir::{Block, Statement, StatementKind};
use crate::lint::api::{Effect, effect};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "cancel-without-cleanup",
    title: "a clean-up that does not run on cancel",
    page: page!("cancel-without-cleanup"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let statements = cx.runbooks.iter().flat_map(|view| &view.statements);
    statements
        .filter_map(|view| match &view.statement.kind {
            StatementKind::Protect { always: Some(always), cancel: None, .. } => {
                let first = first_change(always)?;
                let found = RULE
                    .finding(
                        first.at,
                        "this clean-up does not run where the execution is cancelled",
                    )
                    .label("not reached by a cancellation")
                    .related(view.statement.at, "the block has no `cancel`")
                    .note("a cancelled step leaves by `onCancel` only; `always` does not run then")
                    .help("write `always and cancel { … }`");
                Some(found)
            }
            _ => None,
        })
        .collect()
}

/// What a script or another document does there is a clean-up, too.
fn first_change(block: &Block) -> Option<&Statement> {
    block.statements.iter().find_map(|statement| match &statement.kind {
        StatementKind::Step(step) => {
            matches!(effect(step), Effect::Changes | Effect::Unknown).then_some(statement)
        }
        kind => blocks_of(kind).into_iter().find_map(first_change),
    })
}
