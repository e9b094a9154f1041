//! Conditions as SSM takes them.

use ordain::hir::{Op, Ty, Value};
use serde_json::{Value as Json, json};

use super::builder::{
    api, at, branch, cases, count, equal, int, kind, length_of, lowered, names, op, out, param,
    repeat, step, template, text, truth, wait,
};
use super::graph::flow;
use ordain::hir::Expr;

/// The choices of a branch on `condition`.
fn choices(condition: Expr) -> Json {
    let document =
        lowered(vec![api(1, "ec2.DescribeInstances", vec![]), branch(condition, vec![], vec![])]);
    step(&document, "branch")["inputs"]["Choices"].clone()
}

fn check_choices(condition: Expr, wanted: Json) {
    let mut found = choices(condition);
    for choice in found.as_array_mut().expect("choices") {
        choice.as_object_mut().expect("a choice").remove("NextStep");
    }
    assert_eq!(found, wanted);
}

#[test]
fn each_type_has_its_operators() {
    check_choices(
        equal(kind(), text("a")),
        json!([{ "Variable": "{{ Kind }}", "StringEquals": "a" }]),
    );
    check_choices(
        op(Op::GreaterOrEqual, vec![count(), int(3)]),
        json!([{ "Variable": "{{ Count }}", "NumericGreaterOrEquals": 3 }]),
    );
    check_choices(wait(), json!([{ "Variable": "{{ Wait }}", "BooleanEquals": true }]));
    check_choices(
        op(Op::StartsWith, vec![kind(), text("a")]),
        json!([{ "Variable": "{{ Kind }}", "StartsWith": "a" }]),
    );
}

#[test]
fn a_constant_on_the_left_changes_sides() {
    check_choices(
        op(Op::Less, vec![int(3), count()]),
        json!([{ "Variable": "{{ Count }}", "NumericGreater": 3 }]),
    );
}

#[test]
fn negations_reach_the_comparisons() {
    check_choices(
        op(Op::NotEqual, vec![kind(), text("a")]),
        json!([{ "Not": { "Variable": "{{ Kind }}", "StringEquals": "a" } }]),
    );
    check_choices(
        op(Op::Not, vec![op(Op::Less, vec![count(), int(3)])]),
        json!([{ "Variable": "{{ Count }}", "NumericGreaterOrEquals": 3 }]),
    );
    check_choices(
        op(Op::Not, vec![wait()]),
        json!([{ "Variable": "{{ Wait }}", "BooleanEquals": false }]),
    );
    let neither = op(Op::Not, vec![op(Op::Or, vec![wait(), equal(kind(), text("a"))])]);
    check_choices(
        neither,
        json!([{ "And": [
            { "Variable": "{{ Wait }}", "BooleanEquals": false },
            { "Not": { "Variable": "{{ Kind }}", "StringEquals": "a" } },
        ] }]),
    );
}

#[test]
fn alternatives_are_choices_with_the_same_step() {
    let either = op(
        Op::Or,
        vec![equal(kind(), text("a")), op(Op::And, vec![wait(), equal(kind(), text("b"))])],
    );
    let found = choices(either);
    let next: Vec<&Json> =
        found.as_array().expect("choices").iter().map(|choice| &choice["NextStep"]).collect();
    assert_eq!(next.len(), 2);
    assert_eq!(next[0], next[1]);
    assert_eq!(found[1]["And"].as_array().map(Vec::len), Some(2));
}

#[test]
fn membership_of_constants_is_one_choice_each() {
    let list = Expr::constant(
        Value::List(vec![Value::string("a"), Value::string("b")]),
        Ty::list(Ty::string()),
        at(),
    );
    check_choices(
        op(Op::In, vec![kind(), list]),
        json!([
            { "Variable": "{{ Kind }}", "StringEquals": "a" },
            { "Variable": "{{ Kind }}", "StringEquals": "b" },
        ]),
    );
}

#[test]
fn membership_of_a_range_is_two_tests() {
    let range = Value::Range { low: Some(1), high: Some(9) };
    let range = Expr::constant(range, Ty::list(Ty::int()), at());
    check_choices(
        op(Op::In, vec![count(), range]),
        json!([{ "And": [
            { "Variable": "{{ Count }}", "NumericGreaterOrEquals": 1 },
            { "Variable": "{{ Count }}", "NumericLesserOrEquals": 9 },
        ] }]),
    );
}

#[test]
fn only_texts_are_compared_with_references() {
    check_choices(
        equal(kind(), template(vec![text("x-"), param("Kind", Ty::string())])),
        json!([{ "Variable": "{{ Kind }}", "StringEquals": "x-{{ Kind }}" }]),
    );
    let document = lowered(vec![branch(equal(count(), count()), vec![], vec![])]);
    assert_eq!(flow(&document), "compute_branch\nbranch ?branch_end :branch_end\nbranch_end end");
}

