//! `fail-without-message`: a failure that does not say why.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{StatementKind, Value};
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
        .filter(|view| match &view.statement.kind {
            StatementKind::Fail(None) => true,
            StatementKind::Fail(Some(why)) => {
                why.as_const().and_then(Value::as_str).is_some_and(|text| text.trim().is_empty())
            }
            _ => false,
        })
        .map(|view| {
            RULE.finding(view.statement.at, "this fails and does not say why")
                .label("no message")
                .help("write `fail \"…\"` with what is wrong, and what to do")
        })
        .collect()
}
