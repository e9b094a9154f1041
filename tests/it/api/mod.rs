//! Calls of AWS's APIs held against the models of its services, from the source.

mod advice;
mod held;
mod likely_names;
mod mismatches;
mod names;
mod places;
mod requests;
mod responses;
mod robust;
mod selectors;
mod shapes;
mod stages;
mod values;
mod waits;

use crate::support::{Finding, build_json, check_clean, check_codes, check_one};

/// A runbook with this body.
fn runbook(body: &str) -> String {
    format!("runbook example {{\n{body}\n}}\n")
}

/// Fails when a runbook with this body has any finding.
#[track_caller]
fn clean(body: &str) {
    check_clean(&runbook(body));
}

/// Fails when a runbook with this body has other findings than these.
#[track_caller]
fn codes(body: &str, codes: &[&str]) {
    check_codes(&runbook(body), codes);
}

/// The only finding of a runbook with this body.
#[track_caller]
fn one(body: &str) -> Finding {
    check_one(&runbook(body))
}

/// Fails unless a runbook with this body has one finding, with this code and message.
#[track_caller]
fn check_message(body: &str, code: &str, message: &str) {
    let found = one(body);
    assert_eq!((found.code.as_str(), found.message.as_str()), (code, message), "{found:#?}");
}

/// The steps of the built document.
#[track_caller]
fn steps(body: &str) -> Vec<serde_json::Value> {
    let document = build_json(&runbook(body), "documents/example");
    document["mainSteps"].as_array().cloned().expect("there are steps")
}

/// The inputs of the first step.
#[track_caller]
fn inputs(body: &str) -> serde_json::Value {
    steps(body).swap_remove(0)["inputs"].take()
}
