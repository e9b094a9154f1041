//! `action.branch` and `action.loop`: the inputs of the service, the checks of the statements.

use serde_json::{Value, json};

use super::{built, clean, codes, one};

const HEAD: &str = "param Size: String\nparam Count: Int\nvar Done: Bool = false\n";
const TAIL: &str = "\nstep small: sleep 1m\nstep large: sleep 2m\n";

/// A branch with these choices, and steps `small` and `large` behind it.
fn branch(arguments: &str) -> String {
    format!(
        "{HEAD}step decide: action.branch({arguments}){TAIL}output Count\noutput Done\noutput Size"
    )
}

/// A loop with these arguments over a body that reads a bucket's place.
fn service_loop(arguments: &str) -> String {
    format!(
        "param Names: List<String>\nparam Count: Int\nstep all: for turn in action.loop({arguments}) {{\nlet place = aws.s3.GetBucketLocation(Bucket: \"a\")\n}}\noutput Count\noutput Names"
    )
}

fn inputs_of(body: &str, step: usize) -> Value {
    built(body)["mainSteps"][step]["inputs"].clone()
}

#[test]
fn a_branch_keeps_its_choices_and_their_steps() {
    let body = branch(
        "Choices: [\n{ NextStep: large, Variable: Size, StringEquals: \"large\" },\n{ NextStep: large, And: [{ Variable: Count, NumericGreater: 3 }, { Not: { Variable: Size, StartsWith: \"s\" } }] },\n{ NextStep: small, Or: [{ Variable: Done, BooleanEquals: true }, { Variable: Count, NumericLesserOrEquals: 1 }] }\n],\nDefault: large",
    );
    assert_eq!(
        inputs_of(&body, 0),
        json!({
            "Choices": [
                { "NextStep": "large", "Variable": "{{ Size }}", "StringEquals": "large" },
                {
                    "NextStep": "large",
                    "And": [
                        { "Variable": "{{ Count }}", "NumericGreater": 3 },
                        { "Not": { "Variable": "{{ Size }}", "StartsWith": "s" } },
                    ],
                },
                { "NextStep": "small", "Variable": "{{ variable:Done }}", "BooleanEquals": true },
                { "NextStep": "small", "Variable": "{{ Count }}", "NumericLesserOrEquals": 1 },
            ],
            "Default": "large",
        })
    );
}

#[test]
fn every_operator_of_the_service_is_known() {
    let text = ["StringEquals", "EqualsIgnoreCase", "StartsWith", "EndsWith", "Contains"];
    let number = [
        "NumericEquals",
        "NumericGreater",
        "NumericLesser",
        "NumericGreaterOrEquals",
        "NumericLesserOrEquals",
    ];
    let tests = text.iter().map(|it| (it, "Size", "\"a\"", json!("a")));
    let tests = tests.chain(number.iter().map(|it| (it, "Count", "5", json!(5))));
    for (operator, variable, value, written) in tests {
        let choice = format!("{{ NextStep: large, Variable: {variable}, {operator}: {value} }}");
        let body = branch(&format!("Choices: [{choice}]"));
        assert_eq!(inputs_of(&body, 0)["Choices"][0][*operator], written, "{operator}");
    }
}

#[test]
fn a_branch_without_a_default_goes_on_behind_it() {
    let choice = "Choices: [{ NextStep: large, Variable: Size, StringEquals: \"large\" }]";
    assert_eq!(inputs_of(&branch(choice), 0)["Default"], "small");
}

#[test]
fn the_choices_of_a_branch_are_typed() {
    let choice =
        |condition: &str| branch(&format!("Choices: [{{ NextStep: large, {condition} }}]"));
    codes(&choice("Variable: Size, NumericEquals: 5"), &["E0301"]);
    codes(&choice("Variable: Done, BooleanEquals: \"true\""), &["E0301"]);
    let found = one(&choice("Variable: Size, StringEqual: \"a\""));
    assert_eq!(
        (found.code.as_str(), found.help.as_deref()),
        ("E0402", Some("write `StringEquals`"))
    );
    codes(&choice("Variable: Size"), &["E0406"]);
    codes(&choice("Variable: Size, StringEquals: \"a\", Contains: \"a\""), &["E0406"]);
    codes(&choice("And: [{ Variable: Size, StringEquals: \"a\" }]"), &["E0405"]);
    codes(&choice("Variable: \"a\", StringEquals: \"a\""), &["E0405"]);
    codes(&choice("Not: { Variable: Size, StringEquals: \"a\", NextStep: small }"), &["E0402"]);
}

