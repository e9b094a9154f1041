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

use crate::runbook::{clean, codes, one, runbook};
use crate::support::build_json;

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
