//! From types as written to types, and which type fits where.

use crate::hir::{Expr, Ty};
use crate::syntax::ast;

use super::Checker;

impl Checker<'_> {
    /// The type that `written` means; `Ty::Unknown` after reporting what is wrong with it.
    pub(crate) fn ty(&mut self, written: &ast::TypeExpr) -> Ty {
        let _ = written;
        Ty::Unknown
    }

    /// Makes `expr` fit `wanted`: widens a literal, checks pattern, range and members of values
    /// that are known, and reports a mismatch. `place` says where it stands, as in
    /// "`Operation` of `AWS-RunPatchBaseline`".
    pub(crate) fn fit(&mut self, expr: Expr, wanted: &Ty, place: &str) -> Expr {
        let _ = (wanted, place);
        expr
    }
}
