//! Every plugin of the table from source, with the inputs that it needs.

use ordain::ssm::tables::{InputSpec, PluginSpec, ValueType, all_plugins};

use super::{codes, steps};

/// What a call gives instead of what the table alone says.
const GIVEN: &[(&str, &str, &str)] = &[
    ("downloadContent", "sourceInfo", "{ path: \"https://example.com/a\" }"),
    ("downloadContent", "sourceType", "\"S3\""),
    ("runDockerAction", "action", "\"Ps\""),
    ("softwareInventory", "applications", "\"Enabled\""),
    ("updateAgent", "agentName", "\"Ec2Config\""),
    ("updateAgent", "source", "\"https://example.com/a\""),
];

/// Plugins that no step of a command can have.
const ELSEWHERE: &[(&str, &str)] =
    &[("cloudWatch", "only documents of schema 1.2 have it, commands are 2.2")];

/// Plugins that are checked and then refused, with the code and the reason.
const REFUSED: &[(&str, &str, &str)] = &[
    ("softwareInventory", "E0458", "only associations may run it"),
    ("updateAgent", "E0457", "the agent that it updates is no longer there"),
];

/// Inputs whose absence only the check of the finished document finds.
const LATE: [(&str, &str); 1] = [("updateSsmAgent", "allowDowngrade")];

/// The plugins that a command can have.
fn calls() -> impl Iterator<Item = &'static PluginSpec> {
    let is_elsewhere = |spec: &PluginSpec| ELSEWHERE.iter().any(|row| row.0 == spec.short_name());
    all_plugins().iter().filter(move |spec| !is_elsewhere(spec))
}

#[test]
fn every_plugin_is_compiled_with_its_inputs() {
    for spec in calls() {
        let given = given(spec);
        let found = codes(&call(spec, &given));
        let refused = REFUSED.iter().find(|row| row.0 == spec.short_name());
        let wanted: &[&str] = refused.map_or(&[], |row| std::slice::from_ref(&row.1));
        assert_eq!(found, wanted, "{}: {:?}", spec.name, refused.map(|row| row.2));
        if found.is_empty() {
            let steps = steps(&call(spec, &given));
            assert_eq!(steps[0]["action"], spec.name);
            for (name, _) in &given {
                assert!(!steps[0]["inputs"][*name].is_null(), "{} has no `{name}`", spec.name);
            }
        }
    }
}

#[test]
fn every_missing_input_of_a_plugin_is_refused() {
    for spec in calls() {
        let given = given(spec);
        for left_out in 0..given.len() {
            let mut rest = given.clone();
            let (name, _) = rest.remove(left_out);
            if spec.input(name).is_some_and(is_needed) {
                let found = codes(&call(spec, &rest));
                let is_late = LATE.contains(&(spec.short_name(), name));
                let wanted = if is_late { "E0650" } else { "E0452" };
                assert!(found.iter().any(|it| it == wanted), "{} `{name}`: {found:?}", spec.name);
            }
        }
    }
}

#[test]
fn every_plugin_refuses_an_unknown_input() {
    for spec in calls() {
        let mut given = given(spec);
        given.push(("bogus", "\"x\"".to_owned()));
        let found = codes(&call(spec, &given));
        assert!(found.contains(&"E0451".to_owned()), "{}: {found:?}", spec.name);
    }
}

#[test]
fn a_plugin_of_old_documents_is_refused() {
    for (name, why) in ELSEWHERE {
        assert_eq!(codes(&format!("plugin.{name}()")), ["E0456"], "{name}: {why}");
    }
}

type Given = Vec<(&'static str, String)>;

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
        ValueType::StringList => "[\"one\"]".to_owned(),
        ValueType::MapList => "[{ Key: \"a\", Value: \"b\" }]".to_owned(),
        ValueType::StringMap | ValueType::Map => "{ a: \"b\" }".to_owned(),
        ValueType::String
        | ValueType::Any
        | ValueType::JsonText
        | ValueType::Choices
        | ValueType::Steps => "\"one\"".to_owned(),
    }
}

fn is_needed(input: &InputSpec) -> bool {
    input.agent_required.unwrap_or(input.required)
}

fn given(spec: &PluginSpec) -> Given {
    let of_table = |name: &str| {
        GIVEN.iter().find(|row| (row.0, row.1) == (spec.short_name(), name)).map(|row| row.2)
    };
    let is_given = |input: &&InputSpec| is_needed(input) || of_table(input.name).is_some();
    let inputs = spec.inputs.iter().filter(is_given);
    inputs.map(|it| (it.name, of_table(it.name).map_or_else(|| value(it), str::to_owned))).collect()
}

fn call(spec: &PluginSpec, given: &Given) -> String {
    let inputs: Vec<String> =
        given.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("plugin.{}({})", spec.short_name(), inputs.join(", "))
}
