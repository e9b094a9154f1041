//! What a schema cannot say about a maintenance window with its targets and tasks.

use serde_json::Value;

use super::findings::Findings;
use crate::ssm::JsonMap;
use crate::ssm::errors;
use crate::ssm::schedule::{Api, Schedule};

/// The types of tasks and the member of `TaskInvocationParameters` that belongs to each.
const TASK_MEMBERS: [(&str, &str); 4] = [
    ("AUTOMATION", "Automation"),
    ("LAMBDA", "Lambda"),
    ("RUN_COMMAND", "RunCommand"),
    ("STEP_FUNCTIONS", "StepFunctions"),
];

/// The rules of the API between the members.
pub(super) fn check(findings: &mut Findings<'_>) {
    if let Some(window) = findings.root.get("window").and_then(Value::as_object) {
        check_window(findings, window);
    }
    let tasks = findings.root.get("tasks").and_then(Value::as_array);
    for (number, task) in tasks.into_iter().flatten().enumerate() {
        if let Some(task) = task.as_object() {
            check_task(findings, &format!("/tasks/{number}"), task);
        }
    }
    let targets = findings.root.get("targets").and_then(Value::as_array);
    for (number, target) in targets.into_iter().flatten().enumerate() {
        check_target(findings, &format!("/targets/{number}"), target);
    }
}

fn check_window(findings: &mut Findings<'_>, window: &JsonMap) {
    let hours = |name: &str| window.get(name).and_then(Value::as_u64);
    if let (Some(duration), Some(cutoff)) = (hours("Duration"), hours("Cutoff"))
        && cutoff >= duration
    {
        let spot = findings.spot("/window/Cutoff");
        let problem = format!("is {cutoff} hours of a window of {duration} hours");
        let rule = "a window stops to start tasks before it ends: `Cutoff` is less than `Duration`";
        findings.report(errors::bad_request(&spot, &problem, rule));
    }
    let Some(text) = window.get("Schedule").and_then(Value::as_str) else { return };
    let schedule =
        super::schedule::check(findings, "/window/Schedule", text, Api::MaintenanceWindow);
    let is_cron = matches!(schedule, None | Some(Schedule::Cron(_)));
    if !is_cron && window.contains_key("ScheduleOffset") {
        let spot = findings.spot("/window/ScheduleOffset");
        let rule = "`ScheduleOffset` goes with `cron(…)` only";
        findings.report(errors::bad_request(&spot, "stands beside no cron", rule));
    }
}

fn check_task(findings: &mut Findings<'_>, pointer: &str, task: &JsonMap) {
    let spot = findings.spot(pointer);
    let has_targets =
        task.get("Targets").and_then(Value::as_array).is_some_and(|targets| !targets.is_empty());
    for name in ["MaxConcurrency", "MaxErrors"] {
        match (has_targets, task.contains_key(name)) {
            (true, false) => findings.report(errors::missing_member(&spot, name)),
            (false, true) => {
                let here = findings.spot(&format!("{pointer}/{name}"));
                let rule = "a task without targets takes neither `MaxConcurrency` nor `MaxErrors`";
                findings.report(errors::bad_request(&here, "stands without targets", rule));
            }
            (true, true) | (false, false) => {}
        }
    }
    let kind = task.get("TaskType").and_then(Value::as_str).unwrap_or_default();
    if kind == "RUN_COMMAND" && !has_targets {
        findings.report(errors::missing_member(&spot, "Targets"));
    }
    let member = TASK_MEMBERS.iter().find(|(name, _)| *name == kind).map(|(_, member)| *member);
    let given = task.get("TaskInvocationParameters").and_then(Value::as_object);
    for (name, _) in given.into_iter().flatten() {
        if member.is_some_and(|member| member != name) {
            let here = findings.spot(&format!("{pointer}/TaskInvocationParameters/{name}"));
            let rule = format!("a task of type `{kind}` has the member of its type only");
            findings.report(errors::bad_request(&here, "belongs to another type", &rule));
        }
    }
    if kind == "RUN_COMMAND" {
        check_pseudo_parameters(findings, pointer, task);
    }
}

/// `{{RESOURCE_ID}}` and `{{TARGET_ID}}` are not replaced in commands.
fn check_pseudo_parameters(findings: &mut Findings<'_>, pointer: &str, task: &JsonMap) {
    let Some(parameters) = task.get("TaskInvocationParameters") else { return };
    let text = parameters.to_string();
    for name in crate::ssm::reference::reference_texts(&text) {
        if ["RESOURCE_ID", "TARGET_ID"].contains(&name) {
            let spot = findings.spot(&format!("{pointer}/TaskInvocationParameters"));
            let rule = "the service puts the id of a resource into runbooks, functions and state machines only";
            findings.report(errors::reference_out_of_place(&spot, name, rule));
        }
    }
}

/// The type of a target goes with its keys.
fn check_target(findings: &mut Findings<'_>, pointer: &str, target: &Value) {
    let is_group = target.get("ResourceType").and_then(Value::as_str) == Some("RESOURCE_GROUP");
    let keys = target.get("Targets").and_then(Value::as_array);
    for (number, key) in keys.into_iter().flatten().enumerate() {
        let name = key.get("Key").and_then(Value::as_str).unwrap_or_default();
        if name.starts_with("resource-groups:") != is_group {
            let spot = findings.spot(&format!("{pointer}/Targets/{number}/Key"));
            let rule = "`RESOURCE_GROUP` goes with the keys `resource-groups:…`, `INSTANCE` with all others";
            let problem = format!("is \"{name}\"");
            findings.report(errors::bad_request(&spot, &problem, rule));
        }
    }
}
