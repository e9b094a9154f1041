//! Types.

use super::Builder;
use crate::syntax::ast::{Expr, RecordKey, TypeExpr, TypeExprKind, TypeField};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};
use crate::text::Span;

impl Builder<'_> {
    pub(super) fn error_type(span: Span) -> TypeExpr {
        TypeExpr { kind: TypeExprKind::Error, span }
    }

    /// A whole type: one term, or a union of several.
    pub(super) fn type_expr(&mut self, pair: Pair<'_>) -> TypeExpr {
        let span = self.span(&pair);
        if !self.enter(1) {
            self.diagnostics.push(errors::expression_too_deep(self.at(span), super::MAX_LEVELS));
            return Self::error_type(span);
        }
        let mut terms: Vec<TypeExpr> = pair.into_inner().map(|pair| self.type_term(pair)).collect();
        self.leave(1);
        match terms.pop() {
            Some(term) if terms.is_empty() => term,
            Some(term) => {
                terms.push(term);
                TypeExpr { kind: TypeExprKind::Union(terms), span }
            }
            None => Self::error_type(span),
        }
    }

    /// One member of a union, with the `?` behind it.
    pub(super) fn type_term(&mut self, pair: Pair<'_>) -> TypeExpr {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let Some(primary) = inner.next() else { return Self::error_type(span) };
        let marks: Vec<Span> = inner.map(|pair| self.span(&pair)).collect();
        let primary_span = self.span(&primary);
        let kind = self.type_primary(primary);
        let ty = TypeExpr { kind, span: primary_span };
        let Some(mark) = marks.first() else { return ty };
        if let Some(second) = marks.get(1) {
            self.diagnostics.push(errors::optional_twice(self.at(*second)));
        }
        let span = primary_span.to(*mark);
        TypeExpr { kind: TypeExprKind::Optional(Box::new(ty)), span }
    }

    fn type_primary(&mut self, pair: Pair<'_>) -> TypeExprKind {
        match pair.as_rule() {
            Rule::type_named => self.type_named(pair),
            Rule::type_record => {
                TypeExprKind::Record(pair.into_inner().map(|pair| self.type_field(pair)).collect())
            }
            Rule::type_group => pair.into_inner().next().map_or(TypeExprKind::Error, |pair| {
                TypeExprKind::Group(Box::new(self.type_expr(pair)))
            }),
            Rule::type_literal => TypeExprKind::Literal(Box::new(self.type_literal(pair))),
            _ => TypeExprKind::Error,
        }
    }

    fn type_literal(&mut self, pair: Pair<'_>) -> Expr {
        self.expression(pair)
    }

    fn type_named(&mut self, pair: Pair<'_>) -> TypeExprKind {
        let mut path = Vec::new();
        let mut generics = Vec::new();
        let mut refinements = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::generics => {
                    generics = pair.into_inner().map(|pair| self.type_expr(pair)).collect();
                }
                Rule::arguments => refinements = self.arguments(pair),
                _ => path.push(self.word(&pair)),
            }
        }
        TypeExprKind::Named { path, generics, refinements }
    }

    fn type_field(&mut self, pair: Pair<'_>) -> TypeField {
        let span = self.span(&pair);
        let mut field = TypeField {
            name: crate::text::Name::default(),
            name_span: span.start_point(),
            optional: false,
            ty: Self::error_type(span.end_point()),
        };
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::optional_mark => field.optional = true,
                Rule::type_expression => field.ty = self.type_expr(pair),
                _ => {
                    if let RecordKey::Name { text, span } = self.record_key(&pair) {
                        field.name = text;
                        field.name_span = span;
                    }
                }
            }
        }
        field
    }
}
