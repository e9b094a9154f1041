//! Steps that fail or are cancelled to one place: blocks with arms.

use super::{check_source, imported};

/// A step that may be the first of a cancellation.
fn step(name: &str, ways: &str) -> String {
    format!(
        "  - {{ name: {name}, action: aws:deleteImage, inputs: {{ ImageId: ami-0a1b2c3d }}{ways} }}\n"
    )
}

fn document(steps: &[(&str, &str)]) -> String {
    let steps: String = steps.iter().map(|(name, ways)| step(name, ways)).collect();
    format!("schemaVersion: '0.3'\nmainSteps:\n{steps}")
}

/// Checks the form of a document: its words for control flow and the names of its steps.
#[track_caller]
fn check_form(steps: &[(&str, &str)], expected: &str) {
    let source = imported(&document(steps));
    let call = "action.deleteImage(ImageId: \"ami-0a1b2c3d\")";
    let body = source.split_once('{').map_or("", |(_, body)| body).replace(call, "");
    let words: Vec<&str> = body.split_whitespace().filter(|it| *it != "step").collect();
    assert_eq!(words.join(" "), format!("{expected} }}"), "{source}");
}

const BOTH: &str = ", onFailure: 'step:undo', onCancel: 'step:undo'";

#[test]
fn a_clean_up_of_failures_and_cancellations_is_always_and_cancel() {
    check_form(
        &[("make", ""), ("use_it", BOTH), ("look_at", BOTH), ("undo", ""), ("tell", "")],
        "make: block { use_it: look_at: } always and cancel { undo: tell: }",
    );
}

#[test]
fn a_step_that_only_fails_there_says_that_it_is_not_cancelled_there() {
    check_form(
        &[("use_it", BOTH), ("look_at", ", onFailure: 'step:undo'"), ("undo", ", isEnd: true")],
        "block { use_it: look_at: on cancel abort } always and cancel { undo: }",
    );
}

#[test]
fn what_runs_on_failure_and_cancel_alone_is_rescue_and_cancel() {
    check_form(
        &[("use_it", BOTH), ("last_one", ", isEnd: true"), ("undo", ", isEnd: true")],
        "block { use_it: critical } rescue and cancel { undo: exit } last_one:",
    );
    check_form(
        &[("use_it", BOTH), ("last_one", &format!("{BOTH}, isEnd: true")), ("undo", "")],
        "block { use_it: critical last_one: ends critical } rescue and cancel { undo: }",
    );
}

#[test]
fn cancellations_go_to_an_arm_of_their_own() {
    let both = ", onFailure: 'step:undo', onCancel: 'step:stop_it'";
    check_form(
        &[
            ("use_it", both),
            ("look_at", both),
            ("undo", ", onCancel: 'step:stop_it'"),
            ("tell", ", isEnd: true"),
            ("stop_it", ", isEnd: true"),
        ],
        "block { use_it: look_at: } always { undo: tell: on cancel abort } cancel { stop_it: }",
    );
}

#[test]
fn arms_lie_in_each_other() {
    let both = ", onFailure: 'step:undo', onCancel: 'step:stop_it'";
    let stop = ", onFailure: 'step:stop_it', onCancel: 'step:stop_it'";
    check_form(
        &[
            ("use_it", both),
            ("look_at", both),
            ("undo", stop),
            ("tell", ", isEnd: true"),
            ("stop_it", ", isEnd: true"),
        ],
        "block { block { use_it: critical look_at: critical } rescue {} undo: critical } \
         rescue and cancel { stop_it: exit } tell:",
    );
}

#[test]
fn a_step_among_them_that_ends_the_run_says_so() {
    let fails = ", onFailure: 'step:undo'";
    check_form(
        &[("use_it", fails), ("wait_for", ""), ("look_at", fails), ("undo", ""), ("tell", "")],
        "block { use_it: critical wait_for: on failure abort look_at: critical } rescue {} undo: tell:",
    );
}

#[test]
fn a_clean_up_in_an_arm_is_one() {
    check_source(
        r#"
schemaVersion: "0.3"
parameters: { Mode: { type: String } }
mainSteps:
  - name: choose
    action: aws:branch
    inputs:
      Choices: [{ NextStep: back, Variable: "{{ Mode }}", StringEquals: back }]
      Default: make
  - { name: back, action: aws:deleteImage, inputs: { ImageId: ami-0a1b2c3d }, isEnd: true }
  - { name: make, action: aws:deleteImage, inputs: { ImageId: ami-0a1b2c3d }, onFailure: "step:undo", onCancel: "step:undo" }
  - { name: undo, action: aws:deleteImage, inputs: { ImageId: ami-0a1b2c3d } }
"#,
        r#"} else {
             block { step make: action.deleteImage(ImageId: "ami-0a1b2c3d") }
             always and cancel { step undo: action.deleteImage(ImageId: "ami-0a1b2c3d") }
           }"#,
    );
}
