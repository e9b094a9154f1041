//! `duplicate-step`: the same call twice in a row.

use crate::diagnostic::Diagnostic;
use crate::hir::{Selection, Statement, StatementKind, Step};
use crate::lint::api::{Effect, effect, operation};
use crate::lint::context::{Context, RunbookView};
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
    cx.runbooks.iter().flat_map(of_runbook).collect()
}

fn of_runbook(view: &RunbookView<'_>) -> Vec<Diagnostic> {
    let pairs = view.blocks.iter().flat_map(|block| block.statements.windows(2));
    let same = pairs.filter_map(|pair| match pair {
        [first, second] if is_call(first) && same_statement(first, second) => Some((first, second)),
        _ => None,
    });
    same.filter(|(first, second)| !reads_more(view, first, second))
        .map(|(first, second)| {
            RULE.finding(second.at, "this does what the step before it has done")
                .label("the same call")
                .related(first.at, "the first")
                .help("remove one of the two, or change what was to differ")
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

/// Whether two calls read, and each has outputs of its own: nothing can be removed.
fn reads_more(view: &RunbookView<'_>, first: &Statement, second: &Statement) -> bool {
    let (StatementKind::Step(first), StatementKind::Step(second)) = (&first.kind, &second.kind)
    else {
        return false;
    };
    let outputs = |step: &Step| -> Vec<&Selection> {
        let named = view.runbook.named_outputs.iter().filter(|it| it.step == step.id);
        named.map(|it| &it.selects).collect()
    };
    effect(second) == Effect::Reads && outputs(first) != outputs(second)
}
