//! The policies of runbooks, derived from compiled documents.

mod actions;
mod arns;
mod assumed;
mod beside;
mod calls;
mod children;
mod compare;
mod followed;
mod formats;
mod python;
mod roles;
mod wide;

use ordain::iam::{Account, permissions_json};
use ordain::session::{RunbookNeeds, Session};
use serde_json::Value;

use crate::support::{Finding, Project};

/// What the runbook `example` of a program needs.
#[track_caller]
pub(super) fn needs(source: &str) -> (Session, RunbookNeeds) {
    let session = Project::of(source).session();
    let outcome = session.iam(|_, declaration| declaration == "example");
    let Some(runbook) = outcome.runbooks.first() else {
        panic!("no runbook: {:#?}", outcome.diagnostics);
    };
    let runbook = runbook.clone();
    (session, runbook)
}

/// Each action with each resource, sorted: `ec2:StopInstances arn:…`.
#[track_caller]
pub(super) fn allowed(source: &str) -> Vec<String> {
    let (_, runbook) = needs(source);
    lines(&permissions_json(&runbook.policy, &Account::default()))
}

fn lines(policy: &Value) -> Vec<String> {
    let texts = |value: &Value| -> Vec<String> {
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut found = Vec::new();
    for statement in policy["Statement"].as_array().into_iter().flatten() {
        let condition = statement["Condition"]["StringEquals"]["iam:PassedToService"].as_str();
        let to = condition.map(|it| format!(" to {it}")).unwrap_or_default();
        for action in texts(&statement["Action"]) {
            for resource in texts(&statement["Resource"]) {
                found.push(format!("{action} {resource}{to}"));
            }
        }
    }
    found.sort();
    found
}

/// Fails when a program's runbook `example` is not allowed exactly this.
#[track_caller]
pub(super) fn check_allowed(source: &str, expected: &[&str]) {
    assert_eq!(allowed(source), expected);
}

/// The findings but those that are information.
pub(super) fn findings(source: &str) -> Vec<Finding> {
    let mut found = Project::of(source).policy_findings("example");
    found.retain(|one| !["E0486", "E0495"].contains(&one.code.as_str()));
    found
}

/// The codes of the findings but those that are information.
#[track_caller]
pub(super) fn check_codes(source: &str, expected: &[&str]) {
    let found = findings(source);
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, expected, "{found:#?}");
}
