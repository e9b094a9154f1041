//! Types.

use super::Formatter;
use super::brackets::{ANGLE, RECORD};
use super::paper::Flat;
use super::writer::BlankLine;
use crate::syntax::ast::{TypeExpr, TypeExprKind, TypeField};

impl Formatter<'_> {
    pub(super) fn type_expr(&mut self, ty: &TypeExpr) {
        match &ty.kind {
            TypeExprKind::Named { path, generics, refinements } => {
                self.path(path);
                if !generics.is_empty() {
                    self.bracketed(ANGLE, generics, Self::type_expr);
                }
                if self.writer.cursor.ahead().starts_with('(') {
                    self.argument_list(refinements);
                }
            }
            TypeExprKind::Literal(value) => self.expr(value),
            TypeExprKind::Union(terms) => self.union(terms),
            TypeExprKind::Record(fields) => self.bracketed(RECORD, fields, Self::type_field),
            TypeExprKind::Optional(inner) => {
                self.type_expr(inner);
                self.writer.token("?");
            }
            TypeExprKind::Group(inner) => {
                self.writer.open("(");
                self.type_expr(inner);
                self.writer.comments_before_close();
                self.writer.close(")");
            }
            TypeExprKind::Error => self.writer.lose(),
        }
    }

    fn union(&mut self, terms: &[TypeExpr]) {
        self.writer.begin();
        self.writer.indent();
        for (index, term) in terms.iter().enumerate() {
            if index > 0 {
                self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
                self.writer.token("|");
                self.writer.blank();
            }
            self.type_expr(term);
        }
        self.writer.dedent();
        self.writer.end();
    }

    fn type_field(&mut self, field: &TypeField) {
        self.writer.leaf(field.name_span);
        if field.optional {
            self.writer.token("?");
        }
        self.writer.token(":");
        self.writer.blank();
        self.type_expr(&field.ty);
    }
}
