//! `default-input`: an input that says what the action takes anyway.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::{Context, DocumentView, Schema};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::verify::default_inputs;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "default-input",
    title: "an input that the action has by itself",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    fixable: true,
    page: page!("default-input"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let runbooks = cx.written.iter().filter(|it| it.schema == Schema::Runbook);
    runbooks.flat_map(of_document).collect()
}

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    let mut mender = written.mender();
    let mut found = Vec::new();
    for step in written.steps() {
        let action = step.text("action").unwrap_or_default();
        let Some(inputs) = step.node.get("inputs") else { continue };
        for (name, default) in default_inputs(action) {
            let Some(entry) = inputs.entry(name) else { continue };
            let taken: Option<Value> = serde_json::from_str(default).ok();
            if taken != Some(entry.value.to_json()) {
                continue;
            }
            let at = written.at(entry.key_span.to(entry.value.span));
            let finding = RULE
                .finding(at, format!("`{action}` takes {default} anyway"))
                .label("says what holds without it")
                .help("remove it");
            let fix = mender.remove(&step.at(&format!("inputs/{name}")));
            found.push(Diagnostic { fix, ..finding });
        }
    }
    found
}
