//! `duplicate-step`: the same call twice in a row.

use crate::diagnostic::Diagnostic;
use crate::hir::{Statement, StatementKind};
use crate::lint::api::{Effect, effect, operation};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};
use crate::lint::same::same_statement;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "duplicate-step",
    title: "the same call twice in a row",
    page: page!("duplicate-step"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let blocks = cx.runbooks.iter().flat_map(|view| &view.blocks);
    let pairs = blocks.flat_map(|block| block.statements.windows(2));
    pairs
        .filter_map(|pair| match pair {
            [first, second] if is_call(first) && same_statement(first, second) => {
                let found = RULE
                    .finding(second.at, "this does what the step before it has done")
                    .label("the same call")
                    .related(first.at, "the first")
                    .help("remove one of the two, or change what was to differ");
                Some(found)
            }
            _ => None,
        })
        .collect()
}

/// Scripts and waits may be meant twice.
fn is_call(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Step(step) => operation(step).is_some() || effect(step) == Effect::Changes,
        _ => false,
    }
}
