//! Templates of CloudFormation and Terraform: what is found in them, where, and what is unknown.

mod baselines;
mod deployments;
mod documents;
mod requests;
mod robust;
mod terraform;
mod words;

use crate::support::{Finding, Project};

/// Each finding as `code "underlined text"`.
#[track_caller]
fn check_found(found: &[Finding], expected: &[&str]) {
    let shown: Vec<String> =
        found.iter().map(|one| format!("{} {:?}", one.code, one.underlined)).collect();
    assert_eq!(shown, expected, "{found:#?}");
}

fn checked(path: &str, text: &str) -> Vec<Finding> {
    Project::new().file(path, text).check()
}

fn linted(path: &str, text: &str) -> Vec<Finding> {
    Project::new().file(path, text).lint()
}
