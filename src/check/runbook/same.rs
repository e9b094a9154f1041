//! Whether two expressions are written alike, wherever they stand.

use crate::syntax::ast::{
    Argument, Expr, ExprKind, ListElement, RecordEntry, RecordKey, StringPart,
};

/// Whether two expressions say the same. Kinds that do not stand in calls are never the same.
pub(super) fn same_expr(left: &Expr, right: &Expr) -> bool {
    match (&left.kind, &right.kind) {
        (ExprKind::Null, ExprKind::Null) => true,
        (ExprKind::Bool(left), ExprKind::Bool(right)) => left == right,
        (ExprKind::Int(left), ExprKind::Int(right)) => left == right,
        (ExprKind::String { parts: left, .. }, ExprKind::String { parts: right, .. }) => {
            same_all(left, right, same_part)
        }
        (ExprKind::Name(left), ExprKind::Name(right)) => left.text == right.text,
        (
            ExprKind::Member { base: left, member: first },
            ExprKind::Member { base: right, member: second },
        ) => first.text == second.text && same_expr(left, right),
        (
            ExprKind::Index { base: left, index: first },
            ExprKind::Index { base: right, index: second },
        ) => same_expr(left, right) && same_expr(first, second),
        (ExprKind::Call(left), ExprKind::Call(right)) => {
            same_expr(&left.callee, &right.callee)
                && same_all(&left.arguments, &right.arguments, same_argument)
        }
        (ExprKind::List(left), ExprKind::List(right)) => same_all(left, right, same_element),
        (ExprKind::Record(left), ExprKind::Record(right)) => same_all(left, right, same_entry),
        (ExprKind::As { value: left, .. }, ExprKind::As { value: right, .. }) => {
            same_expr(left, right)
        }
        (ExprKind::Group(left), _) => same_expr(left, right),
        (_, ExprKind::Group(right)) => same_expr(left, right),
        _ => false,
    }
}

fn same_all<T>(left: &[T], right: &[T], same: fn(&T, &T) -> bool) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
}

fn same_part(left: &StringPart, right: &StringPart) -> bool {
    match (left, right) {
        (StringPart::Text { text: left, .. }, StringPart::Text { text: right, .. }) => {
            left == right
        }
        (StringPart::Hole { expr: left, .. }, StringPart::Hole { expr: right, .. }) => {
            same_expr(left, right)
        }
        (StringPart::Text { .. }, StringPart::Hole { .. })
        | (StringPart::Hole { .. }, StringPart::Text { .. }) => false,
    }
}

fn same_argument(left: &Argument, right: &Argument) -> bool {
    let name = |argument: &Argument| argument.name.as_ref().map(|name| name.text.clone());
    name(left) == name(right) && left.spread == right.spread && same_expr(&left.value, &right.value)
}

fn same_element(left: &ListElement, right: &ListElement) -> bool {
    match (left, right) {
        (ListElement::Item(left), ListElement::Item(right))
        | (ListElement::Spread(left), ListElement::Spread(right)) => same_expr(left, right),
        (ListElement::Item(_), ListElement::Spread(_))
        | (ListElement::Spread(_), ListElement::Item(_)) => false,
    }
}

fn same_entry(left: &RecordEntry, right: &RecordEntry) -> bool {
    let same_key = match (&left.key, &right.key) {
        (RecordKey::Name { text: left, .. }, RecordKey::Name { text: right, .. }) => left == right,
        (RecordKey::Spread(_), RecordKey::Spread(_)) => true,
        (RecordKey::Name { .. }, RecordKey::Spread(_))
        | (RecordKey::Spread(_), RecordKey::Name { .. }) => false,
    };
    same_key && same_expr(&left.value, &right.value)
}
