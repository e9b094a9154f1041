//! Every reference of a runbook names something that exists.

use serde_json::Value;

use super::findings::Findings;
use super::steps::{Step, Steps};
use super::texts;
use crate::ssm::errors;
use crate::ssm::pointer_segment;
use crate::ssm::reference::{GLOBALS, PSEUDO_PARAMETERS, Reference, reference_texts};
use crate::text::nearest;

/// Looks at all inputs, at the role, and at the defaults of parameters and variables.
pub(super) fn check(findings: &mut Findings<'_>, steps: &Steps<'_>) {
    let root = findings.root;
    if let Some(role) = root.get("assumeRole") {
        check_value(findings, steps, role, "/assumeRole", Place::Input);
    }
    for (group, place) in [("parameters", Place::Default), ("variables", Place::VariableDefault)] {
        let members = root.get(group).and_then(Value::as_object);
        for (name, definition) in members.into_iter().flatten() {
            if let Some(default) = definition.get("default").filter(|it| texts::may_hold(it)) {
                let pointer = format!("/{group}/{}/default", pointer_segment(name));
                check_value(findings, steps, default, &pointer, place);
            }
        }
    }
    for step in &steps.all {
        for (name, value) in step.inputs().into_iter().flatten() {
            // The steps of a loop are looked at by themselves.
            if texts::may_hold(value) && !(step.action == "aws:loop" && name == "Steps") {
                let pointer = step.at(&format!("inputs/{}", pointer_segment(name)));
                check_value(findings, steps, value, &pointer, Place::Input);
            }
        }
    }
}

/// Every output of the document is one of a step.
pub(super) fn check_document_outputs(findings: &mut Findings<'_>, steps: &Steps<'_>) {
    let outputs = findings.root.get("outputs").and_then(Value::as_array);
    for (number, output) in outputs.into_iter().flatten().enumerate() {
        let Some((step, name)) = output.as_str().and_then(|text| text.split_once('.')) else {
            continue;
        };
        let spot = findings.spot(&format!("/outputs/{number}"));
        let text = format!("{step}.{name}");
        match steps.find(step) {
            None => {
                let problem = format!("there is no step \"{step}\"");
                findings.report(errors::unknown_output(&spot, &text, &problem));
            }
            Some((_, found)) if !found.has_output(name) => {
                let problem = format!("the step has no output `{name}`");
                findings.report(errors::unknown_output(&spot, &text, &problem));
            }
            Some(_) => {}
        }
    }
}

/// Where a reference stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Input,
    /// Of a parameter: resolved before any step has run.
    Default,
    VariableDefault,
}

/// Every text of a value; keys are never references.
fn check_value(
    findings: &mut Findings<'_>,
    steps: &Steps<'_>,
    value: &Value,
    pointer: &str,
    place: Place,
) {
    for (pointer, text) in texts::with_references(value, pointer) {
        for inner in reference_texts(text) {
            check_reference(findings, steps, &pointer, (inner, place));
        }
    }
}

fn check_reference(
    findings: &mut Findings<'_>,
    steps: &Steps<'_>,
    pointer: &str,
    (inner, place): (&str, Place),
) {
    // Named only when there is something to say: nearly all references are right.
    let spot = || findings.spot(pointer);
    let nothing = |problem: &str, near: Option<&str>| {
        Some(errors::unknown_reference(&spot(), inner, problem, near))
    };
    let found = match Reference::parse(inner) {
        // A window replaces them before the runbook starts.
        Reference::Parameter(name)
            if place == Place::Default && PSEUDO_PARAMETERS.contains(&name) =>
        {
            None
        }
        Reference::Parameter(name) => unknown_member(findings.root, "parameters", name)
            .and_then(|near| nothing("there is no such parameter", near)),
        Reference::Variable(name) => unknown_member(findings.root, "variables", name)
            .and_then(|near| nothing("there is no such variable", near)),
        Reference::StepOutput { step, output } => match steps.find(step) {
            None => nothing("there is no such step", nearest(step, steps.names())),
            Some((_, found)) => {
                output_problem(found, output).and_then(|(problem, near)| nothing(problem, near))
            }
        },
        Reference::Global(name) if GLOBALS.contains(&name) => None,
        Reference::Global(name) => {
            nothing("there is no such value", nearest(name, GLOBALS.iter().copied()))
        }
        Reference::Automation("EXECUTION_ID") => None,
        Reference::Automation(_) => nothing("only `automation:EXECUTION_ID` exists", None),
        Reference::ParameterStore(_) if place == Place::Default => None,
        Reference::ParameterStore(_) => Some(errors::reference_out_of_place(
            &spot(),
            inner,
            "a runbook reads Parameter Store only in the default of a parameter",
        )),
        Reference::Secret(_) => Some(errors::reference_out_of_place(
            &spot(),
            inner,
            "`ssm-secure` exists in Command documents only",
        )),
        // A dynamic reference of CloudFormation in a template: whether the service leaves it
        // alone is not known.
        Reference::Other(_) => None,
    };
    if let Some(found) = found {
        findings.report(found);
    }
}

/// The nearest known name, where the name is not known.
fn unknown_member<'a>(root: &'a Value, group: &str, name: &str) -> Option<Option<&'a str>> {
    let members = root.get(group).and_then(Value::as_object);
    if members.is_some_and(|members| members.contains_key(name)) {
        return None;
    }
    Some(nearest(name, members.into_iter().flatten().map(|(name, _)| name.as_str())))
}

/// What is wrong with the output of a step, and the nearest that it has.
fn output_problem<'a>(step: &Step<'a>, output: &str) -> Option<(&'static str, Option<&'a str>)> {
    if step.has_output(output) {
        None
    } else if output.contains('.') {
        Some(("a reference goes no deeper than an output", None))
    } else {
        Some(("the step has no such output", nearest(output, step.output_names())))
    }
}
