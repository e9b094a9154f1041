//! Whether two documents mean the same: what is equal, what is not, and that every change is told.

mod commands;
mod equal;
mod mutations;
mod unequal;

use ordain::markup::{Syntax, read};
use ordain::text::FileId;
use ordain::verify::{Certainty, Difference, compare};
use serde_json::Value;

#[track_caller]
fn yaml(text: &str) -> Value {
    let document = read(text, FileId::default(), Syntax::Yaml);
    let errors: Vec<_> = document.diagnostics.iter().filter(|it| it.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    document.root.expect("a tree").to_json()
}

/// A runbook of these steps, with what branches need.
fn runbook(steps: &str) -> String {
    format!(
        "schemaVersion: '0.3'\nparameters:\n  Stage: {{type: String}}\n  Count: {{type: Integer}}\n  On: {{type: Boolean}}\nmainSteps:\n{steps}"
    )
}

/// A step that calls an API, with more members.
fn call(name: &str, more: &str) -> String {
    let inputs = "inputs: {Service: ec2, Api: DescribeRegions}";
    let comma = if more.is_empty() { "" } else { ", " };
    format!("- {{name: {name}, action: 'aws:executeAwsApi', {inputs}{comma}{more}}}\n")
}

fn differences(left: &str, right: &str) -> Vec<Difference> {
    compare(&yaml(left), &yaml(right))
}

/// Both ways, for two documents whose differences mean nothing.
#[track_caller]
fn check_equal(left: &str, right: &str) {
    for (one, other) in [(left, right), (right, left)] {
        let found = differences(one, other);
        assert!(found.is_empty(), "{found:#?}\n{one}\n{other}");
    }
}

/// The messages of what is told of a pair.
#[track_caller]
fn check_told(left: &str, right: &str, wanted: &[&str]) {
    let found: Vec<String> = differences(left, right).iter().map(|it| it.message.clone()).collect();
    assert_eq!(found, wanted, "{left}\n{right}");
}

#[track_caller]
fn check_unproved(left: &str, right: &str) {
    let found = differences(left, right);
    assert!(!found.is_empty(), "{left}\n{right}");
    assert!(found.iter().all(|it| it.certainty == Certainty::Unproved), "{found:#?}");
}
