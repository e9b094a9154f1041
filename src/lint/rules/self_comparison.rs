//! `self-comparison`: a comparison of a value with itself.

use crate::diagnostic::Diagnostic;
use crate::hir::{ExprKind, Op};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::same::same_expression;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "self-comparison",
    title: "a comparison of a value with itself",
    group: Group::Correctness,
    profile: Profile::Minimal,
    page: page!("self-comparison"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let expressions = cx.runbooks.iter().flat_map(|view| &view.expressions);
    expressions
        .filter(|expr| match &expr.kind {
            ExprKind::Op { op, operands } => match operands.as_slice() {
                [left, right] => compares(op) && same_expression(left, right),
                _ => false,
            },
            _ => false,
        })
        .map(|expr| {
            RULE.finding(expr.at, "both sides of this comparison are the same")
                .label("always the same answer")
                .help("compare with what was meant")
        })
        .collect()
}

fn compares(op: &Op) -> bool {
    matches!(
        op,
        Op::Equal
            | Op::NotEqual
            | Op::Less
            | Op::LessOrEqual
            | Op::Greater
            | Op::GreaterOrEqual
            | Op::EqualsIgnoreCase
            | Op::StartsWith
            | Op::EndsWith
            | Op::Contains
    )
}
