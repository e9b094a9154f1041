//! What a schema cannot say about a Command document.

use std::collections::HashMap;

use serde_json::Value;

use super::findings::Findings;
use super::{inputs, parameters};
use crate::ssm::reference::{Reference, reference_texts};
use crate::ssm::tables::{self, Platform};
use crate::ssm::{JsonMap, errors, pointer_segment};
use crate::text::nearest;

/// Steps, their inputs, their preconditions, and what they refer to.
pub(super) fn check(findings: &mut Findings<'_>) {
    parameters::check(findings);
    let steps = findings.root.get("mainSteps").and_then(Value::as_array);
    let mut names: HashMap<&str, usize> = HashMap::new();
    for (number, step) in steps.into_iter().flatten().enumerate() {
        let Some(members) = step.as_object() else { continue };
        let pointer = format!("/mainSteps/{number}");
        if let Some(name) = members.get("name").and_then(Value::as_str) {
            let first = *names.entry(name).or_insert(number);
            if first != number {
                let here = findings.spot(&format!("{pointer}/name"));
                let there = findings.spot(&format!("/mainSteps/{first}/name"));
                findings.report(errors::duplicate_step(&here, &there, name));
            }
        }
        check_step(findings, &pointer, members);
    }
}

/// Members that the agent reads from the inputs only, or that belong to runbooks.
const WITHOUT_EFFECT: [&str; 6] =
    ["finallyStep", "isEnd", "maxAttempts", "onFailure", "onSuccess", "timeoutSeconds"];

fn check_step(findings: &mut Findings<'_>, pointer: &str, step: &JsonMap) {
    let action = step.get("action").and_then(Value::as_str).unwrap_or_default();
    let given = step.get("inputs").and_then(Value::as_object);
    for name in WITHOUT_EFFECT.into_iter().filter(|name| step.contains_key(*name)) {
        let spot = findings.spot(&format!("{pointer}/{name}"));
        let rule = match name {
            "isEnd" | "maxAttempts" => {
                format!("`{name}` belongs to runbooks, the agent does not read it")
            }
            _ => format!("the agent reads `{name}` inside `inputs` only"),
        };
        findings.report(errors::no_effect(&spot, &rule, None));
    }
    match tables::plugin(action) {
        Some(spec) => {
            check_version(findings, &format!("{pointer}/action"), spec);
            if let Some(given) = given {
                inputs::check_plugin(findings, &format!("{pointer}/inputs"), spec, given);
            }
        }
        None if action.starts_with("aws:") => {
            let spot = findings.spot(&format!("{pointer}/action"));
            let near = nearest(action, tables::all_plugins().iter().map(|spec| spec.name));
            findings.report(errors::unknown_action(&spot, "plugin", action, near));
        }
        None => {}
    }
    for (name, value) in given.into_iter().flatten() {
        check_references(findings, value, &format!("{pointer}/inputs/{}", pointer_segment(name)));
    }
    if let Some(Value::Array(arguments)) =
        step.get("precondition").and_then(|precondition| precondition.get("StringEquals"))
    {
        let texts: Vec<&str> = arguments.iter().filter_map(Value::as_str).collect();
        if let [left, right] = texts.as_slice() {
            check_precondition(findings, &format!("{pointer}/precondition"), left, right);
        }
    }
}

fn check_version(findings: &mut Findings<'_>, pointer: &str, spec: &tables::PluginSpec) {
    let version = findings.root.get("schemaVersion").and_then(Value::as_str).unwrap_or_default();
    if !spec.schema_versions.contains(&version) {
        let spot = findings.spot(pointer);
        findings.report(errors::plugin_of_other_version(&spot, spec.name, spec.schema_versions));
    }
}

/// The agent fails a step whose precondition it cannot test.
fn check_precondition(findings: &mut Findings<'_>, pointer: &str, left: &str, right: &str) {
    let spot = findings.spot(pointer);
    if left == right {
        let rule = "the agent refuses to compare a text with itself";
        findings.report(errors::bad_precondition(&spot, "compares a text with itself", rule));
        return;
    }
    let platform = match (left, right) {
        ("platformType", other) | (other, "platformType") => Some(other),
        _ => None,
    };
    match platform {
        Some(name) if Platform::parse(name).is_none() => {
            let problem = format!("compares the platform with \"{name}\"");
            let rule = "the platforms are \"Linux\", \"MacOS\" and \"Windows\"";
            findings.report(errors::bad_precondition(&spot, &problem, rule));
        }
        Some(_) => {}
        None => check_arguments(findings, pointer, [left, right]),
    }
}

