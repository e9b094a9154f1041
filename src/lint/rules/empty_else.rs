//! `empty-else`: an `else` with nothing in it.

use crate::diagnostic::Trust;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::StatementKind;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::text::{FileSpan, Span};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "empty-else",
    title: "an `else` with nothing in it",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("empty-else"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let statements = cx.runbooks.iter().flat_map(|view| &view.statements);
    statements
        .filter_map(|view| match &view.statement.kind {
            StatementKind::Branch { otherwise, .. } if otherwise.statements.is_empty() => {
                finding(cx, otherwise.at)
            }
            _ => None,
        })
        .collect()
}

/// Only where the block is written out, with the word before it and no comment inside.
fn finding(cx: &Context<'_>, block: FileSpan) -> Option<Diagnostic> {
    let inside = cx.source(block).strip_prefix('{')?.strip_suffix('}')?;
    if !inside.trim().is_empty() {
        return None;
    }
    let before = cx.sources.get(block.file)?.text.get(..block.span.start as usize)?;
    let word = before.trim_end().strip_suffix("else")?;
    let start = word.trim_end().len();
    let at = |start: usize| {
        let start = u32::try_from(start).ok()?;
        Some(Span::new(start, block.span.end).in_file(block.file))
    };
    let found = RULE
        .finding(at(word.len())?, "this `else` does nothing")
        .label("empty")
        .help("remove it")
        .fix(Trust::Safe, "remove it", at(start)?, "");
    Some(found)
}
