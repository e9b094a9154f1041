//! The parts of a document: its steps and parameters.

use crate::diagnostic::Diagnostic;
use crate::syntax::ast;
use crate::text::{FileSpan, Span};

/// The steps and parameters that a finding is about.
pub(super) fn around(tree: &ast::File, found: &Diagnostic) -> Vec<Span> {
    members(tree).filter(|part| holds(*part, found.primary.at)).collect()
}

/// Whether a finding begins in one of some parts.
pub(super) fn holds_any(parts: &[Span], found: &Diagnostic) -> bool {
    parts.iter().any(|part| holds(*part, found.primary.at))
}

/// Whether a place of the same file begins in a part.
pub(super) fn holds(part: Span, at: FileSpan) -> bool {
    part.start <= at.span.start && at.span.start < part.end
}

/// The steps, parameters and other parts of the declarations of a file.
pub(super) fn members(tree: &ast::File) -> impl Iterator<Item = Span> + '_ {
    tree.items
        .iter()
        .flat_map(|item| match &item.kind {
            ast::ItemKind::Declaration(declaration) => declaration.members.as_slice(),
            _ => &[],
        })
        .map(|member| member.span)
}