fn check_arguments(findings: &mut Findings<'_>, pointer: &str, arguments: [&str; 2]) {
    let spot = findings.spot(pointer);
    let mut has_parameter = false;
    for inner in arguments.into_iter().flat_map(reference_texts) {
        match Reference::parse(inner) {
            Reference::Parameter(name) => {
                has_parameter = true;
                if let Some(near) = unknown_parameter(findings.root, name) {
                    let problem = "there is no such parameter";
                    findings.report(errors::unknown_reference(&spot, inner, problem, near));
                }
            }
            Reference::ParameterStore(_) | Reference::Secret(_) => {
                has_parameter = true;
                let rule = "a precondition does not read Parameter Store";
                findings.report(errors::reference_out_of_place(&spot, inner, rule));
            }
            Reference::StepOutput { .. }
            | Reference::Variable(_)
            | Reference::Global(_)
            | Reference::Automation(_)
            | Reference::Other(_) => {}
        }
    }
    if !has_parameter {
        let rule = "one side is `platformType` or holds a parameter of the document";
        findings.report(errors::bad_precondition(&spot, "compares two fixed texts", rule));
    }
}

/// What a text with references is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextKind {
    Value,
    /// A line of a script, which may hold what is for another program.
    Line,
    /// A line of a script that has a template of Go in it.
    TemplateLine,
}

/// A whole reference must name a parameter; inside a longer text and in lines of a script it is only
/// suspicious, since the agent leaves what it does not know.
fn check_references(findings: &mut Findings<'_>, value: &Value, pointer: &str) {
    let mut waiting = vec![(value, pointer.to_owned(), TextKind::Value)];
    while let Some((value, pointer, kind)) = waiting.pop() {
        match value {
            Value::String(text) if text.contains("{{") => {
                check_text(findings, text, (&pointer, kind));
            }
            Value::Array(items) => {
                let kind =
                    if pointer.ends_with("/runCommand") { kind_of_lines(items) } else { kind };
                let items = items.iter().enumerate();
                waiting.extend(
                    items.map(|(number, item)| (item, format!("{pointer}/{number}"), kind)),
                );
            }
            Value::Object(members) => waiting.extend(members.iter().map(|(name, member)| {
                (member, format!("{pointer}/{}", pointer_segment(name)), kind)
            })),
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// Words of templates of Go that stand alone in their braces.
const TEMPLATE_WORDS: [&str; 2] = ["else", "end"];

/// Words that begin what those end.
const TEMPLATE_STARTS: [&str; 5] = ["block", "define", "if", "range", "with"];

fn kind_of_lines(lines: &[Value]) -> TextKind {
    let starts = |braces: &str| {
        let inside = braces.trim_start_matches('-').trim_start();
        TEMPLATE_STARTS
            .iter()
            .any(|it| inside.strip_prefix(it).is_some_and(|it| it.starts_with(' ')))
    };
    let texts = lines.iter().filter_map(Value::as_str);
    let has_template = |text: &str| text.split("{{").skip(1).any(starts);
    if texts.into_iter().any(has_template) { TextKind::TemplateLine } else { TextKind::Line }
}

fn check_text(findings: &mut Findings<'_>, text: &str, (pointer, kind): (&str, TextKind)) {
    let spot = findings.spot(pointer);
    let is_whole = kind == TextKind::Value && Reference::whole(text).is_some();
    for inner in reference_texts(text) {
        let Reference::Parameter(name) = Reference::parse(inner) else { continue };
        if kind == TextKind::TemplateLine && TEMPLATE_WORDS.contains(&name) {
            continue;
        }
        let Some(near) = unknown_parameter(findings.root, name) else { continue };
        findings.report(if is_whole {
            errors::unknown_reference(&spot, inner, "there is no such parameter", near)
        } else {
            errors::script_reference(&spot, inner, near)
        });
    }
}

/// The nearest parameter, where there is none of this name.
fn unknown_parameter<'a>(root: &'a Value, name: &str) -> Option<Option<&'a str>> {
    let parameters = root.get("parameters").and_then(Value::as_object);
    if parameters.is_some_and(|parameters| parameters.contains_key(name)) {
        return None;
    }
    Some(nearest(name, parameters.into_iter().flatten().map(|(name, _)| name.as_str())))
}
