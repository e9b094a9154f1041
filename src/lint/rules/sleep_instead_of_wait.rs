//! `sleep-instead-of-wait`: a loop that waits by itself.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Statement, StatementKind};
use crate::lint::api::{Effect, effect, operation};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "sleep-instead-of-wait",
    title: "a loop that waits by itself",
    group: Group::Style,
    level: Severity::Info,
    page: page!("sleep-instead-of-wait"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let statements = cx.runbooks.iter().flat_map(|view| &view.statements);
    statements
        .filter_map(|view| {
            let body = match &view.statement.kind {
                StatementKind::Repeat { body, .. } => body,
                StatementKind::Loop(it) if it.again.is_some() => &it.body,
                _ => return None,
            };
            let sleep = body.statements.iter().find(|it| is_step(it, "aws:sleep"))?;
            // Nothing but asking and sleeping.
            let only_asks = body.statements.iter().all(|statement| match &statement.kind {
                StatementKind::Step(step) => {
                    step.action == "aws:sleep"
                        || operation(step).is_some() && effect(step) == Effect::Reads
                }
                StatementKind::Assign { .. } | StatementKind::Inline(_) => true,
                _ => false,
            });
            let asks = body.statements.iter().any(|it| is_step(it, "aws:executeAwsApi"));
            let found = RULE
                .finding(sleep.at, "this loop does what `wait until` does in one step")
                .label("sleeps, then asks again")
                .note(
                    "`wait until` asks again by itself, is not limited in turns, and has a timeout",
                )
                .help("write `wait until aws.….State == \"…\" timeout …`");
            (only_asks && asks).then_some(found)
        })
        .collect()
}

fn is_step(statement: &Statement, action: &str) -> bool {
    matches!(&statement.kind, StatementKind::Step(step) if step.action == action)
}
