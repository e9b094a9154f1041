//! `block`, `rescue`, `always`, `cancel`: no failure is swallowed, none goes astray.

use ordain::hir::{CancelArm, ExprKind, FailureField, Ty};
use serde_json::json;

use super::builder::{
    Protected, api, at, branch, codes, fail, for_each, lowered, named, names, protect, runbook,
    statement, step, template, text, wait,
};
use super::graph::flow;
use ordain::hir::{Expr, Statement, StatementKind};

fn stop(id: u32) -> Statement {
    named(&format!("stop{id}"), api(id, "ec2.StopInstances", vec![]))
}

#[test]
fn a_rescue_takes_the_failures_of_its_block() {
    let document = lowered(vec![
        protect(Protected {
            body: vec![stop(1), stop(2)],
            rescue: Some(vec![stop(3)]),
            ..Protected::default()
        }),
        stop(4),
    ]);
    assert_eq!(
        flow(&document),
        "stop1 !stop3 noncritical\n\
         stop2 -> stop4 !stop3 noncritical\n\
         stop3\n\
         stop4"
    );
}

#[test]
fn an_empty_rescue_goes_on() {
    let body = || vec![stop(1), stop(2)];
    let document = lowered(vec![
        protect(Protected { body: body(), rescue: Some(vec![]), ..Protected::default() }),
        stop(4),
    ]);
    assert_eq!(flow(&document), "stop1 !stop4 noncritical\nstop2 !stop4 noncritical\nstop4");
    let last = lowered(vec![protect(Protected {
        body: body(),
        rescue: Some(vec![]),
        ..Protected::default()
    })]);
    assert_eq!(
        flow(&last),
        "stop1 !stop1_end noncritical\nstop2 !stop1_end noncritical\nstop1_end end"
    );
}

#[test]
fn always_at_the_end_leaves_the_failure_to_the_step() {
    let document = lowered(vec![protect(Protected {
        body: vec![stop(1), stop(2)],
        always: Some(vec![stop(3)]),
        ..Protected::default()
    })]);
    assert_eq!(flow(&document), "stop1 !stop3\nstop2 !stop3\nstop3");
}

#[test]
fn always_before_an_exit_leaves_the_failure_to_the_step() {
    let document = lowered(vec![
        protect(Protected {
            body: vec![stop(1), stop(2)],
            always: Some(vec![stop(3)]),
            ..Protected::default()
        }),
        statement(StatementKind::Exit),
        stop(4),
    ]);
    assert!(flow(&document).starts_with("stop1 !stop3\nstop2 !stop3\nstop3"), "{document:#}");
    assert_eq!(document["variables"]["BlockFailed"], json!(null));
}

#[test]
fn a_failure_is_remembered_until_always_has_run() {
    let document = lowered(vec![
        protect(Protected {
            body: vec![stop(1)],
            always: Some(vec![stop(2)]),
            ..Protected::default()
        }),
        stop(3),
    ]);
    assert_eq!(
        flow(&document),
        "stop1 -> stop2 !set_BlockFailed\n\
         set_BlockFailed\n\
         stop2\n\
         block_check ?block_fail :stop3\n\
         block_fail end\n\
         stop3"
    );
    assert_eq!(document["variables"]["BlockFailed"]["default"], false);
    assert_eq!(
        step(&document, "block_check")["inputs"]["Choices"][0]["Variable"],
        "{{ variable:BlockFailed }}"
    );
}

#[test]
fn a_failing_rescue_runs_always_and_then_fails() {
    let document = lowered(vec![
        protect(Protected {
            body: vec![stop(1)],
            rescue: Some(vec![fail(text("gave up"))]),
            always: Some(vec![stop(2)]),
            ..Protected::default()
        }),
        stop(3),
    ]);
    assert_eq!(
        flow(&document),
        "stop1 -> stop2 !fail noncritical\n\
         fail !set_BlockFailed\n\
         set_BlockFailed\n\
         stop2\n\
         block_check ?block_fail :stop3\n\
         block_fail end\n\
         stop3"
    );
}

