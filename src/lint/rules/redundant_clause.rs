//! `redundant-clause`: a clause that says what holds anyway.

use crate::diagnostic::Trust;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::FailureAction;
use crate::lint::context::{Arm, Context, DocumentView, Schema, WrittenStep};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::markup::Node;
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
            found.extend(finding(cx, *at, FAILS));
        }
        if let Some((1, at)) = clauses.attempts {
            found.extend(finding(cx, at, ONCE));
        }
    }
    found.extend(cx.written.iter().flat_map(of_document));
    found
}

const ONCE: &str = "a step is tried once anyway";
const FAILS: &str = "a failure ends the execution anyway";

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    if written.schema != Schema::Runbook {
        return Vec::new();
    }
    let mut mender = written.mender();
    let mut found = Vec::new();
    for step in written.steps() {
        for (key, why) in needless(step) {
            let Some(entry) = step.node.entry(key) else { continue };
            let at = written.at(entry.key_span.to(entry.value.span));
            let finding = RULE.finding(at, why).label("says what holds without it");
            let fix = mender.remove(&step.at(key));
            found.push(Diagnostic { fix, ..finding.help("remove it") });
        }
    }
    found
}

/// The members of a step that say what holds without them, each with why.
fn needless(step: &WrittenStep<'_>) -> Vec<(&'static str, &'static str)> {
    let flag = |key: &str| step.node.get(key).and_then(Node::as_bool);
    let failure = step.text("onFailure").unwrap_or("Abort");
    let goes_on = failure == "Continue";
    let jumps = failure.starts_with("step:");
    let mut found = Vec::new();
    if step.text("onFailure") == Some("Abort") {
        found.push(("onFailure", FAILS));
    }
    if step.text("onCancel") == Some("Abort") {
        found.push(("onCancel", "a cancellation ends the execution anyway"));
    }
    if step.node.get("maxAttempts").and_then(Node::as_int) == Some(1) {
        found.push(("maxAttempts", ONCE));
    }
    match flag("isCritical") {
        Some(true) if !goes_on => found.push(("isCritical", "a step is critical anyway")),
        Some(false) if goes_on => {
            found
                .push(("isCritical", "a step that goes on after a failure is not critical anyway"));
        }
        _ => {}
    }
    match flag("isEnd") {
        Some(false) => found.push(("isEnd", "a step does not end the execution by itself")),
        // Which of the two the service follows after a failure is written nowhere.
        Some(true) if step.is_last && !jumps && step.node.get("nextStep").is_none() => {
            found.push(("isEnd", "the last step ends the execution anyway"));
        }
        _ => {}
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
