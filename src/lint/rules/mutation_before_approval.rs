//! `mutation-before-approval`: a change before the approval.

use crate::diagnostic::Diagnostic;
use crate::hir::{Runbook, Statement, StatementKind, Step};
use crate::lint::api::{Effect, effect, operation};
use crate::lint::context::Context;
use crate::lint::flow::{Flow, Ways};
use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "mutation-before-approval",
    title: "a change before the approval",
    page: page!("mutation-before-approval"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let asking = cx
        .runbooks
        .iter()
        .filter(|view| view.statements.iter().any(|statement| is_approval(statement.statement)));
    asking.flat_map(|view| of_runbook(view.runbook)).collect()
}

/// An approval guards all that runs behind it: a change is too early where some way comes to it
/// without one, and success leads from there to the approval.
fn of_runbook(runbook: &Runbook) -> Vec<Diagnostic> {
    let flow = Flow::of(runbook);
    let unguarded = flow.reached(Ways::All, is_approval);
    let mut walk = flow.walk(Ways::Success, &is_approval);
    let mut found = Vec::new();
    for (place, first) in flow.statements() {
        let StatementKind::Step(step) = &first.kind else { continue };
        if !unguarded.get(place).is_some_and(|it| *it) || effect(step) != Effect::Changes {
            continue;
        }
        let late = walk.go_behind(place).into_iter().filter(|statement| is_approval(statement));
        found.extend(late.map(|approval| finding(approval, step, first)));
    }
    found
}

fn is_approval(statement: &Statement) -> bool {
    matches!(&statement.kind, StatementKind::Step(step) if step.action == "aws:approve")
}

fn finding(approval: &Statement, step: &Step, first: &Statement) -> Diagnostic {
    let what = operation(step).map_or(step.action, |(_, name)| name);
    RULE.finding(approval.at, format!("`{what}` has changed something before this is approved"))
        .label("asks for approval")
        .related(first.at, "runs before it")
        .note("who rejects it finds the change made already")
        .help("ask before the first step that changes something")
}
