//! Which tasks of maintenance windows run a document.

use serde_json::{Value, json};

use crate::deploy::api::{Call, CallError, all_pages};
use crate::deploy::plan::Action;
use crate::deploy::wanted::ItemKind;

use super::{Asking, Reach, TaskUse, means, nodes, or_unknown, version_of};

/// A task that runs a document.
pub(super) struct User {
    pub(super) place: TaskUse,
    /// Whether the project itself wants the window: then the build has checked its arguments.
    pub(super) is_own: bool,
    pub(super) version: String,
    /// What it gives the document.
    pub(super) parameters: Value,
    /// The id of the window, and the task in full.
    window: String,
    task: Value,
}

impl User {
    /// The task, with how many nodes it runs on.
    pub(super) fn counted(self, asking: &Asking<'_>) -> Result<TaskUse, CallError> {
        let runs_command = self.task["TaskType"] == "RUN_COMMAND";
        let count = || nodes::of_task(asking.api, &self.window, &self.task);
        let nodes = runs_command.then(count).transpose()?;
        Ok(TaskUse { nodes, ..self.place })
    }
}

/// Tasks of all windows of the account that run the document, except in windows that the plan
/// deletes.
///
/// Source: "DescribeMaintenanceWindowTasks" and "GetMaintenanceWindowTask", API reference of
/// Systems Manager: only the second has the version and the parameters.
pub(super) fn users(
    asking: &Asking<'_>,
    document: &str,
    reach: &mut Reach,
) -> Result<Vec<User>, CallError> {
    let mut users = Vec::new();
    for window in &asking.state.listed_windows {
        let Some(id) = window["WindowId"].as_str() else { continue };
        let name = window["Name"].as_str().unwrap_or(id);
        if is_deleted(asking, name) {
            continue;
        }
        let ask = json!({ "WindowId": id, "MaxResults": 100 });
        let list = Call::ssm("DescribeMaintenanceWindowTasks", ask);
        let tasks = or_unknown(all_pages(asking.api, &list, "Tasks"), reach, "tasks of windows")?;
        for task in tasks.iter().filter(|task| means(&task["TaskArn"], document)) {
            let ask = json!({ "WindowId": id, "WindowTaskId": task["WindowTaskId"] });
            let got = asking.api.call(&Call::ssm("GetMaintenanceWindowTask", ask));
            let got = or_unknown(got, reach, "tasks of windows")?;
            let label = task["Name"].as_str().or_else(|| task["WindowTaskId"].as_str());
            let task = label.unwrap_or_default().to_owned();
            let (version, parameters) = run_by(&got);
            let place = TaskUse { window: name.to_owned(), task, nodes: None };
            let is_own = is_wanted(asking, name);
            let window = id.to_owned();
            users.push(User { place, is_own, version, parameters, window, task: got });
        }
    }
    Ok(users)
}

/// The version that a task runs, and what it gives.
fn run_by(task: &Value) -> (String, Value) {
    let invocation = &task["TaskInvocationParameters"];
    let members = ["RunCommand", "Automation"].map(|kind| &invocation[kind]);
    let [command, runbook] = members;
    let one = if command.is_object() { command } else { runbook };
    (version_of(&one["DocumentVersion"]).to_owned(), one["Parameters"].clone())
}

fn is_wanted(asking: &Asking<'_>, name: &str) -> bool {
    let mut items = asking.wanted.items.iter();
    items.any(|item| item.kind() == ItemKind::Window && item.name == name)
}

fn is_deleted(asking: &Asking<'_>, name: &str) -> bool {
    asking.changes.iter().any(|change| {
        change.action == Action::Delete && change.kind == ItemKind::Window && change.name == name
    })
}
