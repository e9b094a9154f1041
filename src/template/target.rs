//! Lists of targets as the language writes them: `tag("Role", "web") & …`.

use crate::import::make;
use crate::markup::{Node, NodeKind};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind};

use super::expression::{call, plain_text, text, unknown};
use super::unknown::is_unknown;

/// The targets of a list; a list that is empty names none.
pub(super) fn targets(list: &Node) -> Option<Expr> {
    let NodeKind::List(items) = &list.kind else { return Some(unknown(list.span)) };
    let mut tests = items.iter().map(test);
    let first = tests.next()?;
    let all = tests.fold(first, |left, right| {
        let kind = ExprKind::Binary {
            op: BinaryOp::Intersect,
            op_span: list.span,
            left: Box::new(left),
            right: Box::new(right),
        };
        make::expr(kind, list.span)
    });
    Some(all)
}

/// One target. A key that the language has no word for is not looked at.
fn test(item: &Node) -> Expr {
    let span = item.span;
    let (Some(key), Some(values)) = (item.get("Key"), item.get("Values")) else {
        return unknown(span);
    };
    let Some(name) = plain_text(key) else { return unknown(span) };
    let listed: Vec<Expr> = match &values.kind {
        NodeKind::List(items) => items.iter().map(text).collect(),
        _ if is_unknown(values) => vec![unknown(values.span)],
        _ => vec![text(values)],
    };
    let is_all = matches!(values.items(), [only] if only.as_str() == Some("*"));
    match name.as_str() {
        "InstanceIds" if is_all => make::name("all", span),
        "InstanceIds" => call("instances", listed, span),
        "ParameterValues" => call("parameter_values", listed, span),
        "resource-groups:Name" => call("resource_group", listed, span),
        other => match other.strip_prefix("tag:") {
            Some(tag) => {
                let tag = make::string(tag, key.span);
                call("tag", std::iter::once(tag).chain(listed), span)
            }
            None => unknown(span),
        },
    }
}
