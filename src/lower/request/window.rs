//! Maintenance windows as three kinds of requests in one file: the window, its targets, its tasks.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

use crate::hir::{DocumentRef, Window, WindowTarget, WindowTask, WindowTaskKind};
use crate::lower::{Content, Lowered, LoweredKind};
use crate::text::FileSpan;

use super::argument::{arguments, text};
use super::document::{dependency, version};
use super::members::Members;
use super::target::{Spelling, is_resource_group, targets};

/// Members of the window in the order of the API, behind its description.
const WINDOW: [&str; 9] = [
    "StartDate",
    "EndDate",
    "Schedule",
    "ScheduleTimezone",
    "ScheduleOffset",
    "Duration",
    "Cutoff",
    "AllowUnassociatedTargets",
    "Tags",
];

pub(in crate::lower) fn lower(window: &Window) -> Lowered {
    let mut origins = Vec::new();
    let mut part = |pointer: &str, members: Members| {
        let (content, below) = members.into_parts();
        origins.extend(below.into_iter().map(|(place, at)| (format!("{pointer}{place}"), at)));
        content
    };
    let own = part("/window", window_request(window));
    let targets: Json = window
        .targets
        .iter()
        .enumerate()
        .map(|(place, target)| part(&format!("/targets/{place}"), target_request(window, target)))
        .collect();
    let tasks: Json = window
        .tasks
        .iter()
        .enumerate()
        .map(|(place, task)| part(&format!("/tasks/{place}"), task_request(window, task)))
        .collect();
    let documents = window.tasks.iter().filter_map(|task| dependency(document(task)?));
    let mut depends_on: Vec<String> = documents.collect();
    depends_on.sort();
    depends_on.dedup();
    Lowered {
        kind: LoweredKind::Window,
        name: window.emitted_name.clone(),
        path: path(window),
        content: Content::Request(json!({ "window": own, "targets": targets, "tasks": tasks })),
        origins,
        depends_on,
        source: window.at,
    }
}

fn path(window: &Window) -> String {
    format!("windows/{}", window.name)
}

fn document(task: &WindowTask) -> Option<&DocumentRef> {
    match &task.kind {
        WindowTaskKind::Command(document) | WindowTaskKind::Automation(document) => Some(document),
        WindowTaskKind::Lambda { .. } | WindowTaskKind::StepFunctions { .. } => None,
    }
}

fn window_request(window: &Window) -> Members {
    let mut request = Members::default();
    request.put("Name", window.emitted_name.as_str(), window.at);
    request.put_if("Description", window.description.as_deref(), window.at);
    request.fields(&WINDOW, &window.fields);
    request
}

fn window_id(window: &Window) -> String {
    format!("${{{}#WindowId}}", path(window))
}

fn target_request(window: &Window, target: &WindowTarget) -> Members {
    let mut request = Members::default();
    let kind = if is_resource_group(&target.targets) { "RESOURCE_GROUP" } else { "INSTANCE" };
    request.put("WindowId", window_id(window), target.at);
    request.put("ResourceType", kind, target.at);
    request.put("Targets", targets(&target.targets, Spelling::Nodes), target.at);
    // A name of the service has three letters at least.
    let name = Some(target.name.as_str()).filter(|name| name.len() >= 3);
    request.put_if("Name", name, target.at);
    // What has no name is known by its owner, as long as it may be.
    let owner = name.is_none().then_some(target.name.as_str());
    request.put_if("OwnerInformation", owner, target.at);
    request
}

fn task_request(window: &Window, task: &WindowTask) -> Members {
    let mut request = Members::default();
    request.put("WindowId", window_id(window), task.at);
    if let Some(target) = task.target.and_then(|place| window.targets.get(place)) {
        let id = format!("${{{}#target/{}}}", path(window), target.name);
        let value = json!([{ "Key": "WindowTargetIds", "Values": [id] }]);
        request.put("Targets", value, task.at);
    }
    let (arn, arn_at, kind) = runs(task);
    request.put("TaskArn", arn, arn_at);
    request.fields(&["ServiceRoleArn"], &task.fields);
    request.put("TaskType", kind, arn_at);
    let mut invocation = Members::default();
    let (member, inner) = invocation_parameters(task);
    invocation.put_members(member, inner, task.at);
    request.put_members("TaskInvocationParameters", invocation, task.at);
    request.fields(&["Priority", "MaxConcurrency", "MaxErrors"], &task.fields);
    let name = Some(task.name.as_str()).filter(|name| name.len() >= 3);
    request.put_if("Name", name, task.at);
    request.put_if("Description", task.description.as_deref(), task.at);
    request.fields(&["CutoffBehavior", "AlarmConfiguration"], &task.fields);
    request
}

/// What the task runs, where that is written, and the type of the task.
fn runs(task: &WindowTask) -> (&str, FileSpan, &'static str) {
    match &task.kind {
        WindowTaskKind::Command(document) => (&document.name, document.at, "RUN_COMMAND"),
        WindowTaskKind::Automation(document) => (&document.name, document.at, "AUTOMATION"),
        WindowTaskKind::Lambda { function, at } => (function, *at, "LAMBDA"),
        WindowTaskKind::StepFunctions { machine, at } => (machine, *at, "STEP_FUNCTIONS"),
    }
}

fn invocation_parameters(task: &WindowTask) -> (&'static str, Members) {
    let mut inner = Members::default();
    match &task.kind {
        WindowTaskKind::Command(document) => {
            inner.fields(&["Comment", "CloudWatchOutputConfig"], &task.invocation);
            inner.put_if("DocumentVersion", version(document), document.at);
            let output = ["NotificationConfig", "OutputS3BucketName", "OutputS3KeyPrefix"];
            inner.fields(&output, &task.invocation);
            inner.put_members("Parameters", arguments(&task.parameters), document.at);
            inner.fields(&["ServiceRoleArn", "TimeoutSeconds"], &task.invocation);
            ("RunCommand", inner)
        }
        WindowTaskKind::Automation(document) => {
            inner.put_if("DocumentVersion", version(document), document.at);
            inner.put_members("Parameters", arguments(&task.parameters), document.at);
            ("Automation", inner)
        }
        WindowTaskKind::StepFunctions { .. } => {
            for (name, value) in &task.parameters {
                inner.put(name, text(value), value.at);
            }
            inner.fields(&["Name"], &task.invocation);
            ("StepFunctions", inner)
        }
        WindowTaskKind::Lambda { .. } => {
            inner.fields(&["ClientContext", "Qualifier"], &task.invocation);
            for (name, value) in &task.parameters {
                // A blob: base64 in JSON, as the command line of AWS reads it.
                inner.put(name, STANDARD.encode(text(value)), value.at);
            }
            ("Lambda", inner)
        }
    }
}