#[test]
fn what_ssm_cannot_test_is_computed_before_the_branch() {
    let document = lowered(vec![branch(
        op(Op::And, vec![wait(), op(Op::Greater, vec![length_of(names()), int(0)])]),
        vec![api(1, "ec2.StopInstances", vec![])],
        vec![],
    )]);
    let compute = step(&document, "compute_branch");
    assert_eq!(
        compute["inputs"]["InputPayload"],
        json!({ "Wait": "{{ Wait }}", "Names": "{{ Names }}" })
    );
    let script = compute["inputs"]["Script"].as_str().expect("a script");
    assert!(
        script.contains("\"Condition\": events[\"Wait\"] and len(events[\"Names\"]) > 0"),
        "{script}"
    );
    assert_eq!(
        compute["outputs"],
        json!([{ "Name": "Condition", "Selector": "$.Payload.Condition", "Type": "Boolean" }])
    );
    let choices = &step(&document, "branch")["inputs"]["Choices"];
    assert_eq!(choices[0]["Variable"], "{{ compute_branch.Condition }}");
}

#[test]
fn arms_share_a_branch_until_one_must_be_computed() {
    let document = lowered(vec![cases(
        vec![
            (equal(kind(), text("a")), vec![api(1, "ec2.StopInstances", vec![])]),
            (equal(kind(), text("b")), vec![api(2, "ec2.StartInstances", vec![])]),
            (equal(length_of(names()), int(1)), vec![api(3, "ec2.RebootInstances", vec![])]),
            (wait(), vec![api(4, "ec2.CreateTags", vec![])]),
        ],
        vec![api(5, "ec2.DeleteTags", vec![])],
    )]);
    assert_eq!(
        flow(&document),
        "branch ?stopInstances ?startInstances :compute_branch_else\n\
         stopInstances end\n\
         startInstances end\n\
         compute_branch_else\n\
         branch_else ?rebootInstances ?createTags :deleteTags\n\
         rebootInstances end\n\
         createTags end\n\
         deleteTags"
    );
}

#[test]
fn an_arm_that_always_holds_is_the_default() {
    let document = lowered(vec![cases(
        vec![
            (wait(), vec![api(1, "ec2.StopInstances", vec![])]),
            (truth(true), vec![api(2, "ec2.StartInstances", vec![])]),
            (equal(kind(), text("a")), vec![api(3, "ec2.RebootInstances", vec![])]),
        ],
        vec![api(4, "ec2.DeleteTags", vec![])],
    )]);
    assert_eq!(
        flow(&document),
        "branch ?stopInstances :startInstances\nstopInstances end\nstartInstances"
    );
}

#[test]
fn too_many_alternatives_are_computed() {
    let pair = |n: i64| op(Op::Or, vec![equal(count(), int(n)), equal(kind(), text("x"))]);
    let many = op(Op::And, (0..6).map(pair).collect());
    let document = lowered(vec![branch(many, vec![], vec![])]);
    assert_eq!(step(&document, "branch")["inputs"]["Choices"].as_array().map(Vec::len), Some(1));
    step(&document, "compute_branch");
}

#[test]
fn a_value_without_a_type_takes_that_of_the_constant() {
    let document = lowered(vec![
        api(1, "ec2.DescribeInstances", vec![]),
        branch(equal(out(1, "Total", Ty::Json), int(3)), vec![], vec![]),
    ]);
    assert_eq!(
        step(&document, "describeInstances")["outputs"],
        json!([{ "Name": "TotalInteger", "Selector": "$.Total", "Type": "Integer" }])
    );
}

#[test]
fn a_loop_runs_again_while_its_condition_does_not_hold() {
    let until = op(Op::Or, vec![op(Op::Greater, vec![count(), int(3)]), wait()]);
    let document = lowered(vec![repeat(1, vec![api(1, "ec2.StopInstances", vec![])], until, 5)]);
    assert_eq!(
        step(&document, "repeat")["inputs"]["LoopCondition"],
        json!({ "And": [
            { "Variable": "{{ Count }}", "NumericLesserOrEquals": 3 },
            { "Variable": "{{ Wait }}", "BooleanEquals": false },
        ] })
    );
}

#[test]
fn a_loop_condition_never_has_a_not_inside_an_or() {
    let until = op(Op::And, vec![equal(kind(), text("a")), wait()]);
    let document = lowered(vec![repeat(1, vec![api(1, "ec2.StopInstances", vec![])], until, 5)]);
    assert_eq!(
        step(&document, "repeat")["inputs"]["LoopCondition"],
        json!({ "Variable": "{{ compute_repeat_until.Condition }}", "BooleanEquals": false })
    );
}
