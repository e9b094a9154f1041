//! What is written differently and means the same.

use std::collections::BTreeMap;

use ordain::session::Format;
use ordain::verify::{compare, compare_renamed};

use super::{call, check_equal, runbook, yaml};
use crate::support::Project;

#[test]
fn the_order_of_members_and_blanks_in_references_mean_nothing() {
    check_equal(
        &runbook(
            "- {name: a, action: 'aws:executeAwsApi', inputs: {Service: ec2, Api: X, V: '{{Stage}}'}}\n",
        ),
        &runbook(
            "- {action: 'aws:executeAwsApi', inputs: {V: '{{ Stage }}', Api: X, Service: ec2}, name: a}\n",
        ),
    );
}

#[test]
fn defaults_that_are_written_out_mean_nothing() {
    check_equal(
        &runbook(&call("a", "")),
        &runbook(&call(
            "a",
            "onFailure: Abort, onCancel: Abort, isCritical: true, isEnd: false, maxAttempts: 1, outputs: []",
        )),
    );
    check_equal(
        &runbook(&call("a", "onFailure: Continue")),
        &runbook(&call("a", "onFailure: Continue, isCritical: 'false', isEnd: 'true'")),
    );
    check_equal(
        &runbook("- {name: a, action: 'aws:pause', inputs: {}}\n"),
        &runbook("- {name: a, action: 'aws:pause', timeoutSeconds: 604800}\n"),
    );
    check_equal(
        &runbook(&call("a", "outputs: [{Name: x, Selector: $.x}, {Name: y, Selector: $.y}]")),
        &runbook(&call(
            "a",
            "outputs: [{Name: y, Selector: $.y, Type: String}, {Name: x, Selector: $.x, Type: String}]",
        )),
    );
}

#[test]
fn numbers_and_booleans_may_be_texts_where_the_service_takes_both() {
    check_equal(
        &runbook(&call("a", "timeoutSeconds: 5, maxAttempts: 3, isCritical: false")),
        &runbook(&call("a", "timeoutSeconds: '5', maxAttempts: '3', isCritical: 'false'")),
    );
}

#[test]
fn blanks_at_the_end_of_a_description_mean_nothing() {
    check_equal(
        &(runbook(&call("a", "description: 'x'")) + "description: |\n  y\n"),
        &(runbook(&call("a", "description: \"x\\n\"")) + "description: y\n"),
    );
}

#[test]
fn the_way_to_the_next_step_may_be_written_or_not() {
    check_equal(
        &runbook(&(call("a", "") + &call("b", "") + &call("c", ""))),
        &runbook(
            &(call("a", "nextStep: b") + &call("b", "nextStep: c") + &call("c", "isEnd: true")),
        ),
    );
    check_equal(
        &runbook(
            &(call("a", "nextStep: c") + &call("b", "isEnd: true") + &call("c", "nextStep: b")),
        ),
        &runbook(&(call("a", "") + &call("c", "") + &call("b", ""))),
    );
}

#[test]
fn a_failure_that_goes_on_is_a_jump_to_the_next_step() {
    check_equal(
        &runbook(&(call("a", "onFailure: Continue") + &call("b", ""))),
        &runbook(&(call("a", "onFailure: 'step:b', isCritical: false") + &call("b", ""))),
    );
}

#[test]
fn steps_that_nothing_reaches_mean_nothing() {
    check_equal(
        &runbook(&(call("a", "isEnd: true") + &call("dead", ""))),
        &runbook(&call("a", "")),
    );
}

fn branch(choices: &str, more: &str) -> String {
    runbook(
        &(format!(
            "- {{name: if, action: 'aws:branch', inputs: {{Choices: [{choices}]{more}}}}}\n"
        ) + &call("other", "isEnd: true")
            + &call("then", "")),
    )
}

