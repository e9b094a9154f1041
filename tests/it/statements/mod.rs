//! What each kind of statement of a runbook compiles to: the whole graph, from the source.

mod blocks;
mod branches;
mod entry;
mod jumps;
mod loops;
mod nested_blocks;
mod origins;
mod outputs;
mod results;
mod turns;

use serde_json::Value;

use crate::lower::graph::{check_document, flow};
use crate::support::build_json;

/// The parameters of every program here.
const HEAD: &str = "param Go: Bool
param Size: String
param Names: List<String>
param Role: aws.iam.RoleArn
assume_role: Role
";

/// A runbook with this body; `do NAME` is a step that does something.
fn program(body: &str) -> String {
    let step = regex::Regex::new(r"\bdo (\w+)").expect("a pattern");
    let body = step.replace_all(body, "step $1: aws.ec2.DescribeVpcs()");
    format!("runbook example {{\n{HEAD}{body}\n}}\n")
}

/// The document of a runbook with this body, held against what is true of all of them.
#[track_caller]
fn document(body: &str) -> Value {
    let document = build_json(&program(body), "documents/example");
    check_document(&document);
    document
}

/// Compares the graph, one line a step: `?` a choice, `:` the default, `->` the next step, `!`
/// where a failure goes, `x` where a cancellation goes; what a loop holds is indented.
#[track_caller]
fn check_flow(body: &str, expected: &str) {
    assert_eq!(flow(&document(body)), expected);
}
