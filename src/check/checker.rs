//! What the checks of one declaration share. Each file of this folder adds an `impl Checker` for
//! one family of nodes, so that none imports its sibling.

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, FileSpan, Span};

use super::{Context, Scopes};

/// The kind of place that is checked: decides what names like `failure`, `target` and `facts`
/// mean and which stages may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// Constants, types, attributes: only the build's values.
    Build,
    Runbook,
    Command,
    /// Arguments of a window's task.
    WindowTask,
    Session,
    /// The default of a document's parameter or variable.
    ParameterDefault,
}

/// Checks one declaration.
pub(crate) struct Checker<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) file: FileId,
    pub(crate) body: Body,
    pub(crate) scopes: Scopes,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(context: &'a Context<'a>, file: FileId, body: Body) -> Self {
        Self { context, file, body, scopes: Scopes::default(), diagnostics: Vec::new() }
    }

    /// The span with the file at hand.
    pub(crate) fn at(&self, span: Span) -> FileSpan {
        span.in_file(self.file)
    }

    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
