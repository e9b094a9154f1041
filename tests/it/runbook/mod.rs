//! Runbooks: actions and their inputs, control flow, and what must have been written.

mod absent;
mod actions;
mod assignment;
mod calls;
mod clauses;
mod every_action;
mod jumps;
mod loops;
mod modules;
mod named_outputs;
mod naming;
mod nodes;
mod scripts;
mod service_flow;
mod size;
mod variables;
mod verbatim;
mod waits;

use crate::support::{Finding, check_clean, check_codes, check_one};

/// A runbook with this body.
pub(crate) fn runbook(body: &str) -> String {
    format!("runbook example {{\n{body}\n}}\n")
}

/// Fails when a runbook with this body has any finding.
#[track_caller]
pub(crate) fn clean(body: &str) {
    check_clean(&runbook(body));
}

/// Fails when a runbook with this body has other findings than these.
#[track_caller]
pub(crate) fn codes(body: &str, codes: &[&str]) {
    check_codes(&runbook(body), codes);
}

/// The only finding of a runbook with this body.
#[track_caller]
pub(crate) fn one(body: &str) -> Finding {
    check_one(&runbook(body))
}

/// The steps of the built document, as "name action".
#[track_caller]
fn steps(body: &str) -> Vec<String> {
    let document = built(body);
    let steps = document["mainSteps"].as_array().expect("there are steps");
    let text = |step: &serde_json::Value, key: &str| step[key].as_str().unwrap_or("").to_owned();
    steps.iter().map(|step| format!("{} {}", text(step, "name"), text(step, "action"))).collect()
}

/// The built document.
#[track_caller]
fn built(body: &str) -> serde_json::Value {
    crate::support::build_json(&runbook(body), "documents/example")
}

/// The inputs of the first step.
#[track_caller]
fn inputs(body: &str) -> serde_json::Value {
    built(body)["mainSteps"][0]["inputs"].clone()
}
