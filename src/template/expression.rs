//! Values of properties as expressions of a source. What is not known is no expression: nothing is
//! said of it.

use crate::import::make;
use crate::markup::{Node, NodeKind};
use crate::ssm::reference::references;
use crate::syntax::ast::{Expr, ExprKind, Fence, RecordEntry, StringPart};
use crate::text::Span;

use super::unknown::has_unknown;

/// What is not known.
pub(super) fn unknown(span: Span) -> Expr {
    make::expr(ExprKind::Error, span)
}

/// Any value as it stands. A text with references is meant as it is.
pub(super) fn literal(node: &Node) -> Expr {
    let span = node.span;
    match &node.kind {
        _ if has_unknown(node) => unknown(span),
        NodeKind::Null => make::expr(ExprKind::Null, span),
        NodeKind::Bool(flag) => make::expr(ExprKind::Bool(*flag), span),
        NodeKind::Int(number) => make::expr(ExprKind::Int(*number), span),
        NodeKind::Float(number) => make::expr(ExprKind::Float(*number), span),
        NodeKind::String(scalar) if references(&scalar.text).next().is_some() => {
            make::raw(&scalar.text, span)
        }
        NodeKind::String(scalar) => string(&scalar.text, span),
        NodeKind::List(items) => make::list(items.iter().map(literal), span),
        NodeKind::Map(entries) => {
            let entries = entries
                .iter()
                .map(|entry| make::entry(&entry.key.text, entry.key_span, literal(&entry.value)));
            let entries: Vec<RecordEntry> = entries.collect();
            make::expr(ExprKind::Record(entries), span)
        }
    }
}

/// A text without holes.
pub(super) fn string(text: &str, span: Span) -> Expr {
    make::string(text, span)
}

/// A text; numbers and flags become texts, as the deployment makes them.
pub(super) fn text(node: &Node) -> Expr {
    match plain_text(node) {
        Some(text) if node.as_str().is_none() => string(&text, node.span),
        _ => literal(node),
    }
}

/// The text that a plain value becomes.
pub(super) fn plain_text(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Bool(flag) => Some(flag.to_string()),
        NodeKind::Int(number) => Some(number.to_string()),
        NodeKind::Float(number) => Some(number.to_string()),
        NodeKind::String(scalar) if !has_unknown(node) => Some(scalar.text.to_string()),
        NodeKind::String(_) | NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}

/// A whole number; the deployment takes it as a text, too.
pub(super) fn number(node: &Node) -> Expr {
    whole(node).map_or_else(|| literal(node), |it| make::expr(ExprKind::Int(it), node.span))
}

fn whole(node: &Node) -> Option<i64> {
    node.as_int().or_else(|| node.as_str()?.parse().ok())
}

/// A flag; the deployment takes it as a text, too.
pub(super) fn flag(node: &Node) -> Expr {
    let given = match node.as_str() {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => None,
    };
    given.map_or_else(|| literal(node), |it| make::expr(ExprKind::Bool(it), node.span))
}

/// `10%` or a number of targets.
pub(super) fn share(node: &Node) -> Expr {
    let percent = node.as_str().and_then(|text| text.strip_suffix('%')?.parse().ok());
    match percent {
        Some(percent) => make::expr(ExprKind::Percent(percent), node.span),
        None => number(node),
    }
}

/// A number of units as a duration.
pub(super) fn duration(node: &Node, unit_seconds: i64) -> Expr {
    match whole(node).and_then(|count| count.checked_mul(unit_seconds)) {
        Some(seconds) => make::expr(ExprKind::Duration(seconds), node.span),
        None => literal(node),
    }
}

/// `[{ Key: …, Value: … }]` as `{ KEY: VALUE }`.
pub(super) fn tags(node: &Node) -> Expr {
    let NodeKind::List(items) = &node.kind else { return literal(node) };
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let (Some(key), Some(value)) = (item.get("Key"), item.get("Value")) else {
            return unknown(node.span);
        };
        let Some(name) = plain_text(key) else { return unknown(node.span) };
        entries.push(make::entry(&name, key.span, text(value)));
    }
    make::expr(ExprKind::Record(entries), node.span)
}

/// A call of a function of the language.
pub(super) fn call(function: &str, arguments: impl IntoIterator<Item = Expr>, span: Span) -> Expr {
    let arguments = arguments.into_iter().map(make::positional).collect();
    make::call(make::name(function, span), arguments, span)
}

/// A part of a text with its own place.
pub(super) fn string_part(text: &str, span: Span) -> Expr {
    let part = StringPart::Text { text: text.to_owned(), span };
    make::expr(ExprKind::String { parts: vec![part], fence: Fence::Plain }, span)
}
