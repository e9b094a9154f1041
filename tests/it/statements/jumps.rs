//! `exit`, `fail`, `goto`, and the clauses that jump.

use super::{check_flow, program};
use crate::support::check_codes;

#[test]
fn exit_ends_the_step_before_it() {
    check_flow(
        "do one\n\
         if Go {\n\
         do two\n\
         exit\n\
         }\n\
         do three",
        "one\n\
         branch ?two :three\n\
         two end\n\
         three",
    );
}

#[test]
fn an_arm_that_only_leaves_lands() {
    check_flow(
        "if Go {\n\
         exit\n\
         } else {\n\
         do one\n\
         }\n\
         do two",
        "branch ?branch_end :one\n\
         one\n\
         two end\n\
         branch_end end",
    );
}

#[test]
fn fail_ends() {
    check_flow(
        "if Go {\n\
         fail \"no\"\n\
         }\n\
         do one",
        "branch ?fail :one\n\
         fail end\n\
         one",
    );
}

#[test]
fn fail_may_stand_last() {
    check_flow(
        "do one\n\
         fail \"no\"",
        "one\n\
         fail",
    );
}

#[test]
fn goto_goes_on_at_its_step() {
    check_flow(
        "if Go {\n\
         goto three\n\
         }\n\
         do one\n\
         goto four\n\
         do three\n\
         do four",
        "branch ?three :one\n\
         one -> four\n\
         three\n\
         four",
    );
}

#[test]
fn a_failure_may_go_to_a_step() {
    check_flow(
        "do one on failure goto three\n\
         do two\n\
         exit\n\
         do three",
        "one !three\n\
         two end\n\
         three",
    );
}

#[test]
fn a_cancellation_may_go_to_a_step() {
    check_flow(
        "do one on cancel goto three\n\
         do two\n\
         exit\n\
         do three",
        "one xthree\n\
         two end\n\
         three",
    );
}

#[test]
fn goto_may_leave_a_loop() {
    check_flow(
        "for n in Names {\n\
         if n == \"a\" {\n\
         goto done\n\
         }\n\
         do one\n\
         }\n\
         do two\n\
         do done",
        "for_n\n\
         \x20 branch ?done :one\n\
         \x20 one\n\
         two\n\
         done",
    );
}

#[test]
fn clauses_are_members_of_the_step() {
    check_flow(
        "do one on failure abort critical\n\
         do two on failure continue\n\
         do three noncritical\n\
         do four on cancel abort",
        "one !Abort critical\n\
         two !Continue\n\
         three noncritical\n\
         four xAbort",
    );
}

#[test]
fn exit_computes_the_outputs() {
    check_flow(
        "var mode: String = \"a\"\nif Go {\ndo one\nexit\n}\ndo two\noutput mode",
        "branch ?one :two\none -> outputs\ntwo\noutputs",
    );
    check_flow(
        "var mode: String = \"a\"\nfor name in Names {\nif Go {\nexit\n}\ndo one\n}\ndo two\noutput mode",
        "for_name\n  branch ?outputs :one\n  one\ntwo\noutputs",
    );
}

#[test]
fn exit_of_a_cancellation_computes_nothing() {
    check_flow(
        "var mode: String = \"a\"\nblock {\ndo one\n} cancel {\ndo two\nexit\n}\noutput mode",
        "one -> outputs xtwo\ntwo end\noutputs",
    );
}

#[test]
fn what_an_output_computes_has_been_written() {
    let body = |value: &str| {
        format!(
            "if Go and length(Names) > 1 and Size == \"a\" {{\nexit\n}}\nlet found = aws.ec2.DescribeVpcs()\noutput state = {value}"
        )
    };
    check_codes(&program(&body("\"is ${found.NextToken}\"")), &["E0512"]);
    check_codes(&program(&body("\"is ${found.NextToken else \"none\"}\"")), &[]);
    check_codes(&program(&body("found.NextToken")), &[]);
}
