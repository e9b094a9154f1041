//! `fail-without-message`: a failure that does not say why.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::StatementKind;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "fail-without-message",
    title: "a failure that does not say why",
    group: Group::Style,
    level: Severity::Info,
    page: page!("fail-without-message"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let statements = cx.runbooks.iter().flat_map(|view| &view.statements);
    statements
        .filter(|view| matches!(view.statement.kind, StatementKind::Fail(None)))
        .map(|view| {
            RULE.finding(view.statement.at, "this fails and does not say why")
                .label("no message")
                .help("write `fail \"…\"` with what is wrong, and what to do")
        })
        .collect()
}
