//! `needless-jump`: a jump to what comes next anyway.

use crate::diagnostic::{Diagnostic, Severity, Trust};
use crate::hir::{Block, StatementKind};
use crate::lint::context::{Context, DocumentView, Schema};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::text::{FileSpan, Span};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "needless-jump",
    title: "a jump to what comes next anyway",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    fixable: true,
    page: page!("needless-jump"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let blocks = cx.runbooks.iter().flat_map(|view| &view.blocks);
    let jumps = blocks.flat_map(|block| of_block(cx, block));
    jumps.chain(cx.written.iter().flat_map(of_document)).collect()
}

fn of_block(cx: &Context<'_>, block: &Block) -> Vec<Diagnostic> {
    let pairs = block.statements.iter().zip(block.statements.iter().skip(1));
    pairs
        .filter_map(|(jump, next)| {
            let StatementKind::Goto(goal) = &jump.kind else { return None };
            let name = next.name.as_ref().map(|it| &it.text).filter(|name| *name == goal)?;
            finding(cx, jump.at, name)
        })
        .collect()
}

/// The jump is removed with the blanks before it.
fn finding(cx: &Context<'_>, at: FileSpan, name: &str) -> Option<Diagnostic> {
    if !cx.is_ordain(at) {
        return None;
    }
    let before = cx.sources.get(at.file)?.text.get(..at.span.start as usize)?;
    let start = u32::try_from(before.trim_end().len()).ok()?;
    let place = FileSpan { span: Span::new(start, at.span.end), ..at };
    Some(told(at, name).fix(Trust::Safe, "remove it", place, ""))
}

fn told(at: FileSpan, name: &str) -> Diagnostic {
    RULE.finding(at, format!("`{name}` comes next anyway"))
        .label("says what holds without it")
        .help("remove it")
}

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    if written.schema != Schema::Runbook {
        return Vec::new();
    }
    let mut mender = written.mender();
    let mut found = Vec::new();
    for step in written.steps() {
        let next = step.text("nextStep").filter(|name| step.next == Some(*name));
        let (Some(name), Some(node)) = (next, step.node.get("nextStep")) else { continue };
        // A branch leaves by its choices, and what ends does not go on.
        if step.text("action") == Some("aws:branch") || step.node.get("isEnd").is_some() {
            continue;
        }
        let fix = mender.remove(&step.at("nextStep"));
        found.push(Diagnostic { fix, ..told(written.at(node.span), name) });
    }
    found
}
