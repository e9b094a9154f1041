//! Conditions of SSM as expressions.

use crate::markup::{Node, NodeKind};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, UnaryOp};

use super::super::make;
use super::super::names::Names;
use super::super::reference;
use super::super::value::value;

/// The comparisons of `aws:branch` and the operators that say them, sorted.
///
/// Source: "aws:branch", actions reference of Automation.
const OPERATORS: [(&str, BinaryOp); 11] = [
    ("BooleanEquals", BinaryOp::Equal),
    ("Contains", BinaryOp::Contains),
    ("EndsWith", BinaryOp::EndsWith),
    ("EqualsIgnoreCase", BinaryOp::EqualsIgnoreCase),
    ("NumericEquals", BinaryOp::Equal),
    ("NumericGreater", BinaryOp::Greater),
    ("NumericGreaterOrEquals", BinaryOp::GreaterOrEqual),
    ("NumericLesser", BinaryOp::Less),
    ("NumericLesserOrEquals", BinaryOp::LessOrEqual),
    ("StartsWith", BinaryOp::StartsWith),
    ("StringEquals", BinaryOp::Equal),
];

/// A condition; nothing where it has a form that no expression says.
pub(super) fn condition(names: &Names, node: &Node) -> Option<Expr> {
    let parts: Vec<_> = node.entries().iter().filter(|one| one.key.text != "NextStep").collect();
    match parts.as_slice() {
        [one] => match one.key.text.as_str() {
            "And" => joined(names, &one.value, BinaryOp::And),
            "Or" => joined(names, &one.value, BinaryOp::Or),
            "Not" => {
                let operand = condition(names, &one.value)?;
                let operand = grouped(operand);
                let kind = ExprKind::Unary {
                    op: UnaryOp::Not,
                    op_span: one.key_span,
                    operand: Box::new(operand),
                };
                Some(make::expr(kind, node.span))
            }
            _ => None,
        },
        [first, second] => {
            let (variable, test) = match (first.key.text.as_str(), second.key.text.as_str()) {
                ("Variable", _) => (first, second),
                (_, "Variable") => (second, first),
                _ => return None,
            };
            let (_, op) = OPERATORS.iter().find(|(known, _)| *known == test.key.text)?;
            let left = whole_reference(names, &variable.value)?;
            if let (NodeKind::Bool(true), "BooleanEquals") =
                (&test.value.kind, test.key.text.as_str())
            {
                return Some(left);
            }
            // The service compares texts with what only the run knows; for numbers nothing says
            // so, and the compiler computes: as it is written, only the action says it.
            let is_known = test.value.as_str().is_none_or(|text| reference::find(text).is_empty());
            if !is_known && test.key.text.starts_with("Numeric") {
                return None;
            }
            let right = value(names, &test.value);
            Some(binary(*op, left, right, node))
        }
        _ => None,
    }
}

/// What a branch tests must be one reference: a text is no variable.
fn whole_reference(names: &Names, node: &Node) -> Option<Expr> {
    let found = value(names, node);
    match &found.kind {
        ExprKind::Name(_) | ExprKind::Member { .. } => Some(found),
        _ => None,
    }
}

fn joined(names: &Names, list: &Node, op: BinaryOp) -> Option<Expr> {
    let mut operands = list.items().iter().map(|one| condition(names, one).map(grouped));
    let first = operands.next()??;
    operands.try_fold(first, |left, right| Some(binary(op, left, right?, list)))
}

fn binary(op: BinaryOp, left: Expr, right: Expr, node: &Node) -> Expr {
    let (left, right) = (Box::new(left), Box::new(right));
    make::expr(ExprKind::Binary { op, op_span: node.span, left, right }, node.span)
}

/// In brackets where it joins conditions.
fn grouped(expr: Expr) -> Expr {
    let joins = matches!(
        &expr.kind,
        ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, .. } | ExprKind::Unary { .. }
    );
    let span = expr.span;
    if joins { make::expr(ExprKind::Group(Box::new(expr)), span) } else { expr }
}

/// Whether choices compare one variable with texts that are all different.
pub(super) fn is_match<'n>(choices: impl Iterator<Item = &'n Node>) -> bool {
    let Some(cases) = choices.map(case).collect::<Option<Vec<(&str, &Node)>>>() else {
        return false;
    };
    let mut wanted: Vec<Option<&str>> = cases.iter().map(|case| case.1.as_str()).collect();
    wanted.sort_unstable();
    !wanted.windows(2).any(|pair| matches!(pair, [one, two] if one == two))
        && cases.len() > 1
        && cases.windows(2).all(|pair| matches!(pair, [one, two] if one.0 == two.0))
}

/// Conditions of which one must hold.
pub(super) fn any_of(names: &Names, choices: &[&Node]) -> Option<Expr> {
    let mut all = choices.iter().map(|choice| condition(names, choice));
    let first = all.next()??;
    if choices.len() == 1 {
        return Some(first);
    }
    all.try_fold(grouped(first), |left, right| {
        let span = left.span;
        let (left, right) = (Box::new(left), Box::new(grouped(right?)));
        let kind = ExprKind::Binary { op: BinaryOp::Or, op_span: span, left, right };
        Some(make::expr(kind, span))
    })
}

/// The variable and the value of a choice that is one comparison of texts.
pub(super) fn case(choice: &Node) -> Option<(&str, &Node)> {
    if choice.entries().len() != 3 {
        return None;
    }
    let variable = choice.get("Variable")?.as_str()?;
    let wanted = choice.get("StringEquals")?;
    let text = wanted.as_str()?;
    (!text.contains("{{")).then_some((variable, wanted))
}

#[cfg(test)]
mod tests {
    use super::OPERATORS;

    #[test]
    fn the_table_of_operators_is_sorted() {
        assert!(OPERATORS.is_sorted_by_key(|row| row.0));
    }
}