#[test]
fn an_inner_failure_reaches_the_outer_rescue_through_always() {
    let inner = protect(Protected {
        body: vec![stop(1)],
        always: Some(vec![stop(2)]),
        ..Protected::default()
    });
    let document = lowered(vec![
        protect(Protected {
            body: vec![inner],
            rescue: Some(vec![stop(3)]),
            ..Protected::default()
        }),
        stop(4),
    ]);
    assert_eq!(
        flow(&document),
        "stop1 -> stop2 !set_BlockFailed noncritical\n\
         set_BlockFailed !stop3 noncritical\n\
         stop2 !stop3 noncritical\n\
         block_2_check ?block_2_fail :stop4 !stop3 noncritical\n\
         block_2_fail !stop3 noncritical\n\
         stop3\n\
         stop4"
    );
}

#[test]
fn a_block_in_a_loop_forgets_the_failure_of_the_pass_before() {
    let document = lowered(vec![for_each(
        1,
        "name",
        names(),
        vec![protect(Protected {
            body: vec![stop(1)],
            always: Some(vec![stop(2)]),
            ..Protected::default()
        })],
    )]);
    assert_eq!(
        flow(&document),
        "for_name\n  \
           set_BlockFailed\n  \
           stop1 -> stop2 !set_BlockFailed_2\n  \
           set_BlockFailed_2\n  \
           stop2\n  \
           block_check ?block_fail :block_check_end\n  \
           block_fail\n  \
           block_check_end end"
    );
}

#[test]
fn steps_of_a_loop_jump_out_to_the_rescue_around_it() {
    let inner = for_each(1, "name", names(), vec![stop(1)]);
    let document = lowered(vec![protect(Protected {
        body: vec![inner],
        rescue: Some(vec![stop(2)]),
        ..Protected::default()
    })]);
    assert_eq!(
        flow(&document),
        "for_name -> for_name_end !stop2 noncritical\n  \
           stop1 !stop2 noncritical\n\
         stop2 end\n\
         for_name_end end"
    );
}

#[test]
fn cancel_is_reached_from_every_step_that_can_be_cancelled() {
    let document = lowered(vec![
        protect(Protected {
            body: vec![stop(1), for_each(1, "name", names(), vec![stop(2)])],
            rescue: Some(vec![stop(3)]),
            cancel: Some(vec![stop(4)]),
            ..Protected::default()
        }),
        stop(5),
    ]);
    assert_eq!(
        flow(&document),
        "stop1 !stop3 noncritical xstop4\n\
         for_name -> stop5 !stop3 noncritical\n  \
           stop2 !stop3 noncritical xstop4\n\
         stop3 -> stop5 xstop4\n\
         stop4 end\n\
         stop5"
    );
}

#[test]
fn cancel_of_a_block_in_a_loop_stands_outside() {
    let document = lowered(vec![
        for_each(
            1,
            "name",
            names(),
            vec![protect(Protected {
                body: vec![stop(1)],
                cancel: Some(vec![stop(2)]),
                ..Protected::default()
            })],
        ),
        stop(3),
    ]);
    assert_eq!(flow(&document), "for_name\n  stop1 xstop2\nstop3 end\nstop2");
}

#[test]
fn always_and_cancel_at_the_end_is_the_plain_jump_of_both() {
    let document = lowered(vec![protect(Protected {
        body: vec![stop(1), stop(2)],
        always: Some(vec![stop(3)]),
        shared: Some(CancelArm::Always(at())),
        ..Protected::default()
    })]);
    assert_eq!(flow(&document), "stop1 !stop3 xstop3\nstop2 !stop3 xstop3\nstop3");
}

#[test]
fn a_cancellation_ends_behind_the_arm_that_it_shares() {
    let document = lowered(vec![
        protect(Protected {
            body: vec![stop(1)],
            always: Some(vec![stop(2)]),
            shared: Some(CancelArm::Always(at())),
            ..Protected::default()
        }),
        stop(3),
    ]);
    assert_eq!(
        flow(&document),
        "stop1 -> stop2 !set_BlockFailed xset_BlockCancelled\n\
         set_BlockCancelled -> stop2\n\
         set_BlockFailed\n\
         stop2\n\
         block_check ?block_check_end ?block_fail :stop3\n\
         block_fail end\n\
         stop3 end\n\
         block_check_end end"
    );
}

