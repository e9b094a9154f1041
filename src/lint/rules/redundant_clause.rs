//! `redundant-clause`: a clause that says what holds anyway.

use crate::diagnostic::Trust;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::FailureAction;
use crate::lint::context::{Arm, Context};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::text::{FileSpan, Span};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "redundant-clause",
    title: "a clause that says what holds anyway",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    fixable: true,
    page: page!("redundant-clause"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let statements = cx.runbooks.iter().flat_map(|view| &view.statements);
    let mut found = Vec::new();
    for view in statements {
        let clauses = &view.statement.clauses;
        let in_plain = matches!(view.arm, Arm::Plain);
        if let Some((FailureAction::Abort, at)) = clauses.on_failure.as_ref().filter(|_| in_plain) {
            found.extend(finding(cx, *at, "a failure ends the execution anyway"));
        }
        if let Some((1, at)) = clauses.attempts {
            found.extend(finding(cx, at, "a step is tried once anyway"));
        }
    }
    found
}

/// The clause is removed with the blanks before it.
fn finding(cx: &Context<'_>, at: FileSpan, why: &str) -> Option<Diagnostic> {
    if !cx.is_ordain(at) {
        return None;
    }
    let found = RULE.finding(at, why).label("says what holds without it").help("remove it");
    let before = cx.sources.get(at.file)?.text.get(..at.span.start as usize)?.trim_end();
    // The place of `attempts 1` is its number.
    let before = before.strip_suffix("attempts").map_or(before, str::trim_end);
    let start = u32::try_from(before.len()).ok()?;
    let place = FileSpan { span: Span::new(start, at.span.end), ..at };
    Some(found.fix(Trust::Safe, "remove it", place, ""))
}
