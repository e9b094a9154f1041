//! `long-runbook`: a runbook with very many steps.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "long-runbook",
    title: "a runbook with very many steps",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("long-runbook"),
    look: Some(look),
    ..BASE
};

/// A runbook with more steps is hard to follow in the console.
const STEPS: usize = 40;

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let counts = cx.runbooks.iter().map(|view| (view, view.steps().count()));
    counts
        .filter(|(_, count)| *count > STEPS)
        .map(|(view, count)| {
            RULE.finding(view.runbook.header.at, format!("this runbook has {count} steps"))
                .label(format!("more than {STEPS}"))
                .help("put parts of it into runbooks of their own, and `call` them")
        })
        .collect()
}
