//! What runs first is what the source says: the service starts at the first step of a list.

use super::{check_flow, document, program};
use crate::lower::graph::{check_document, flow};
use crate::support::{Project, check_codes};

/// The graph of a program that has findings which are no errors.
#[track_caller]
fn graph(body: &str) -> String {
    flow(&document(body))
}

#[test]
fn nothing_behind_an_exit_is_in_the_document() {
    assert_eq!(graph("exit\ndo one"), "document_end end");
    check_codes("runbook example {\nexit\nstep one: aws.ec2.DescribeVpcs()\n}", &["E0503"]);
}

#[test]
fn an_exit_that_the_build_decides_starts_nothing_behind_it() {
    let source = |stage: &str| {
        let body = program("if stage == \"dev\" {\nexit\n}\ndo one");
        let source = format!("input stage: \"dev\" | \"prod\"\n{body}");
        let built = Project::of(&source).input("stage", stage).build_json("documents/example");
        check_document(&built);
        flow(&built)
    };
    assert_eq!(source("dev"), "document_end end");
    assert_eq!(source("prod"), "one");
}

#[test]
fn a_jump_at_the_head_skips_what_stands_before_its_target() {
    assert_eq!(graph("goto two\ndo one\ndo two"), "two");
}

#[test]
fn a_step_that_is_jumped_to_runs_first() {
    assert_eq!(
        graph("goto two\ndo one\nexit\ndo two\ngoto one"),
        "start -> two\none end\ntwo -> one"
    );
}

#[test]
fn a_body_that_leaves_at_its_head_does_nothing_else() {
    assert_eq!(
        graph("for name in Names {\ncontinue\ndo one\n}\ndo two"),
        "for_name\n  for_name_end end\ntwo"
    );
    assert_eq!(
        graph("for name in Names {\nbreak\ndo one\n}\ndo two"),
        "for_name\n  for_name_start -> two\ntwo"
    );
    assert_eq!(
        graph("for name in Names {\nexit\ndo one\n}\ndo two"),
        "for_name\n  for_name_start -> for_name_start_end\ntwo end\nfor_name_start_end end"
    );
}

#[test]
fn a_rescue_of_nothing_never_runs() {
    assert_eq!(graph("block {\n} rescue {\ndo one\n}\ndo two"), "two");
    assert_eq!(graph("block {\n} cancel {\ndo one\n}\ndo two"), "two");
}

#[test]
fn a_block_without_steps_does_not_fail() {
    check_flow(
        "block {\n} always {\ndo one\n}\ndo two",
        "one\nblock_check ?block_fail :two\nblock_fail end\ntwo",
    );
}

#[test]
fn what_never_runs_is_not_read() {
    let body = "goto two\nlet one = aws.ec2.DescribeVpcs()\nstep two: sleep 1s\n";
    let head = "runbook example {\n";
    let unchecked = "aws.sns.Publish(TopicArn: \"t\", Message: unchecked(one.NextToken))\n";
    check_codes(&format!("{head}{body}{unchecked}}}"), &["E0503", "E0512"]);
    check_codes(&format!("{head}{body}output one.NextToken\n}}"), &["E0503", "E0512"]);
}