#[test]
fn the_inputs_of_a_branch_are_those_of_the_action() {
    codes(&branch(""), &["E0403"]);
    codes(&branch("Choices: []"), &["E0405"]);
    codes(&branch("Choices: Size"), &["E0405"]);
    codes(&branch("Choices: [{ Variable: Size, StringEquals: \"a\" }]"), &["E0403"]);
    let choice = "Choices: [{ NextStep: large, Variable: Size, StringEquals: \"a\" }]";
    codes(&branch(&format!("{choice}, {choice}")), &["E0404"]);
    codes(&branch(&format!("{choice}, Otherwise: large")), &["E0402"]);
}

#[test]
fn the_steps_of_a_branch_are_checked_as_those_of_goto() {
    let choice = |step: &str| {
        branch(&format!("Choices: [{{ NextStep: {step}, Variable: Size, StringEquals: \"a\" }}]"))
    };
    let found = one(&choice("larg"));
    assert_eq!((found.code.as_str(), found.help.as_deref()), ("E0504", Some("write `large`")));
    let found = one(&choice("\"large\""));
    assert_eq!((found.code.as_str(), found.fix.as_deref()), ("E0429", Some("large")));
    codes(&choice("decide"), &["E0505"]);
    let default =
        "Choices: [{ NextStep: large, Variable: Size, StringEquals: \"a\" }], Default: x1";
    codes(&branch(default), &["E0504"]);
    let inner = format!(
        "{HEAD}action.branch(Choices: [{{ NextStep: inner, Variable: Size, StringEquals: \"a\" }}])\nif Done {{\nstep inner: sleep 1m\n}}\noutput Count"
    );
    codes(&inner, &["E0506"]);
}

#[test]
fn what_a_branch_passes_over_has_not_run() {
    let body = format!(
        "{HEAD}action.branch(Choices: [{{ NextStep: large, Variable: Size, StringEquals: \"a\" }}])\nlet made = aws.s3.CreateBucket(Bucket: \"a\")\nstep large: aws.s3.DeleteBucket(Bucket: made.Location as String)\noutput Count\noutput Done"
    );
    let found = one(&body);
    assert_eq!(found.code, "E0512");
    assert_eq!(found.related[1].1, "not run when this jump is taken");
}

#[test]
fn nothing_behind_a_branch_with_a_default_is_reached_but_its_steps() {
    let body = format!(
        "{HEAD}action.branch(Choices: [{{ NextStep: large, Variable: Size, StringEquals: \"a\" }}], Default: large)\nsleep 3m\nstep large: sleep 1m\noutput Count\noutput Done"
    );
    codes(&body, &["E0503"]);
}

#[test]
fn a_branch_says_where_it_went() {
    let body = format!(
        "{HEAD}let decide = action.branch(Choices: [{{ NextStep: large, Variable: Size, StringEquals: \"a\" }}])\nstep large: aws.s3.HeadBucket(Bucket: decide.NextStep)\noutput Count\noutput Done"
    );
    assert_eq!(inputs_of(&body, 1)["Bucket"], "{{ decide.NextStep }}");
}

#[test]
fn a_loop_has_the_inputs_of_the_action() {
    let found = inputs_of(
        &service_loop("Iterators: Names, IteratorDataType: \"String\", MaxIterations: Count"),
        0,
    );
    assert_eq!(found["Iterators"], "{{ Names }}");
    assert_eq!(found["IteratorDataType"], "String");
    assert_eq!(found["MaxIterations"], "{{ Count }}");
    assert_eq!(found["Steps"][0]["name"], "place");
    assert_eq!(
        inputs_of(&service_loop("Iterators: [\"a\", \"b\"]"), 0)["Iterators"],
        json!(["a", "b"])
    );
}

#[test]
fn the_inputs_of_a_loop_go_together() {
    codes(&service_loop(""), &["E0406"]);
    let condition = "LoopCondition: { Variable: Count, NumericLesser: 3 }";
    codes(&service_loop(&format!("{condition}, MaxIterations: 5, Iterators: Names")), &["E0406"]);
    codes(&service_loop(condition), &["E0508"]);
    codes(&service_loop("Iterators: Names, MaxIterations: 101"), &["E0405"]);
    codes(&service_loop("Iterators: Names, IteratorDataType: \"Text\""), &["E0405"]);
    codes(&service_loop("Iterators: Names, Steps: []"), &["E0407"]);
    codes("param Names: List<String>\naction.loop(Iterators: Names)", &["E0407"]);
}

