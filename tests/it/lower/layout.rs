//! Order, jumps and ends of steps.

use ordain::hir::{FailureAction, StatementKind, Ty};

use super::builder::{
    api, at, block, branch, cases, equal, fail, for_each, item, kind, lowered, named, names,
    repeat, statement, step, text, wait,
};
use super::graph::flow;

#[test]
fn steps_in_a_row_fall_through() {
    let document =
        lowered(vec![api(1, "ec2.StopInstances", vec![]), api(2, "ec2.StartInstances", vec![])]);
    assert_eq!(flow(&document), "stopInstances\nstartInstances");
}

#[test]
fn both_arms_meet_behind_the_branch() {
    let document = lowered(vec![
        branch(
            wait(),
            vec![api(1, "ec2.StopInstances", vec![])],
            vec![api(2, "ec2.StartInstances", vec![])],
        ),
        api(3, "ec2.CreateTags", vec![]),
    ]);
    assert_eq!(
        flow(&document),
        "branch ?stopInstances :startInstances\nstopInstances -> createTags\nstartInstances\ncreateTags"
    );
}

#[test]
fn an_arm_ends_where_nothing_follows() {
    let document = lowered(vec![branch(
        wait(),
        vec![api(1, "ec2.StopInstances", vec![])],
        vec![api(2, "ec2.StartInstances", vec![])],
    )]);
    assert_eq!(
        flow(&document),
        "branch ?stopInstances :startInstances\nstopInstances end\nstartInstances"
    );
}

#[test]
fn a_branch_without_else_at_the_end_lands_on_a_step() {
    let document = lowered(vec![branch(wait(), vec![api(1, "ec2.StopInstances", vec![])], vec![])]);
    assert_eq!(
        flow(&document),
        "branch ?stopInstances :branch_end\nstopInstances end\nbranch_end end"
    );
    assert_eq!(step(&document, "branch_end")["inputs"]["Duration"], "PT1S");
}

#[test]
fn exit_in_an_arm_ends_the_execution() {
    let document = lowered(vec![
        branch(wait(), vec![], vec![statement(StatementKind::Exit)]),
        api(3, "ec2.CreateTags", vec![]),
    ]);
    assert_eq!(flow(&document), "branch ?createTags :branch_end\ncreateTags end\nbranch_end end");
}

#[test]
fn exit_in_a_loop_leaves_the_loop() {
    let document = lowered(vec![
        for_each(
            1,
            "name",
            names(),
            vec![branch(
                equal(item(1, Ty::string()), text("stop")),
                vec![api(1, "ec2.StopInstances", vec![]), statement(StatementKind::Exit)],
                vec![],
            )],
        ),
        api(3, "ec2.CreateTags", vec![]),
    ]);
    assert_eq!(
        flow(&document),
        "for_name\n  \
           branch ?stopInstances :branch_end\n  \
           stopInstances -> stopInstances_end\n  \
           branch_end end\n\
         createTags end\n\
         stopInstances_end end"
    );
}

#[test]
fn break_goes_behind_the_loop_and_continue_to_the_end_of_the_pass() {
    let document = lowered(vec![
        for_each(
            1,
            "name",
            names(),
            vec![
                cases(
                    vec![
                        (
                            equal(item(1, Ty::string()), text("a")),
                            vec![statement(StatementKind::Break)],
                        ),
                        (
                            equal(item(1, Ty::string()), text("b")),
                            vec![
                                api(1, "ec2.StopInstances", vec![]),
                                statement(StatementKind::Continue),
                            ],
                        ),
                    ],
                    vec![],
                ),
                api(2, "ec2.StartInstances", vec![]),
            ],
        ),
        api(3, "ec2.CreateTags", vec![]),
    ]);
    assert_eq!(
        flow(&document),
        "for_name\n  \
           branch ?createTags ?stopInstances :startInstances\n  \
           stopInstances -> stopInstances_end\n  \
           startInstances\n  \
           stopInstances_end end\n\
         createTags"
    );
}

#[test]
fn continue_of_a_repeat_still_tests_its_condition() {
    let document = lowered(vec![repeat(
        1,
        vec![
            branch(wait(), vec![statement(StatementKind::Continue)], vec![]),
            api(1, "ec2.StopInstances", vec![]),
        ],
        equal(kind(), text("x")),
        3,
    )]);
    assert_eq!(
        flow(&document),
        "repeat\n  \
           branch ?repeat_until :stopInstances\n  \
           stopInstances\n  \
           repeat_until ?repeat_until_end :repeat_until_end_2\n  \
           repeat_until_end_2 end\n\
         repeat_limit end\n\
         repeat_until_end end"
    );
}

#[test]
fn a_step_that_jumps_on_failure_never_ends() {
    let mut stop = api(1, "ec2.StopInstances", vec![]);
    stop.clauses.on_failure = Some((FailureAction::Goto("clean".into()), at()));
    let document = lowered(vec![branch(
        wait(),
        vec![stop],
        vec![named("clean", api(2, "ec2.StartInstances", vec![]))],
    )]);
    assert_eq!(
        flow(&document),
        "branch ?stopInstances :clean\n\
         stopInstances -> stopInstances_end !clean\n\
         clean end\n\
         stopInstances_end end"
    );
}

#[test]
fn fail_ends_its_arm() {
    let document = lowered(vec![
        branch(wait(), vec![fail(text("no"))], vec![]),
        api(1, "ec2.StopInstances", vec![]),
    ]);
    assert_eq!(flow(&document), "branch ?fail :stopInstances\nfail end\nstopInstances");
    let inputs = &step(&document, "fail")["inputs"];
    assert_eq!(inputs["InputPayload"]["message"], "no");
    assert!(inputs["Script"].as_str().expect("a script").contains("raise Exception"));
}

#[test]
fn names_are_numbered_in_the_order_of_the_source() {
    let stop = |id| api(id, "ec2.StopInstances", vec![]);
    let document =
        lowered(vec![stop(1), stop(2), branch(wait(), vec![stop(3), stop(4)], vec![stop(5)])]);
    assert_eq!(
        flow(&document),
        "stopInstances\n\
         stopInstances_2\n\
         branch ?stopInstances_3 :stopInstances_5\n\
         stopInstances_3\n\
         stopInstances_4 end\n\
         stopInstances_5"
    );
}

#[test]
fn names_of_the_source_come_first() {
    let document = lowered(vec![
        api(1, "ec2.StopInstances", vec![]),
        named("stopInstances", api(2, "ec2.StartInstances", vec![])),
        named("up", api(3, "ec2.StartInstances", vec![])),
    ]);
    assert_eq!(flow(&document), "stopInstances_2\nstopInstances\nup_step");
}

#[test]
fn goto_jumps_to_a_named_statement() {
    let document = lowered(vec![
        api(1, "ec2.StopInstances", vec![]),
        statement(StatementKind::Goto("last".into())),
        api(2, "ec2.StartInstances", vec![]),
        named("last", branch(wait(), vec![], vec![])),
    ]);
    assert_eq!(flow(&document), "stopInstances\nlast ?last_end :last_end\nlast_end end");
}

#[test]
fn statements_of_an_unrolled_loop_stand_in_place() {
    let inline = statement(StatementKind::Inline(block(vec![api(1, "ec2.StopInstances", vec![])])));
    let document = lowered(vec![inline, api(2, "ec2.StartInstances", vec![])]);
    assert_eq!(flow(&document), "stopInstances\nstartInstances");
}

#[test]
fn a_runbook_of_nothing_has_a_step() {
    assert_eq!(flow(&lowered(vec![statement(StatementKind::Exit)])), "document_end end");
}
