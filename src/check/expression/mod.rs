//! Expressions: types, stages, and the values of those that the build knows.

use crate::hir::{Expr, Ty, Value};
use crate::syntax::ast;
use crate::text::FileSpan;

use super::Checker;

impl Checker<'_> {
    /// Checks an expression on its own. Never fails: an error is reported and gives
    /// `ExprKind::Error`.
    pub(crate) fn expression(&mut self, expr: &ast::Expr) -> Expr {
        Expr::error(self.at(expr.span))
    }

    /// Checks an expression against the type that its place wants (literals, records and lists
    /// take their shape from it). `place` says where it stands, for messages.
    pub(crate) fn expression_of(&mut self, expr: &ast::Expr, wanted: &Ty, place: &str) -> Expr {
        let checked = self.expression(expr);
        self.fit(checked, wanted, place)
    }

    /// The value of an expression in a place that only takes what the build knows; a run- or
    /// node-stage value there is an error that names the place and says what to do.
    pub(crate) fn build_value(
        &mut self,
        expr: &ast::Expr,
        wanted: &Ty,
        place: &str,
    ) -> Option<(Value, FileSpan)> {
        let checked = self.expression_of(expr, wanted, place);
        let at = checked.at;
        checked.as_const().cloned().map(|value| (value, at))
    }
}