#[test]
fn rescue_and_cancel_that_leaves_remembers_nothing() {
    let document = lowered(vec![
        protect(Protected {
            body: vec![stop(1)],
            rescue: Some(vec![stop(2), statement(StatementKind::Exit)]),
            shared: Some(CancelArm::Rescue(at())),
            ..Protected::default()
        }),
        stop(3),
    ]);
    assert_eq!(flow(&document), "stop1 -> stop3 !stop2 noncritical xstop2\nstop2 end\nstop3");
    let goes_on = lowered(vec![
        protect(Protected {
            body: vec![stop(1)],
            rescue: Some(vec![stop(2)]),
            shared: Some(CancelArm::Rescue(at())),
            ..Protected::default()
        }),
        stop(3),
    ]);
    assert_eq!(
        flow(&goes_on),
        "stop1 -> stop3 !stop2 noncritical xset_BlockCancelled\n\
         set_BlockCancelled\n\
         stop2\n\
         block_check ?block_check_end :stop3\n\
         stop3 end\n\
         block_check_end end"
    );
}

#[test]
fn a_cancellation_of_an_inner_block_goes_on_to_the_outer_arm() {
    let inner = protect(Protected {
        body: vec![stop(1)],
        always: Some(vec![stop(2)]),
        shared: Some(CancelArm::Always(at())),
        ..Protected::default()
    });
    let document = lowered(vec![protect(Protected {
        body: vec![stop(4), inner],
        always: Some(vec![stop(3)]),
        shared: Some(CancelArm::Always(at())),
        ..Protected::default()
    })]);
    assert_eq!(
        flow(&document),
        "stop4 !stop3 xstop3\nstop1 !stop2 xstop2\nstop2 !stop3 xstop3\nstop3"
    );
}

#[test]
fn an_arm_that_is_shared_in_a_loop_stays_there() {
    let document = lowered(vec![
        for_each(
            1,
            "name",
            names(),
            vec![protect(Protected {
                body: vec![stop(1)],
                always: Some(vec![stop(2)]),
                shared: Some(CancelArm::Always(at())),
                ..Protected::default()
            })],
        ),
        stop(3),
    ]);
    let shown = flow(&document);
    assert!(shown.contains("stop1 -> stop2 !set_BlockFailed_2 xset_BlockCancelled_2"), "{shown}");
    assert!(shown.contains("block_check ?block_check_end ?block_fail :"), "{shown}");
}

#[test]
fn a_rescue_can_say_what_failed() {
    let message = Expr::run(ExprKind::Failure(FailureField::Message), Ty::string(), at());
    let document = lowered(vec![protect(Protected {
        body: vec![stop(1)],
        rescue: Some(vec![branch(
            wait(),
            vec![fail(template(vec![text("stop failed: "), message]))],
            vec![],
        )]),
        ..Protected::default()
    })]);
    assert_eq!(
        flow(&document),
        "stop1 -> stop1_end !read_failure noncritical\n\
         read_failure\n\
         branch ?fail :stop1_end\n\
         fail end\n\
         stop1_end end"
    );
    let inputs = &step(&document, "read_failure")["inputs"];
    assert_eq!(inputs["InputPayload"], json!({ "execution": "{{ automation:EXECUTION_ID }}" }));
    assert_eq!(
        step(&document, "fail")["inputs"]["InputPayload"]["message"],
        "stop failed: {{ read_failure.Message }}"
    );
}

#[test]
fn to_say_what_failed_takes_a_role() {
    let message = Expr::run(ExprKind::Failure(FailureField::Step), Ty::string(), at());
    let mut runbook = runbook(vec![protect(Protected {
        body: vec![stop(1)],
        rescue: Some(vec![fail(message)]),
        ..Protected::default()
    })]);
    runbook.assume_role = None;
    assert_eq!(codes(runbook), ["E0541"]);
}
