//! `unused-variable`: a variable of a runbook that nothing reads.

use crate::diagnostic::{Diagnostic, Trust};
use crate::hir::{StatementKind, Variable};
use crate::lint::context::{Context, DocumentView, Mender, RunbookView};
use crate::lint::rule::{BASE, LintRule};
use crate::text::{FileSpan, Span};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unused-variable",
    title: "a variable that nothing reads",
    fixable: true,
    page: page!("unused-variable"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let of = |view: &RunbookView<'_>| -> Vec<Diagnostic> {
        let unread = view.runbook.variables.iter().filter(|it| !view.reads_variable(&it.name));
        let mut mender = cx.written_at(view.runbook.header.at).map(DocumentView::mender);
        unread.map(|variable| finding(cx, (view, mender.as_mut()), variable)).collect()
    };
    cx.runbooks.iter().flat_map(of).collect()
}

fn finding(
    cx: &Context<'_>,
    (view, mender): (&RunbookView<'_>, Option<&mut Mender<'_>>),
    unread: &Variable,
) -> Diagnostic {
    let is_assigned = view.statements.iter().any(|it| match &it.statement.kind {
        StatementKind::Assign { variable, .. } => *variable == unread.name,
        _ => false,
    });
    let label = if is_assigned { "is given values, and none is read" } else { "never read" };
    let found = RULE
        .finding(unread.at, format!("nothing reads the variable `{}`", unread.name))
        .label(label)
        .help("read it or remove it");
    if let Some(mender) = mender.filter(|_| !is_assigned) {
        let pointer = format!("/variables/{}", unread.name);
        return Diagnostic { fix: mender.remove(&pointer), ..found };
    }
    match line_of(cx, unread.at).filter(|_| !is_assigned && unread.description.is_none()) {
        Some(line) => found.fix(Trust::Safe, "remove it", line, ""),
        None => found,
    }
}

/// The whole line of a declaration that has a line of its own, with its end.
fn line_of(cx: &Context<'_>, name: FileSpan) -> Option<FileSpan> {
    let source = cx.sources.get(name.file)?;
    let number = source.lines.line_of(name.span.start);
    let start = source.lines.line_start(number)?;
    let end = source.lines.line_start(number + 1)?;
    let text = Span::new(start, end).of(&source.text);
    let is_whole = text.trim_start().starts_with("var ") && !text.contains([';', '{', '}']);
    is_whole.then(|| Span::new(start, end).in_file(name.file))
}
