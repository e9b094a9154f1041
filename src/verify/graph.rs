//! The steps of a runbook and where each of them leads.

use std::collections::BTreeMap;

use serde_json::Value;

use super::value::to_boolean;

/// Where a way out of a step leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Goal<'d> {
    Step(&'d str),
    /// The runbook ends, or the turn of the loop that the step is in.
    End,
    /// The runbook stops as failed; of a cancellation, as cancelled.
    Abort,
}

/// One step and its ways out.
#[derive(Clone, Debug)]
pub(super) struct Step<'d> {
    pub(super) name: &'d str,
    pub(super) action: &'d str,
    pub(super) value: &'d Value,
    /// The JSON pointer of the step.
    pub(super) pointer: String,
    /// The loop in whose body it is.
    pub(super) in_loop: Option<&'d str>,
    /// Where it leads after success; of a branch, where it leads if no choice holds.
    pub(super) next: Goal<'d>,
    /// Where it leads after a failure.
    pub(super) failure: Goal<'d>,
    /// Where a cancellation leads.
    pub(super) cancel: Goal<'d>,
    /// `isEnd` is written and true.
    pub(super) is_end: bool,
    /// The failure is a jump of its own: `onFailure: step:x`.
    pub(super) jumps_on_failure: bool,
    /// Whether a failure makes the whole run fail.
    pub(super) is_critical: bool,
}

/// All steps of a runbook by name, those in loops included.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph<'d> {
    pub(super) steps: BTreeMap<&'d str, Step<'d>>,
    /// In the order of the document.
    pub(super) order: Vec<&'d str>,
    pub(super) start: Option<&'d str>,
    /// What cannot be read as a step, by pointer.
    pub(super) unreadable: Vec<String>,
}

impl<'d> Graph<'d> {
    pub(super) fn of(document: &'d Value) -> Self {
        let mut graph = Self::default();
        let steps = document.get("mainSteps").and_then(Value::as_array);
        let steps = steps.map_or(&[][..], Vec::as_slice);
        graph.start = steps.first().and_then(name_of);
        graph.add(steps, "/mainSteps", None);
        graph
    }

    fn add(&mut self, steps: &'d [Value], pointer: &str, in_loop: Option<&'d str>) {
        for (number, value) in steps.iter().enumerate() {
            let pointer = format!("{pointer}/{number}");
            let following = steps.get(number + 1).map(name_of);
            let (Some(name), true) = (name_of(value), following != Some(None)) else {
                self.unreadable.push(pointer);
                continue;
            };
            let step = read_step(value, name, following.flatten());
            let step = Step { pointer: pointer.clone(), in_loop, ..step };
            let body = value.pointer("/inputs/Steps").and_then(Value::as_array);
            if self.steps.insert(name, step).is_some() {
                self.unreadable.push(pointer.clone());
            }
            self.order.push(name);
            if let Some(body) = body {
                self.add(body, &format!("{pointer}/inputs/Steps"), Some(name));
            }
        }
    }

    pub(super) fn step(&self, name: &str) -> Option<&Step<'d>> {
        self.steps.get(name)
    }
}

fn name_of(step: &Value) -> Option<&str> {
    step.get("name").and_then(Value::as_str)
}

fn read_step<'d>(value: &'d Value, name: &'d str, following: Option<&'d str>) -> Step<'d> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let flag = |key: &str| value.get(key).map(to_boolean).and_then(|it| it.as_bool());
    let action = text("action").unwrap_or("");
    let is_end = flag("isEnd") == Some(true);
    let in_order = following.map_or(Goal::End, Goal::Step);
    let default = value.pointer("/inputs/Default").and_then(Value::as_str);
    let successor = if is_end { Goal::End } else { text("nextStep").map_or(in_order, Goal::Step) };
    let next = match default.filter(|_| action == "aws:branch") {
        Some(name) => Goal::Step(name),
        None => successor,
    };
    let on_failure = text("onFailure").unwrap_or("Abort");
    let jump = on_failure.strip_prefix("step:");
    let failure = match (on_failure, jump) {
        (_, Some(name)) => Goal::Step(name),
        ("Continue", _) => successor,
        _ => Goal::Abort,
    };
    let cancel = text("onCancel").and_then(|it| it.strip_prefix("step:"));
    Step {
        name,
        action,
        value,
        pointer: String::new(),
        in_loop: None,
        next,
        failure,
        cancel: cancel.map_or(Goal::Abort, Goal::Step),
        is_end,
        jumps_on_failure: jump.is_some(),
        is_critical: flag("isCritical").unwrap_or(on_failure != "Continue"),
    }
}
