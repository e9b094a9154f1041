//! `unused-result`: a call that only reads, whose result nothing reads.

use crate::diagnostic::Diagnostic;
use crate::hir::{FailureAction, Step};
use crate::lint::api::{Effect, effect, operation};
use crate::lint::context::{Arm, Context, RunbookView, StatementView};
use crate::lint::rule::{BASE, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unused-result",
    title: "a call that only reads, whose result nothing reads",
    profile: Profile::Strict,
    page: page!("unused-result"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.runbooks.iter().flat_map(of_runbook).collect()
}

fn of_runbook(view: &RunbookView<'_>) -> Vec<Diagnostic> {
    let unread = view.steps().filter(|(step, statement)| {
        operation(step).is_some()
            && effect(step) == Effect::Reads
            && !is_test(step, *statement)
            && !view.reads_step(step, *statement)
    });
    unread
        .map(|(step, statement)| {
            let name = operation(step).map_or("", |(_, name)| name);
            RULE.finding(statement.statement.at, format!("nothing reads what `{name}` gives"))
                .label("changes nothing, and is not read")
                .help("read the result, or remove the call; to stop where something is missing, `assert`")
        })
        .collect()
}

/// First words of operations that answer by whether they fail. Sorted.
const TESTS: [&str; 2] = ["Check", "Head"];

/// Whether what counts is if the call fails: it has nothing else to give, or the runbook goes
/// elsewhere then.
fn is_test(step: &Step, view: StatementView<'_>) -> bool {
    let goes_on = view.statement.clauses.on_failure.as_ref();
    let is_told =
        operation(step).is_some_and(|(_, name)| TESTS.iter().any(|it| name.starts_with(it)));
    let is_caught = goes_on.is_some_and(|(action, _)| *action != FailureAction::Abort);
    is_told || is_caught || view.arm == Arm::Block
}
