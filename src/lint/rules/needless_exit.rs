//! `needless-exit`: an `exit` at the end.

use crate::diagnostic::Trust;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::names::blocks_of;
use crate::hir::{Block, StatementKind};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::text::{FileSpan, Span};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "needless-exit",
    title: "an `exit` at the end",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("needless-exit"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    cx.runbooks.iter().for_each(|view| at_end(cx, &view.runbook.body, &mut found));
    found
}

/// The end of a block behind which the runbook ends: of its last statement's arms, too. What is
/// written once and stands in several places, as a turn of a loop that the build unrolls or a
/// module, is left alone: behind other copies of it more may follow.
fn at_end(cx: &Context<'_>, block: &Block, found: &mut Vec<Diagnostic>) {
    found.extend(finding(cx, block));
    let Some(last) = block.statements.last() else { return };
    if matches!(last.kind, StatementKind::Branch { .. }) {
        blocks_of(&last.kind).into_iter().for_each(|inner| at_end(cx, inner, found));
    }
}

fn finding(cx: &Context<'_>, body: &Block) -> Option<Diagnostic> {
    let last = body.statements.last()?;
    let is_plain = last.name.is_none() && body.statements.len() > 1;
    // In a document, `isEnd` of the last step says the same, and is what everybody writes.
    if !matches!(last.kind, StatementKind::Exit) || !is_plain || cx.source(last.at) != "exit" {
        return None;
    }
    let found = RULE
        .finding(last.at, "the runbook ends here anyway")
        .label("the last statement")
        .help("remove it");
    let before = cx.sources.get(last.at.file)?.text.get(..last.at.span.start as usize)?;
    let start = u32::try_from(before.trim_end().len()).ok()?;
    let place = FileSpan { span: Span::new(start, last.at.span.end), ..last.at };
    Some(found.fix(Trust::Safe, "remove it", place, ""))
}
