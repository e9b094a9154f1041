//! One question: which findings has this document?

use ordain::ssm::{Kind, Origins, validate};
use ordain::text::{FileId, FileSpan, Span};
use serde_json::{Value, json};

/// The codes and messages of all findings.
pub(super) fn findings(kind: Kind, document: &Value) -> Vec<String> {
    validate(kind, document, &Origins::new(), FileSpan::default())
        .iter()
        .map(|found| format!("{}: {}", found.code, found.message))
        .collect()
}

#[track_caller]
pub(super) fn check_clean(kind: Kind, document: &Value) {
    assert_eq!(findings(kind, document), Vec::<String>::new());
}

/// Fails when the findings are not exactly these.
#[track_caller]
pub(super) fn check_findings(kind: Kind, document: &Value, expected: &[&str]) {
    assert_eq!(findings(kind, document), expected);
}

/// A runbook of these steps.
pub(super) fn runbook(steps: Value) -> Value {
    json!({ "schemaVersion": "0.3", "mainSteps": steps })
}

/// A runbook of these steps with a String parameter `Text`, an Integer `Count` and a Boolean
/// `Flag`, and a variable `Seen`.
pub(super) fn runbook_with_names(steps: Value) -> Value {
    json!({
        "schemaVersion": "0.3",
        "parameters": {
            "Text": { "type": "String" },
            "Count": { "type": "Integer" },
            "Flag": { "type": "Boolean" }
        },
        "variables": { "Seen": { "type": "String", "default": "" } },
        "mainSteps": steps
    })
}

/// A step that does nothing but wait.
pub(super) fn sleep(name: &str) -> Value {
    json!({ "name": name, "action": "aws:sleep", "inputs": { "Duration": "PT1M" } })
}

/// The same with one more member.
pub(super) fn sleep_with(name: &str, member: &str, value: Value) -> Value {
    let mut step = sleep(name);
    step[member] = value;
    step
}

/// A Command document of these steps.
pub(super) fn command(steps: Value) -> Value {
    json!({
        "schemaVersion": "2.2",
        "parameters": { "Name": { "type": "String" } },
        "mainSteps": steps
    })
}

/// A place in a source for tests that look at places.
pub(super) fn place(start: u32) -> FileSpan {
    Span::new(start, start + 1).in_file(FileId(7))
}
