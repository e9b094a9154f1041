//! Where steps lead: `nextStep`, `onFailure`, `onCancel` and the choices of branches.

use serde_json::Value;

use super::findings::Findings;
use super::steps::{Step, Steps};
use crate::ssm::errors;
use crate::text::nearest;

/// One way from a step to another.
pub(super) struct Jump<'a> {
    pub(super) source: Source,
    pub(super) target: &'a str,
}

/// What of a step says that it leads to another.
#[derive(Clone, Copy)]
pub(super) enum Source {
    Member(&'static str),
    /// The choice of a branch with this index.
    Choice(usize),
}

impl Source {
    /// The JSON pointer in the document. Made only for what is told: nearly all jumps are right.
    pub(super) fn pointer(self, step: &Step<'_>) -> String {
        match self {
            Self::Member(member) => step.at(member),
            Self::Choice(number) => step.at(&format!("inputs/Choices/{number}/NextStep")),
        }
    }
}

/// All jumps of a step, in the order of its members. Falling through to the next step is none.
pub(super) fn jumps_of<'a>(step: &Step<'a>) -> Vec<Jump<'a>> {
    let mut jumps = Vec::new();
    if let Some(target) = step.text("nextStep") {
        jumps.push(Jump { source: Source::Member("nextStep"), target });
    }
    for member in ["onFailure", "onCancel"] {
        if let Some(target) = step.text(member).and_then(|text| text.strip_prefix("step:")) {
            jumps.push(Jump { source: Source::Member(member), target: target.trim() });
        }
    }
    if step.action == "aws:branch" {
        if let Some(target) = step.input("Default").and_then(Value::as_str) {
            jumps.push(Jump { source: Source::Member("inputs/Default"), target });
        }
        let choices = step.input("Choices").and_then(Value::as_array);
        for (number, choice) in choices.into_iter().flatten().enumerate() {
            if let Some(target) = choice.get("NextStep").and_then(Value::as_str) {
                jumps.push(Jump { source: Source::Choice(number), target });
            }
        }
    }
    jumps
}

/// Every jump leads to a step of the same list or of one around it.
pub(super) fn check(findings: &mut Findings<'_>, steps: &Steps<'_>) {
    for (index, step) in steps.all.iter().enumerate() {
        for jump in jumps_of(step) {
            check_jump(findings, steps, (index, step), &jump);
        }
        if step.is_set("isEnd") && step.members.contains_key("nextStep") {
            let spot = findings.spot(&step.pointer);
            let rule = "a step either ends the execution or leads to another step";
            findings.report(errors::not_together(&spot, &["isEnd", "nextStep"], rule));
        }
    }
}

fn check_jump(
    findings: &mut Findings<'_>,
    steps: &Steps<'_>,
    (from, step): (usize, &Step<'_>),
    jump: &Jump<'_>,
) {
    let Some((_, target)) = steps.find(jump.target) else {
        let spot = findings.spot(&jump.source.pointer(step));
        let near = nearest(jump.target, steps.names());
        findings.report(errors::unknown_target(&spot, jump.target, near));
        return;
    };
    if !steps.lies_in(from, target.owner) {
        let owner = target.owner.and_then(|owner| steps.all.get(owner));
        let owner = owner.map_or("", |owner| owner.name);
        let spot = findings.spot(&jump.source.pointer(step));
        findings.report(errors::jump_into_loop(&spot, jump.target, owner));
    }
}
