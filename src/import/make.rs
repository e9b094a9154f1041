//! Nodes of the tree, made from values and places.

use crate::syntax::ast::{
    Argument, Attribute, CallExpr, Clause, ClauseKind, Expr, ExprKind, Fence, Ident, ListElement,
    Member, MemberKind, RecordEntry, RecordKey, Statement, StatementKind, StringPart, TypeExpr,
    TypeExprKind,
};
use crate::text::{Name, Span};

pub(crate) fn ident(text: &str, span: Span) -> Ident {
    Ident { text: Name::new(text), span, quoted: false }
}

pub(crate) fn expr(kind: ExprKind, span: Span) -> Expr {
    Expr { kind, span }
}

pub(crate) fn name(text: &str, span: Span) -> Expr {
    expr(ExprKind::Name(ident(text, span)), span)
}

/// `base.member`.
pub(crate) fn member(base: Expr, member: &str, span: Span) -> Expr {
    expr(ExprKind::Member { base: Box::new(base), member: ident(member, span) }, span)
}

/// `a.b.c`.
pub(crate) fn path(parts: &[&str], span: Span) -> Expr {
    let mut parts = parts.iter();
    let first = name(parts.next().copied().unwrap_or_default(), span);
    parts.fold(first, |base, part| member(base, part, span))
}

/// How a text is written: over several lines where that gives it back.
pub(crate) fn fence(text: &str) -> Fence {
    let has_lines = text.contains('\n') && !text.ends_with([' ', '\t']);
    if has_lines { Fence::Lines } else { Fence::Plain }
}

/// `"text"` without holes.
pub(crate) fn string(text: &str, span: Span) -> Expr {
    let fence = fence(text);
    let part = StringPart::Text { text: text.to_owned(), span };
    let parts = if text.is_empty() { Vec::new() } else { vec![part] };
    expr(ExprKind::String { parts, fence }, span)
}

/// A regular expression: `r"…"` where it can be written so.
pub(crate) fn pattern(text: &str, span: Span) -> Expr {
    let part = StringPart::Text { text: text.to_owned(), span };
    expr(ExprKind::String { parts: vec![part], fence: Fence::Raw }, span)
}

pub(crate) fn list(items: impl IntoIterator<Item = Expr>, span: Span) -> Expr {
    expr(ExprKind::List(items.into_iter().map(ListElement::Item).collect()), span)
}

pub(crate) fn entry(key: &str, key_span: Span, value: Expr) -> RecordEntry {
    let span = key_span.to(value.span);
    RecordEntry { key: RecordKey::Name { text: Name::new(key), span: key_span }, value, span }
}

pub(crate) fn argument(key: &str, key_span: Span, value: Expr) -> Argument {
    let span = key_span.to(value.span);
    Argument { name: Some(ident(key, key_span)), value, spread: false, span }
}

pub(crate) fn positional(value: Expr) -> Argument {
    let span = value.span;
    Argument { name: None, value, spread: false, span }
}

pub(crate) fn spread(value: Expr) -> Argument {
    let span = value.span;
    Argument { name: None, value, spread: true, span }
}

pub(crate) fn call(callee: Expr, arguments: Vec<Argument>, span: Span) -> Expr {
    let kind = ExprKind::Call(Box::new(CallExpr { callee, arguments, arguments_span: span }));
    expr(kind, span)
}

/// `raw("text")`: what stands in the text is meant as it is.
pub(crate) fn raw(text: &str, span: Span) -> Expr {
    call(name("raw", span), vec![positional(string(text, span))], span)
}

/// `value as T`.
pub(crate) fn cast(value: Expr, ty: TypeExpr) -> Expr {
    let span = value.span;
    expr(ExprKind::As { value: Box::new(value), ty: Box::new(ty) }, span)
}

pub(crate) fn clause(kind: ClauseKind, span: Span) -> Clause {
    Clause { kind, span }
}

pub(crate) fn statement(kind: StatementKind, span: Span) -> Statement {
    Statement { docs: None, step_name: None, kind, clauses: Vec::new(), span }
}

pub(crate) fn statement_member(statement: Statement) -> Member {
    let span = statement.span;
    Member { docs: None, kind: MemberKind::Statement(statement), span }
}

/// `WORD: value`.
pub(crate) fn attribute(word: &str, key_span: Span, value: Expr) -> Member {
    let span = key_span.to(value.span);
    let attribute = Attribute { docs: None, key: ident(word, key_span), value, span };
    Member { docs: None, kind: MemberKind::Attribute(attribute), span }
}

/// A type by its name, `aws.ec2.InstanceId`, with what stands in `<…>` and `(…)`.
pub(crate) fn ty(
    path: &str,
    generics: Vec<TypeExpr>,
    refinements: Vec<Argument>,
    span: Span,
) -> TypeExpr {
    let path = path.split('.').map(|part| ident(part, span)).collect();
    TypeExpr { kind: TypeExprKind::Named { path, generics, refinements }, span }
}

pub(crate) fn plain_ty(path: &str, span: Span) -> TypeExpr {
    ty(path, Vec::new(), Vec::new(), span)
}
