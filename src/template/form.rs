//! Rules between properties that are those of requests: what they say is found by the same checks.

use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;
use crate::markup::Node;
use crate::ssm::{Kind, Origins, validate};
use crate::text::FileId;

use super::Template;
use super::expression::plain_text;
use super::resource::Resource;
use super::task::TYPES;

/// The type of a target against its keys.
pub(super) fn check_target(
    template: &mut Template,
    target: &Resource<'_>,
    list: &Node,
    file: FileId,
) {
    let Some((resource_type, _)) = target.text("ResourceType") else { return };
    let mut origins = Origins::new();
    let mut targets = Vec::new();
    for (number, item) in list.items().iter().enumerate() {
        let Some(key) = item.get("Key") else { return };
        let Some(name) = plain_text(key) else { return };
        origins.insert(format!("/targets/0/Targets/{number}/Key"), key.span.in_file(file));
        targets.push(json!({ "Key": name, "Values": ["a"] }));
    }
    let request = json!({ "ResourceType": resource_type, "Targets": targets });
    report(template, &request_of(request, Value::Null), &origins);
}

/// The type of a task against the members of its parameters.
pub(super) fn check_task(
    template: &mut Template,
    (task, task_type): (&Resource<'_>, &str),
    given: Option<&Node>,
    file: FileId,
) {
    let mut origins = Origins::new();
    let mut members = serde_json::Map::new();
    for entry in given.map_or(&[][..], Node::entries) {
        let Some((name, _)) = TYPES.iter().find(|(_, known)| *known == entry.key.text) else {
            continue;
        };
        let short = match *name {
            "AUTOMATION" => "Automation",
            "LAMBDA" => "Lambda",
            "RUN_COMMAND" => "RunCommand",
            _ => "StepFunctions",
        };
        let pointer = format!("/tasks/0/TaskInvocationParameters/{short}");
        origins.insert(pointer, entry.key_span.in_file(file));
        members.insert(short.to_owned(), json!({}));
    }
    let targets = task.property("Targets").map_or(
        json!([]),
        |_| json!([{ "Key": "InstanceIds", "Values": ["i-0123456789abcdef0"] }]),
    );
    let request = json!({
        "TaskArn": "Document", "TaskType": task_type, "Priority": 1, "Targets": targets,
        "TaskInvocationParameters": members,
    });
    report(template, &request_of(Value::Null, request), &origins);
}

fn request_of(target: Value, task: Value) -> Value {
    let list = |value: Value| if value.is_null() { json!([]) } else { json!([value]) };
    let window = json!({
        "Name": "Window", "Schedule": "rate(7 days)", "Duration": 2, "Cutoff": 1,
        "AllowUnassociatedTargets": false,
    });
    json!({ "window": window, "targets": list(target), "tasks": list(task) })
}

/// Takes over what is found at the known places: the rest of the request is made up.
fn report(template: &mut Template, request: &Value, origins: &Origins) {
    let nowhere = crate::text::FileSpan::default();
    let found = validate(Kind::MaintenanceWindow, request, origins, nowhere);
    let is_placed = |at| origins.iter().any(|(_, place)| place == at);
    let found = found.into_iter().filter(|one| is_placed(one.primary.at));
    template.diagnostics.extend(found.map(without_made_up));
}

/// A finding without the words for what is around the part that was asked about.
pub(super) fn without_made_up(mut found: Diagnostic) -> Diagnostic {
    for made_up in ["window.", " of target number 1", " of task number 1"] {
        found.message = found.message.replace(made_up, "");
    }
    found
}
