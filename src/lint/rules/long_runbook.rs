//! `long-runbook`: a runbook with very many steps.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::{Context, RunbookView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::ssm::limits;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "long-runbook",
    title: "a runbook with very many steps",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("long-runbook"),
    look: Some(look),
    checked: &[647],
    ..BASE
};

/// Checking tells it of a document that has more steps than any other.
fn is_told(cx: &Context<'_>, view: &RunbookView<'_>, count: usize) -> bool {
    !cx.is_ordain(view.runbook.header.at)
        && u64::try_from(count).is_ok_and(|count| count > limits::STEPS.most)
}

/// A runbook with more steps is hard to follow in the console.
const STEPS: usize = 40;

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let counts = cx.runbooks.iter().map(|view| (view, view.steps().count()));
    counts
        .filter(|(view, count)| *count > STEPS && !is_told(cx, view, *count))
        .map(|(view, count)| {
            RULE.finding(view.runbook.header.at, format!("this runbook has {count} steps"))
                .label(format!("more than {STEPS}"))
                .help("put parts of it into runbooks of their own, and `call` them")
        })
        .collect()
}
