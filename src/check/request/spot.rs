//! The smallest place of a part of a value: where the value is written out, the part itself.

use crate::syntax::ast::{Expr, ExprKind, ListElement, RecordKey};

/// What `key` is given in a record that stands in the source; else the whole.
pub(super) fn member<'e>(expr: &'e Expr, key: &str) -> &'e Expr {
    match &expr.kind {
        ExprKind::Group(inner) => member(inner, key),
        ExprKind::Record(entries) => {
            let found = entries.iter().find(|entry| match &entry.key {
                RecordKey::Name { text, .. } => text == key,
                RecordKey::Spread(_) => false,
            });
            found.map_or(expr, |entry| &entry.value)
        }
        _ => expr,
    }
}

/// An item of a list that stands in the source without `...`; else the whole.
pub(super) fn item(expr: &Expr, position: usize) -> &Expr {
    match &expr.kind {
        ExprKind::Group(inner) => item(inner, position),
        ExprKind::List(items) => {
            let is_plain = items.iter().all(|item| matches!(item, ListElement::Item(_)));
            match items.get(position) {
                Some(ListElement::Item(found)) if is_plain => found,
                _ => expr,
            }
        }
        _ => expr,
    }
}
