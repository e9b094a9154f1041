//! Every action of the table from source, with the inputs that it needs.

use ordain::ssm::tables::{ActionSpec, InputSpec, ValueType, all_actions};

use super::built;
use crate::support::check;

/// What a call gives beyond the inputs that are always required.
const GIVEN: &[(&str, &str, &str)] = &[
    // Services and their operations have names of their own.
    ("assertAwsResourceProperty", "Service", "\"ec2\""),
    ("assertAwsResourceProperty", "Api", "\"DescribeVpcs\""),
    ("assertAwsResourceProperty", "PropertySelector", "\"$.Vpcs[0].VpcId\""),
    ("executeAwsApi", "Service", "\"ec2\""),
    ("executeAwsApi", "Api", "\"DescribeVpcs\""),
    ("waitForAwsResourceProperty", "Service", "\"ec2\""),
    ("waitForAwsResourceProperty", "Api", "\"DescribeVpcs\""),
    ("waitForAwsResourceProperty", "PropertySelector", "\"$.Vpcs[0].VpcId\""),
    // One of several inputs must be there.
    ("createStack", "TemplateURL", "\"https://example.com/t\""),
    ("executeScript", "Handler", "\"main\""),
    ("executeScript", "Script", "\"def main(events, context):\\n  return 1\""),
    ("runCommand", "InstanceIds", "[\"i-0a1b2c3d4e5f60718\"]"),
    ("sleep", "Duration", "\"PT1M\""),
];

/// Actions that no call makes: the language has statements for them.
const STATEMENTS: &[(&str, &str)] = &[
    ("branch", "`if` and `match` know where a choice leads"),
    ("loop", "the steps of a loop are the body of a `for`"),
    ("updateVariable", "an assignment names the variable"),
];

#[test]
fn every_action_is_compiled_with_its_inputs() {
    for spec in calls() {
        let given = given(spec);
        let document = built(&call(spec, &given));
        let step = &document["mainSteps"][0];
        assert_eq!(step["action"], spec.name);
        for (name, _) in &given {
            assert!(!step["inputs"][*name].is_null(), "{} has no `{name}`: {step}", spec.name);
        }
    }
}

#[test]
fn every_missing_input_of_an_action_is_refused() {
    for spec in calls() {
        let given = given(spec);
        for left_out in 0..given.len() {
            let mut rest = given.clone();
            let (name, _) = rest.remove(left_out);
            let codes = codes(spec, &rest);
            let wanted = if spec.input(name).unwrap().required { "E0403" } else { "E0406" };
            assert_eq!(codes, [wanted], "{} without `{name}`", spec.name);
        }
    }
}

#[test]
fn every_action_refuses_an_unknown_input() {
    for spec in calls() {
        let mut given = given(spec);
        given.push(("Bogus", "1".to_owned()));
        assert_eq!(codes(spec, &given), ["E0402"], "{}", spec.name);
    }
}

#[test]
fn every_action_refuses_a_value_outside_of_a_known_set() {
    let mut sets = 0;
    for spec in calls() {
        for input in spec.inputs.iter().filter(|input| !input.allowed.is_empty()) {
            let mut given = given(spec);
            given.retain(|(name, _)| *name != input.name);
            let list = input.value_type() == ValueType::StringList;
            let value = if list { "[\"zz-no\"]" } else { "\"zz-no\"" };
            given.push((input.name, value.to_owned()));
            let codes = codes(spec, &given);
            assert!(!codes.is_empty(), "{} takes any `{}`", spec.name, input.name);
            sets += 1;
        }
    }
    assert!(sets > 5, "{sets}");
}

#[test]
fn what_has_a_statement_of_its_own_is_no_call() {
    for (name, why) in STATEMENTS {
        let spec = all_actions().iter().find(|spec| spec.short_name() == *name).unwrap();
        assert!(!codes(spec, &given(spec)).is_empty(), "{name}: {why}");
    }
}

fn has_a_statement(spec: &ActionSpec) -> bool {
    STATEMENTS.iter().any(|(name, _)| *name == spec.short_name())
}

fn calls() -> impl Iterator<Item = &'static ActionSpec> {
    all_actions().iter().filter(|spec| !has_a_statement(spec))
}

/// A value of the type, the first of the allowed ones.
fn value(input: &InputSpec) -> String {
    if let Some(first) = input.allowed.first() {
        return match input.value_type() {
            ValueType::StringList => format!("[\"{first}\"]"),
            _ => format!("\"{first}\""),
        };
    }
    match input.value_type() {
        ValueType::Integer => input.minimum.unwrap_or(1).to_string(),
        ValueType::Boolean => "true".to_owned(),
        ValueType::StringList => "[\"i-0a1b2c3d4e5f60718\"]".to_owned(),
        ValueType::MapList => "[{ Key: \"a\", Value: \"b\" }]".to_owned(),
        ValueType::StringMap | ValueType::Map => "{ a: \"b\" }".to_owned(),
        ValueType::String
        | ValueType::Any
        | ValueType::JsonText
        | ValueType::Choices
        | ValueType::Steps => "\"i-0a1b2c3d4e5f60718\"".to_owned(),
    }
}

type Given = Vec<(&'static str, String)>;

fn given(spec: &ActionSpec) -> Given {
    let of_table = |name: &str| {
        GIVEN.iter().find(|row| (row.0, row.1) == (spec.short_name(), name)).map(|row| row.2)
    };
    let is_given = |input: &&InputSpec| input.required || of_table(input.name).is_some();
    let inputs = spec.inputs.iter().filter(is_given);
    inputs.map(|it| (it.name, of_table(it.name).map_or_else(|| value(it), str::to_owned))).collect()
}

fn call(spec: &ActionSpec, given: &Given) -> String {
    let inputs: Vec<String> =
        given.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("action.{}({})", spec.short_name(), inputs.join(", "))
}

fn codes(spec: &ActionSpec, given: &Given) -> Vec<String> {
    let found = check(&format!("runbook example {{\n  {}\n}}\n", call(spec, given)));
    found.into_iter().map(|one| one.code).collect()
}
