//! Types as source.

use super::Printer;
use super::levels::NEGATE;
use crate::syntax::ast::{TypeExpr, TypeExprKind, TypeField};

impl Printer {
    pub(super) fn type_expr(&mut self, ty: &TypeExpr) {
        let TypeExprKind::Union(members) = &ty.kind else { return self.type_term(ty) };
        for (index, member) in members.iter().enumerate() {
            if index > 0 {
                self.put(" | ");
            }
            self.type_term(member);
        }
    }

    /// A type where no bare union can stand.
    pub(super) fn type_term(&mut self, ty: &TypeExpr) {
        match &ty.kind {
            TypeExprKind::Union(_) => self.type_in_parentheses(ty),
            TypeExprKind::Optional(inner) => {
                match &inner.kind {
                    TypeExprKind::Optional(_) => self.type_in_parentheses(inner),
                    _ => self.type_term(inner),
                }
                self.put("?");
            }
            TypeExprKind::Group(inner) => self.type_in_parentheses(inner),
            TypeExprKind::Literal(value) => self.expr(value, NEGATE),
            TypeExprKind::Named { path, generics, refinements } => {
                self.path(path);
                if !generics.is_empty() {
                    self.put("<");
                    self.separated(generics, Self::type_expr);
                    self.put(">");
                }
                if !refinements.is_empty() {
                    self.arguments(refinements);
                }
            }
            TypeExprKind::Record(fields) => {
                self.put(if fields.is_empty() { "{" } else { "{ " });
                self.separated(fields, Self::type_field);
                self.put(if fields.is_empty() { "}" } else { " }" });
            }
            TypeExprKind::Error => self.put("Json"),
        }
    }

    fn type_in_parentheses(&mut self, ty: &TypeExpr) {
        self.put("(");
        self.type_expr(ty);
        self.put(")");
    }

    fn type_field(&mut self, field: &TypeField) {
        self.key(&field.name);
        self.put(if field.optional { "?: " } else { ": " });
        self.type_expr(&field.ty);
    }
}
