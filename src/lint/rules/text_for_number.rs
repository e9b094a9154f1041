//! `text-for-number`: a number or a flag of a step that is written as a text.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::{Context, DocumentView, Schema};
use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "text-for-number",
    title: "a number or a flag in quotes",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("text-for-number"),
    look: Some(look),
    ..BASE
};

/// What the guide calls an integer, and what it calls a boolean.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html>
const NUMBERS: [&str; 2] = ["maxAttempts", "timeoutSeconds"];
const FLAGS: [&str; 2] = ["isCritical", "isEnd"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let runbooks = cx.written.iter().filter(|it| it.schema == Schema::Runbook);
    runbooks.flat_map(of_document).collect()
}

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    let mut mender = written.mender();
    let mut found = Vec::new();
    for step in written.steps() {
        for key in NUMBERS.into_iter().chain(FLAGS) {
            let Some(text) = step.text(key) else { continue };
            let Some(value) = plain(key, text) else { continue };
            let Some(node) = step.node.get(key).filter(|node| node.alias.is_none()) else {
                continue;
            };
            let shown = value.to_string();
            let fix = mender.set(&step.at(key), &value, &shown);
            let finding = RULE
                .finding(written.at(node.span), format!("`{key}` is a text"))
                .label(if value.is_boolean() { "a flag in quotes" } else { "a number in quotes" })
                .help(format!("write `{shown}`"));
            found.push(Diagnostic { fix, ..finding });
        }
    }
    found
}

/// What the text stands for.
fn plain(key: &str, text: &str) -> Option<Value> {
    if FLAGS.contains(&key) {
        return match text {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        };
    }
    text.parse::<u32>().ok().map(Value::from)
}
