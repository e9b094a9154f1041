//! `needless-template`: a text that is one value.

use crate::diagnostic::Trust;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, ExprKind};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "needless-template",
    title: "a text that is one value",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("needless-template"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let expressions = cx.runbooks.iter().flat_map(|view| &view.expressions);
    expressions.filter_map(|expr| finding(cx, expr)).collect()
}

fn finding(cx: &Context<'_>, expr: &Expr) -> Option<Diagnostic> {
    let text = cx.source(expr.at);
    let inside = text.strip_prefix("\"${")?.strip_suffix("}\"")?;
    let is_path = inside.chars().all(|it| it.is_ascii_alphanumeric() || "_.[]".contains(it));
    let is_value = match &expr.kind {
        ExprKind::Template(parts) => matches!(parts.as_slice(), [one] if one.ty.is_text()),
        ExprKind::Parameter(_) | ExprKind::Variable(_) | ExprKind::Output { .. } => {
            expr.ty.is_text()
        }
        _ => false,
    };
    if !is_path || !is_value || inside.is_empty() {
        return None;
    }
    let found = RULE
        .finding(expr.at, format!("`{inside}` is the same text"))
        .label("a text around one value")
        .help(format!("write `{inside}`"))
        .fix(Trust::Safe, format!("write `{inside}`"), expr.at, inside);
    Some(found)
}