#[test]
fn conditions_are_equal_when_they_always_give_the_same() {
    let stage = "Variable: '{{ Stage }}', StringEquals: a";
    let on = "Variable: '{{ On }}', BooleanEquals: true";
    let off = "Variable: '{{On}}', BooleanEquals: false";
    for (left, right) in [
        (format!("{{NextStep: then, {stage}}}"), format!("{{{stage}, NextStep: then}}")),
        (
            format!("{{NextStep: then, And: [{{{stage}}}, {{{on}}}]}}"),
            format!("{{NextStep: then, And: [{{{on}}}, {{{stage}}}]}}"),
        ),
        (
            format!("{{NextStep: then, Or: [{{{stage}}}, {{{on}}}]}}"),
            format!("{{NextStep: then, {on}}}, {{NextStep: then, {stage}}}"),
        ),
        (
            format!("{{NextStep: then, Not: {{Or: [{{{stage}}}, {{{on}}}]}}}}"),
            format!("{{NextStep: then, And: [{{Not: {{{stage}}}}}, {{{off}}}]}}"),
        ),
        (
            "{NextStep: then, Variable: '{{ Count }}', NumericLesser: 5}".to_owned(),
            "{NextStep: then, Not: {Variable: '{{ Count }}', NumericGreaterOrEquals: 5}}".to_owned(),
        ),
        (
            "{NextStep: then, Variable: '{{ Stage }}', StringEquals: a}, {NextStep: other, Variable: '{{ Stage }}', StringEquals: b}".to_owned(),
            "{NextStep: other, Variable: '{{ Stage }}', StringEquals: b}, {NextStep: then, Variable: '{{ Stage }}', StringEquals: a}".to_owned(),
        ),
    ] {
        check_equal(&branch(&left, ", Default: other"), &branch(&right, ""));
    }
}

#[test]
fn a_branch_ends_where_it_has_no_default_and_is_an_end() {
    let choice = "Choices: [{NextStep: b, Variable: '{{ On }}', BooleanEquals: true}]";
    let branch = |inputs: &str, more: &str| {
        let step = format!("- {{name: if, action: 'aws:branch', inputs: {{{inputs}}}{more}}}\n");
        runbook(&(step + &call("b", "")))
    };
    check_equal(&branch(choice, ", isEnd: true"), &branch(choice, ", isEnd: 'true'"));
    check_equal(&branch(choice, ""), &branch(&format!("{choice}, Default: b"), ""));
}

#[test]
fn a_step_that_only_marks_an_end_means_nothing() {
    let landing = "- {name: landing, action: 'aws:sleep', inputs: {Duration: PT1S}, isEnd: true}\n";
    let choice = "Choices: [{NextStep: b, Variable: '{{ On }}', BooleanEquals: true}]";
    let left = runbook(
        &(format!("- {{name: if, action: 'aws:branch', isEnd: true, inputs: {{{choice}}}}}\n")
            + &call("b", "")),
    );
    let right = runbook(
        &(format!(
            "- {{name: if, action: 'aws:branch', inputs: {{{choice}, Default: landing}}}}\n"
        ) + &call("b", "nextStep: landing")
            + landing),
    );
    let found = compare(&yaml(&left), &yaml(&right));
    assert!(found.is_empty(), "{found:#?}");
    // The author's own sleeps are no landings.
    assert!(!compare(&yaml(&right), &yaml(&left)).is_empty());
}

#[test]
fn a_variable_that_nothing_reads_means_nothing() {
    let set =
        "- {name: set_x, action: 'aws:updateVariable', inputs: {Name: 'variable:X', Value: one}}\n";
    let variables = "variables: {X: {type: String, default: ''}}\n";
    let left = runbook(&(call("a", "") + &call("b", "")));
    let right = runbook(&(call("a", "") + set + &call("b", ""))) + variables;
    assert!(compare(&yaml(&left), &yaml(&right)).is_empty());
    let read = "- {name: b, action: 'aws:executeAwsApi', inputs: {Service: ec2, Api: '{{ variable:X }}'}}\n";
    let right = runbook(&(call("a", "") + set + read)) + variables;
    assert!(!compare(&yaml(&left), &yaml(&right)).is_empty());
}

