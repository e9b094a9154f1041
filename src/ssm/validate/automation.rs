//! What a schema cannot say about a runbook.

use super::findings::Findings;
use super::steps::{Step, Steps};
use super::{
    change_template, condition, delay, flow, inputs, jumps, parameters, reads, references,
};
use crate::ssm::errors;
use crate::ssm::limits;
use crate::ssm::tables;
use crate::text::nearest;

/// The rules are those of the service's own check when a document is made.
pub(super) fn check(findings: &mut Findings<'_>) {
    let steps = Steps::of(findings.root);
    parameters::check(findings);
    parameters::check_variables(findings);
    check_names(findings, &steps);
    for step in &steps.all {
        check_action(findings, &steps, step);
        check_attachment(findings, step);
    }
    jumps::check(findings, &steps);
    flow::check(findings, &steps);
    references::check(findings, &steps);
    reads::check(findings, &steps);
    references::check_document_outputs(findings, &steps);
    if change_template::is_change_template(findings.root) {
        change_template::check(findings, &steps);
    }
    let most = limits::STEPS.most;
    if steps.all.len() as u64 > most {
        findings.report(errors::many_steps(&findings.spot(""), steps.all.len(), most));
    }
}

/// Names are unique, and outputs do not take names that the action has by itself.
fn check_names(findings: &mut Findings<'_>, steps: &Steps<'_>) {
    for (index, step) in steps.all.iter().enumerate() {
        let first = steps.find(step.name).filter(|(first, _)| *first != index);
        if let Some((_, first)) = first.filter(|_| !step.name.is_empty()) {
            let (here, there) = (findings.spot(&step.at("name")), findings.spot(&first.at("name")));
            findings.report(errors::duplicate_step(&here, &there, step.name));
        }
        let Some(spec) = step.spec() else { continue };
        for (number, name) in step.custom_outputs() {
            if spec.rules.reserved_output_names.contains(&name) {
                let spot = findings.spot(&step.at(&format!("outputs/{number}")));
                findings.report(errors::reserved_output(&spot, name, spec.name));
            }
        }
    }
}

fn check_action(findings: &mut Findings<'_>, steps: &Steps<'_>, step: &Step<'_>) {
    let Some(spec) = step.spec() else {
        let spot = findings.spot(&step.at("action"));
        let names = tables::all_actions().iter().map(|spec| spec.name);
        if step.action.starts_with("aws:") {
            let near = nearest(step.action, names);
            findings.report(errors::unknown_action(&spot, "action", step.action, near));
        }
        return;
    };
    if let Some(given) = step.inputs() {
        inputs::check_action(findings, &step.at("inputs"), spec, given);
    }
    condition::check(findings, step);
    if spec.name == "aws:sleep" {
        delay::check(findings, step, spec.rules.max_delay_seconds);
    }
    if step.owner.is_some() && !spec.rules.allowed_in_loop {
        let spot = findings.spot(&step.pointer);
        let rule = format!("the service does not run `{}` inside a loop", spec.name);
        findings.report(errors::misplaced_step(&spot, "lies in a loop", &rule));
    }
    let jumps_on_cancel = step.text("onCancel").is_some_and(|text| text.starts_with("step:"));
    if jumps_on_cancel && !spec.rules.on_cancel_supported {
        let spot = findings.spot(&step.at("onCancel"));
        let rule = format!("`{}` does not take `onCancel`", spec.name);
        findings.report(errors::idle_cancel(&spot, "has no effect", &rule));
    }
    let target = step.text("onCancel").and_then(|text| text.strip_prefix("step:"));
    if let Some((_, target)) = target.and_then(|name| steps.find(name.trim()))
        && target.spec().is_some_and(|spec| !spec.rules.on_cancel_target)
    {
        let spot = findings.spot(&step.at("onCancel"));
        let rule = format!("after a cancellation the service does not run `{}`", target.action);
        let problem = format!("leads to \"{}\"", target.name);
        findings.report(errors::idle_cancel(&spot, &problem, &rule));
    }
}

/// An attachment that a script uses is one of the document's files.
fn check_attachment(findings: &mut Findings<'_>, step: &Step<'_>) {
    let Some(name) = step.input("Attachment").and_then(|value| value.as_str()) else { return };
    let files = findings.root.get("files").and_then(|files| files.as_object());
    if name.contains("{{") || files.is_some_and(|files| files.contains_key(name)) {
        return;
    }
    let spot = findings.spot(&step.at("inputs/Attachment"));
    findings.report(errors::unlisted_attachment(&spot, name));
}
