//! `negated-comparison`: a `not` before a comparison.

use serde_json::{Map, Value};

use crate::diagnostic::Trust;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, ExprKind, Op};
use crate::lint::context::{Context, DocumentView, conditions};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::markup::Node;

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
    let written = cx.written.iter().flat_map(of_document);
    expressions.filter_map(|expr| finding(cx, expr)).chain(written).collect()
}

/// Operators of documents and what says the contrary. Texts have no such pairs.
///
/// Source: "aws:branch", user guide of Systems Manager.
const OPPOSITES: [(&str, &str); 4] = [
    ("NumericGreater", "NumericLesserOrEquals"),
    ("NumericGreaterOrEquals", "NumericLesser"),
    ("NumericLesser", "NumericGreaterOrEquals"),
    ("NumericLesserOrEquals", "NumericGreater"),
];

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    let mut mender = written.mender();
    let mut found = Vec::new();
    for condition in conditions(written) {
        let Some(inner) = condition.only("Not").filter(|inner| inner.alias.is_none()) else {
            continue;
        };
        let Some((members, shown)) = opposite(inner) else { continue };
        let place = (written, &mut mender);
        let finding = condition.without_not(&RULE, place, (members, &shown));
        found.push(finding.label("a negation of a comparison"));
    }
    found
}

/// A comparison that says the contrary, and what of it is shown.
fn opposite(inner: &Node) -> Option<(Map<String, Value>, String)> {
    let Value::Object(members) = inner.to_json() else { return None };
    let variable = members.get("Variable").filter(|_| members.len() == 2)?.clone();
    let (operator, operand) = members.into_iter().find(|(name, _)| name != "Variable")?;
    let (operator, operand) = match (operator.as_str(), operand) {
        ("BooleanEquals", Value::Bool(flag)) => ("BooleanEquals", Value::Bool(!flag)),
        (operator, operand) => (OPPOSITES.iter().find(|(known, _)| *known == operator)?.1, operand),
    };
    let shown = format!("{operator}: {operand}");
    let members = [("Variable".to_owned(), variable), (operator.to_owned(), operand)];
    Some((members.into_iter().collect(), shown))
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
