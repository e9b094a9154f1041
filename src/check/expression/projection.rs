//! Whether a path is one of each item of a list: `xs[*].Name`, `xs[where …].Name`.

use crate::syntax::ast;

/// Whether what comes behind an expression is meant for each item of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Projects {
    No,
    /// There is a `[*]` in the path.
    Each,
    /// There is a `[where …]` and no `[*]`: members are of each item, an index is of the whole.
    Where,
}

pub(super) fn is_projection(expr: &ast::Expr) -> Projects {
    let mut found = Projects::No;
    let mut part = expr;
    loop {
        part = match &part.kind {
            ast::ExprKind::Each(_) => return Projects::Each,
            ast::ExprKind::Filter { base, .. } => {
                found = Projects::Where;
                base
            }
            // One item of what a filter left.
            ast::ExprKind::Index { base, .. } if found == Projects::No => match is_projection(base)
            {
                Projects::Each => return Projects::Each,
                Projects::No | Projects::Where => return Projects::No,
            },
            ast::ExprKind::Member { base, .. } | ast::ExprKind::Index { base, .. } => base,
            _ => return found,
        }
    }
}
