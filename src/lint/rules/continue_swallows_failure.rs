//! `continue-swallows-failure`: a failure that nobody hears of.

use crate::diagnostic::Diagnostic;
use crate::hir::{FailureAction, Statement, StatementKind, Step};
use crate::lint::api::{Effect, effect};
use crate::lint::context::{Arm, Context, RunbookView, StatementView};
use crate::lint::flow::{Flow, Ways};
use crate::lint::rule::{BASE, LintRule};
use crate::lint::same::has_inputs_of;
use crate::text::FileSpan;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "continue-swallows-failure",
    title: "a failure that nobody hears of",
    page: page!("continue-swallows-failure"),
    look: Some(look),
    ..BASE
};

/// How many other steps of a runbook a finding shows.
const SHOWN: usize = 3;

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.runbooks.iter().filter_map(of_runbook).collect()
}

/// One finding a runbook: who lets one step go on in silence mostly lets all of a kind.
fn of_runbook(view: &RunbookView<'_>) -> Option<Diagnostic> {
    let may: Vec<(&Step, StatementView<'_>, FileSpan)> = view
        .steps()
        .filter_map(|(step, statement)| Some((step, statement, goes_on_at(step, statement)?)))
        .collect();
    if may.is_empty() {
        return None;
    }
    let flow = Flow::of(view.runbook);
    let reached = flow.reached(Ways::Success, |_| false);
    // What only a failure leads to runs in an execution that ends so.
    let is_main = |statement: &Statement| flow.is_reached(&reached, statement);
    let mut places = may
        .into_iter()
        .filter(|(step, it, _)| is_main(it.statement) && !is_made_good(&flow, step, it.statement))
        .map(|(_, _, at)| at);
    let first = places.next()?;
    let rest: Vec<FileSpan> = places.collect();
    let found = RULE
        .finding(first, "where this fails, the execution still ends with success")
        .label(match rest.len() {
            0 => "goes on".to_owned(),
            1 => "goes on, as another step does".to_owned(),
            more => format!("goes on, as {more} other steps do"),
        })
        .note("with `on failure continue`, a step is not critical unless it says so")
        .help("add `critical`, so that the failure shows at the end, or `noncritical`, if it may be overlooked");
    Some(rest.into_iter().take(SHOWN).fold(found, |found, at| found.related(at, "goes on, too")))
}

/// Where a step that changes something says that it goes on, and says no more.
fn goes_on_at(step: &Step, view: StatementView<'_>) -> Option<FileSpan> {
    let clauses = &view.statement.clauses;
    let (FailureAction::Continue, at) = clauses.on_failure.as_ref()? else { return None };
    // A clean-up goes on as far as it can.
    let is_main = matches!(view.arm, Arm::Plain | Arm::Block);
    let changes = matches!(effect(step), Effect::Changes | Effect::Makes);
    (clauses.critical.is_none() && is_main && changes).then_some(*at)
}

/// Whether the next step fails, and the execution with it, where this one had no effect: it tries
/// the same again, or looks whether what was wanted is there.
fn is_made_good(flow: &Flow<'_>, step: &Step, statement: &Statement) -> bool {
    let next = flow.next(statement);
    let [next] = next.as_slice() else { return false };
    let StatementKind::Step(second) = &next.kind else { return false };
    let fails = match (&next.clauses.critical, &next.clauses.on_failure) {
        (Some((is_critical, _)), _) => *is_critical,
        (None, Some((FailureAction::Continue, _))) => false,
        (None, Some(_)) => true,
        (None, None) => flow.fails_run(next),
    };
    let looks = ["aws:assertAwsResourceProperty", "aws:waitForAwsResourceProperty"];
    fails && (looks.contains(&second.action) || has_inputs_of(second, step))
}
