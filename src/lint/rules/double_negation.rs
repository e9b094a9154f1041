//! `double-negation`: a negation of a negation.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Severity, Trust};
use crate::hir::{Expr, ExprKind, Op};
use crate::lint::context::{Context, DocumentView, conditions};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::markup::Node;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "double-negation",
    title: "a negation of a negation",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("double-negation"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let expressions = cx.runbooks.iter().flat_map(|view| &view.expressions);
    let written = cx.written.iter().flat_map(of_document);
    expressions.filter_map(|expr| finding(cx, expr)).chain(written).collect()
}

fn finding(cx: &Context<'_>, expr: &Expr) -> Option<Diagnostic> {
    let inner = negated(negated(expr)?)?;
    // Of three in a row the two outer ones go.
    if !cx.is_ordain(expr.at) {
        return None;
    }
    let text = cx.source(inner.at);
    let is_simple = !matches!(inner.kind, ExprKind::Op { .. });
    let short = if is_simple { text.to_owned() } else { format!("({text})") };
    let found = RULE.finding(expr.at, format!("`{short}` says the same"));
    let found = found.label("a negation of a negation").help(format!("write `{short}`"));
    Some(found.fix(Trust::Safe, format!("write `{short}`"), expr.at, short))
}

fn negated(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Op { op: Op::Not, operands } => operands.first(),
        _ => None,
    }
}

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    let mut mender = written.mender();
    let mut found = Vec::new();
    for condition in conditions(written) {
        let inner = condition.only("Not").filter(|inner| inner.entries().len() == 1);
        let Some(inner) = inner.and_then(|inner| inner.get("Not")) else { continue };
        let (Value::Object(members), None) = (inner.to_json(), inner.alias) else { continue };
        let shown = on_one_line(written, inner);
        let place = (written, &mut mender);
        let finding = condition.without_not(&RULE, place, (members, &shown));
        found.push(finding.label("a negation of a negation"));
    }
    found
}

/// A part of a document with a blank where its lines end.
fn on_one_line(written: &DocumentView<'_>, part: &Node) -> String {
    written.source(part.span).split_whitespace().collect::<Vec<_>>().join(" ")
}
