//! `comparison-with-bool`: a comparison with `true` or `false`.

use crate::diagnostic::Trust;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, ExprKind, Op, Ty, Value};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "comparison-with-bool",
    title: "a comparison with `true` or `false`",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("comparison-with-bool"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let expressions = cx.runbooks.iter().flat_map(|view| &view.expressions);
    expressions.filter_map(|expr| finding(cx, expr)).collect()
}

fn finding(cx: &Context<'_>, expr: &Expr) -> Option<Diagnostic> {
    let ExprKind::Op { op, operands } = &expr.kind else { return None };
    if !cx.is_ordain(expr.at) {
        return None;
    }
    let is_equal = match op {
        Op::Equal => true,
        Op::NotEqual => false,
        _ => return None,
    };
    let [left, right] = operands.as_slice() else { return None };
    let (value, flag) = match (left.as_const(), right.as_const()) {
        (None, Some(Value::Bool(flag))) => (left, *flag),
        (Some(Value::Bool(flag)), None) => (right, *flag),
        _ => return None,
    };
    // Any other type compares.
    if value.ty.required() != &Ty::Bool || expr.at.span == value.at.span {
        return None;
    }
    // `action.loop` is given its comparison as a record.
    let whole = cx.source(expr.at);
    if !whole.contains("==") && !whole.contains("!=") {
        return None;
    }
    let text = cx.source(value.at);
    let is_word = text.chars().all(|it| it.is_ascii_alphanumeric() || "_.[]`".contains(it));
    let short = match (is_equal == flag, is_word) {
        (true, _) => text.to_owned(),
        (false, true) => format!("not {text}"),
        (false, false) => format!("not ({text})"),
    };
    let found = RULE
        .finding(expr.at, format!("`{short}` says the same"))
        .label(format!("compares with `{flag}`"))
        .help(format!("write `{short}`"))
        .fix(Trust::Safe, format!("write `{short}`"), expr.at, short);
    Some(found)
}
