//! Choices of `aws:branch` and conditions of `aws:loop`.

use crate::markup::{Node, NodeKind};
use crate::syntax::ast::{Expr, ExprKind};

use super::make;
use super::names::Names;
use super::value::value;

/// A choice or condition; the step that it names stands as a name.
pub(super) fn condition(names: &Names, node: &Node) -> Expr {
    let NodeKind::Map(entries) = &node.kind else { return value(names, node) };
    let entries = entries.iter().map(|entry| {
        let value = match entry.key.text.as_str() {
            "NextStep" => target(names, &entry.value),
            "And" | "Or" | "Not" => inner(names, &entry.value),
            _ => value(names, &entry.value),
        };
        make::entry(&entry.key.text, entry.key_span, value)
    });
    make::expr(ExprKind::Record(entries.collect()), node.span)
}

/// The name of a step, as `goto` takes it.
pub(super) fn target(names: &Names, node: &Node) -> Expr {
    match node.as_str() {
        Some(step) => make::name(step, node.span),
        None => value(names, node),
    }
}

/// A list of choices or conditions.
pub(super) fn inner(names: &Names, node: &Node) -> Expr {
    match &node.kind {
        NodeKind::List(items) => {
            make::list(items.iter().map(|item| condition(names, item)), node.span)
        }
        _ => condition(names, node),
    }
}