#[test]
fn the_condition_of_a_loop_reads_its_body() {
    let condition = "LoopCondition: { Not: { Variable: place.LocationConstraint as String, StringEquals: \"eu\" } }, MaxIterations: 5";
    assert_eq!(
        inputs_of(&service_loop(condition), 0)["LoopCondition"],
        json!({ "Not": { "Variable": "{{ place.LocationConstraint }}", "StringEquals": "eu" } })
    );
    let both = "LoopCondition: { Or: [{ Variable: Count, NumericLesser: 3 }, { Variable: place.LocationConstraint as String, StringEquals: \"eu\" }] }, MaxIterations: 5";
    assert_eq!(
        inputs_of(&service_loop(both), 0)["LoopCondition"],
        json!({ "Or": [
            { "Variable": "{{ Count }}", "NumericLesser": 3 },
            { "Variable": "{{ place.LocationConstraint }}", "StringEquals": "eu" },
        ] })
    );
}

#[test]
fn a_turn_knows_its_number_and_its_item() {
    let body = |ty: &str, call: &str| {
        format!(
            "param Names: List<String>\nstep all: for turn in action.loop(Iterators: Names, IteratorDataType: \"{ty}\") {{\n{call}\n}}\noutput Names"
        )
    };
    let head = "aws.s3.HeadBucket(Bucket: turn.CurrentIteratorValue)";
    let steps = inputs_of(&body("String", head), 0)["Steps"].clone();
    assert_eq!(steps[0]["inputs"]["Bucket"], "{{ all.CurrentIteratorValue }}");
    codes(
        &body(
            "Integer",
            "wait until aws.ec2.DescribeVpcs(MaxResults: turn.CurrentIteration).NextToken == turn.CurrentIteratorValue",
        ),
        &["E0301"],
    );
    let number = "aws.ec2.DescribeVpcs(MaxResults: turn.CurrentIteration)";
    let steps = inputs_of(&body("String", number), 0)["Steps"].clone();
    assert_eq!(steps[0]["inputs"]["MaxResults"], "{{ all.CurrentIteration }}");
    let text = "aws.s3.HeadBucket(Bucket: \"b-${turn.CurrentIteration}\")";
    let steps = inputs_of(&body("String", text), 0)["Steps"].clone();
    assert_eq!(steps[0]["action"], "aws:executeScript");
    codes(
        "var Done: Bool = false\nfor turn in action.loop(LoopCondition: { Variable: Done, BooleanEquals: false }, MaxIterations: 3) {\naws.s3.HeadBucket(Bucket: turn.CurrentIteratorValue)\n}",
        &["E0310"],
    );
}

#[test]
fn a_turn_is_read_behind_the_loop_and_its_steps_are_not() {
    let body = service_loop("Iterators: Names");
    let behind = format!("{body}\naws.s3.HeadBucket(Bucket: turn.CurrentIteratorValue)");
    assert_eq!(inputs_of(&behind, 1)["Bucket"], "{{ all.CurrentIteratorValue }}");
    codes(&format!("{body}\naws.s3.HeadBucket(Bucket: place.LocationConstraint)"), &["E0513"]);
}

#[test]
fn a_loop_of_the_action_is_left_and_holds_no_other() {
    let body = |inner: &str| {
        format!(
            "param Names: List<String>\nfor turn in action.loop(Iterators: Names) {{\nif turn.CurrentIteratorValue == \"a\" {{\n{inner}\n}}\nsleep 1m\n}}\nstep after: sleep 2m"
        )
    };
    for (word, target) in [("break", "after"), ("continue", "branch_end"), ("goto after", "after")]
    {
        let steps = inputs_of(&body(word), 0)["Steps"].clone();
        assert_eq!(steps[0]["inputs"]["Choices"][0]["NextStep"], target, "{word}");
    }
    codes(&body("for other in action.loop(Iterators: Names) {\nsleep 1m\n}"), &["E0502"]);
    clean(&body("for other in [\"x\", \"y\"] {\nsleep 1m\n}"));
}