#[test]
fn loops_are_equal_by_their_bodies_and_conditions() {
    let loops = |condition: &str, body: &str, more: &str| {
        runbook(&format!(
            "- name: each\n  action: aws:loop\n  inputs:\n    MaxIterations: 3\n    LoopCondition: {condition}\n{more}    Steps:\n{}",
            body.lines().map(|line| format!("    {line}\n")).collect::<String>()
        ))
    };
    check_equal(
        &loops(
            "{Variable: '{{ On }}', BooleanEquals: true}",
            &(call("x", "") + &call("y", "")),
            "",
        ),
        &loops(
            "{Not: {Variable: '{{On}}', BooleanEquals: false}}",
            &(call("x", "nextStep: y") + &call("y", "isEnd: true")),
            "    IteratorDataType: String\n",
        ),
    );
}

#[test]
fn arguments_of_commands_may_be_texts_or_lists_of_one() {
    let run = |arguments: &str| {
        runbook(&format!(
            "- {{name: a, action: 'aws:runCommand', inputs: {{DocumentName: D, InstanceIds: [i], Parameters: {arguments}}}}}\n"
        ))
    };
    check_equal(
        &run("{commands: 'uptime', x: '{{ Stage }}'}"),
        &run("{commands: ['uptime'], x: ['{{ Stage }}']}"),
    );
}

#[test]
fn steps_may_have_other_names_when_they_are_given() {
    let left = yaml(
        &(runbook(
            &(call("a", "outputs: [{Name: x, Selector: $.x}]")
                + &call("b", "onFailure: 'step:c'")
                + &call("c", "")),
        ) + "outputs: [a.x]\n"),
    );
    let right = yaml(
        &(runbook(
            &(call("one", "outputs: [{Name: x, Selector: $.x}]")
                + &call("b", "onFailure: 'step:two'")
                + &call("two", "")),
        ) + "outputs: [one.x]\n"),
    );
    let renames: BTreeMap<String, String> =
        [("a", "one"), ("c", "two")].map(|(from, to)| (from.to_owned(), to.to_owned())).into();
    assert_eq!(compare_renamed(&left, &right, &renames), []);
    assert!(!compare(&left, &right).is_empty());
}

#[test]
fn what_is_built_as_yaml_and_as_json_is_equal() {
    let project = Project::of(
        "runbook example {
           param Stage: \"a\" | \"b\"
           let regions = aws.ec2.DescribeRegions()
           if Stage == \"a\" { sleep 5m } else { fail \"no\" }
           output regions.Regions[0].RegionName as String
         }",
    );
    let left = project.build_as(Some(Format::Yaml));
    let right = project.build_as(Some(Format::Json));
    let (path, text) = left.iter().find(|(path, _)| path.ends_with(".yaml")).expect("a document");
    let json = right.get(&path.replace(".yaml", ".json")).expect("the same as JSON");
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(compare(&yaml(text), &json), []);
}

#[test]
fn what_is_null_at_the_top_is_not_there() {
    let steps = call("look", "");
    let document = |more: &str| format!("schemaVersion: '0.3'\n{more}mainSteps:\n{steps}");
    check_equal(&document("outputs:\nparameters:\n"), &document(""));
    check_equal(&document("$schema: 'https://example.com/schema.json'\n"), &document(""));
}

#[test]
fn a_parameter_has_one_of_its_allowed_values() {
    let document = |allowed: &str, branch: &str| {
        format!(
            "schemaVersion: '0.3'\nparameters:\n  Stage: {{type: String{allowed}}}\nmainSteps:\n\
             - {{name: choose, action: 'aws:branch', inputs: {branch}}}\n{}{}",
            call("left", "isEnd: true"),
            call("right", "")
        )
    };
    let choice = |to: &str, value: &str| {
        format!("{{NextStep: {to}, Variable: '{{{{ Stage }}}}', StringEquals: {value}}}")
    };
    let (left, right) = (choice("left", "a"), choice("right", "b"));
    let both = format!("{{Choices: [{left}, {right}], Default: left}}");
    let one = format!("{{Choices: [{left}], Default: right}}");
    let allowed = ", allowedValues: [a, b]";
    check_equal(&document(allowed, &both), &document(allowed, &one));
    assert!(!super::differences(&document("", &both), &document("", &one)).is_empty());
    let more = ", allowedValues: [a, b, c]";
    assert!(!super::differences(&document(more, &both), &document(more, &one)).is_empty());
}
