//! `mutation-before-approval`: a change before the approval.

use crate::diagnostic::Diagnostic;
use crate::hir::names::blocks_of;
use crate::hir::{Block, Statement, StatementKind, Step};
use crate::lint::api::{Effect, effect, operation};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "mutation-before-approval",
    title: "a change before the approval",
    page: page!("mutation-before-approval"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for view in &cx.runbooks {
        walk(&view.runbook.body, &mut Vec::new(), &mut found);
    }
    found
}

/// `before` holds the changes that may have been made when the block begins.
fn walk<'a>(
    block: &'a Block,
    before: &mut Vec<(&'a Step, &'a Statement)>,
    found: &mut Vec<Diagnostic>,
) {
    for statement in &block.statements {
        match &statement.kind {
            StatementKind::Step(step) if step.action == "aws:approve" => {
                if let Some((step, first)) = before.first() {
                    found.push(finding(statement, step, first));
                }
            }
            StatementKind::Step(step) if effect(step) == Effect::Changes => {
                before.push((step, statement));
            }
            kind => {
                let mut made = Vec::new();
                for inner in blocks_of(kind) {
                    let mut known = before.clone();
                    walk(inner, &mut known, found);
                    made.extend(known.into_iter().skip(before.len()));
                }
                before.extend(made);
            }
        }
    }
}

fn finding(approval: &Statement, step: &Step, first: &Statement) -> Diagnostic {
    let what = operation(step).map_or(step.action, |(_, name)| name);
    RULE.finding(approval.at, format!("`{what}` has changed something before this is approved"))
        .label("asks for approval")
        .related(first.at, "runs before it")
        .note("who rejects it finds the change made already")
        .help("ask before the first step that changes something")
}
