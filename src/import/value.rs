//! Values of a document as expressions.

use crate::markup::{Node, NodeKind};
use crate::ssm::reference::Reference;
use crate::syntax::ast::{Expr, ExprKind, ListElement};

use super::make;
use super::names::Names;
use super::reference;

/// Any value: texts with their references, lists and maps with what is in them.
pub(super) fn value(names: &Names, node: &Node) -> Expr {
    let span = node.span;
    match &node.kind {
        NodeKind::Null => make::expr(ExprKind::Null, span),
        NodeKind::Bool(flag) => make::expr(ExprKind::Bool(*flag), span),
        NodeKind::Int(number) => make::expr(ExprKind::Int(*number), span),
        NodeKind::Float(number) => make::expr(ExprKind::Float(*number), span),
        NodeKind::String(scalar) => reference::text(names, scalar),
        NodeKind::List(items) => {
            let elements = items.iter().map(|item| element(names, item));
            make::expr(ExprKind::List(elements.collect()), span)
        }
        NodeKind::Map(entries) => {
            let entries = entries.iter().map(|entry| {
                make::entry(&entry.key.text, entry.key_span, value(names, &entry.value))
            });
            make::expr(ExprKind::Record(entries.collect()), span)
        }
    }
}

/// An item of a list: a list in it is one of several items, as the service takes it.
fn element(names: &Names, item: &Node) -> ListElement {
    let expr = value(names, item);
    let whole = item.as_str().and_then(Reference::whole);
    match whole.filter(|whole| names.is_list(*whole)) {
        Some(_) => ListElement::Spread(expr),
        None => ListElement::Item(expr),
    }
}
