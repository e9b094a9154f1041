//! `missing-timeout`: a step that waits for somebody or something, and does not say how long.

use crate::diagnostic::Diagnostic;
use crate::hir::duration_text;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};
use crate::ssm::tables::action;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "missing-timeout",
    title: "a step that waits and does not say how long",
    page: page!("missing-timeout"),
    look: Some(look),
    ..BASE
};

/// Actions whose end is not in their own hands, and for what they wait. Sorted.
const WAITING: [(&str, &str); 3] = [
    ("aws:approve", "for people"),
    ("aws:pause", "for somebody who resumes it"),
    ("aws:waitForAwsResourceProperty", "for another value"),
];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    steps
        .filter_map(|(step, view)| {
            let (name, what) = WAITING.iter().find(|(name, _)| *name == step.action)?;
            if view.statement.clauses.timeout_seconds.is_some() {
                return None;
            }
            let default = action(name).and_then(|spec| spec.rules.default_timeout_seconds);
            let note = match default {
                Some(seconds) => format!(
                    "without `timeout`, Automation gives up after {}",
                    duration_text(i64::from(seconds))
                ),
                None => "without `timeout`, Automation waits as long as an execution may last"
                    .to_owned(),
            };
            let found = RULE
                .finding(view.statement.at, format!("this waits {what}, and nobody says how long"))
                .label("no `timeout`")
                .note(note)
                .help("add `timeout` with the time after which something is wrong");
            Some(found)
        })
        .collect()
}
