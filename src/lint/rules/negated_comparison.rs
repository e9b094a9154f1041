//! `negated-comparison`: a `not` before a comparison.

use crate::diagnostic::Trust;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, ExprKind, Op};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "negated-comparison",
    title: "a `not` before a comparison",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("negated-comparison"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let expressions = cx.runbooks.iter().flat_map(|view| &view.expressions);
    expressions.filter_map(|expr| finding(cx, expr)).collect()
}

fn finding(cx: &Context<'_>, expr: &Expr) -> Option<Diagnostic> {
    let ExprKind::Op { op: Op::Not, operands } = &expr.kind else { return None };
    let [inner] = operands.as_slice() else { return None };
    if !cx.is_ordain(expr.at) {
        return None;
    }
    let ExprKind::Op { op, operands } = &inner.kind else { return None };
    let [left, right] = operands.as_slice() else { return None };
    let sign = match op {
        Op::Equal => "!=",
        Op::NotEqual => "==",
        Op::Less => ">=",
        Op::LessOrEqual => ">",
        Op::Greater => "<=",
        Op::GreaterOrEqual => "<",
        _ => return None,
    };
    // Around these stood parentheses, or the operator before them binds less.
    let is_simple = |operand: &Expr| !matches!(operand.kind, ExprKind::Op { .. });
    if !is_simple(left) || !is_simple(right) {
        return None;
    }
    let short = format!("{} {sign} {}", cx.source(left.at), cx.source(right.at));
    let found = RULE
        .finding(expr.at, format!("`{short}` says the same"))
        .label("a negation of a comparison")
        .help(format!("write `{short}`"))
        .fix(Trust::Safe, format!("write `{short}`"), expr.at, short);
    Some(found)
}
