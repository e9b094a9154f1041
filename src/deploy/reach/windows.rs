//! Which tasks of maintenance windows run a document.

use serde_json::{Value, json};

use crate::deploy::api::{Call, CallError, all_pages};
use crate::deploy::plan::{Action, Change};
use crate::deploy::side_by_side::each;
use crate::deploy::wanted::{Body, ItemKind};
use crate::deploy::window;

use super::{Asking, Reach, Reached, TaskUse, means, nodes, or_unknown, version_of};

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

    /// What it runs.
    pub(super) fn run(&self) -> &Value {
        &self.task["TaskArn"]
    }

    /// What it gives to whatever it runs.
    pub(super) fn given(&self) -> &Value {
        &self.task["TaskInvocationParameters"]
    }

    /// When its window opens; nothing of one that is switched off.
    pub(super) fn schedule(&self, asking: &Asking<'_>) -> Option<String> {
        let mut listed = asking.state.listed_windows.iter();
        let window = listed.find(|window| window["WindowId"].as_str() == Some(&self.window))?;
        let schedule = window["Schedule"].as_str()?;
        (window["Enabled"] != json!(false)).then(|| schedule.to_owned())
    }
}

/// On how many nodes each task of a window that is made or changed runs, as the project wants it.
/// Only commands run on nodes.
pub(super) fn reach(asking: &Asking<'_>, change: &Change) -> Result<Reach, CallError> {
    let mut reach = Reach::default();
    let item = asking.wanted.item(&change.id);
    let Some(Body::Window(body)) = item.map(|item| &item.body) else { return Ok(reach) };
    if change.action == Action::Update && !window::is_run_otherwise(&change.differences) {
        return Ok(reach);
    }
    for task in body.tasks.iter().filter(|task| task["TaskType"] == "RUN_COMMAND") {
        let chosen = window::targets_of(task, (&change.id, body));
        let chosen: Vec<&Value> = chosen.iter().collect();
        let nodes = nodes::of_any(asking.api, &chosen)?;
        let label = task["Name"].as_str().or_else(|| task["TaskArn"].as_str()).unwrap_or_default();
        reach.nodes.push(Reached { what: format!("task `{label}`"), nodes });
    }
    Ok(reach)
}

/// A task as the list of its window has it.
pub(super) struct Listed<'a> {
    window: &'a Value,
    task: Value,
}

/// Tasks of all windows of the account, except of those that the plan deletes.
///
/// Source: "DescribeMaintenanceWindowTasks", API reference of Systems Manager.
pub(super) fn listed_tasks<'a>(
    asking: &'a Asking<'_>,
    reach: &mut Reach,
) -> Result<Vec<Listed<'a>>, CallError> {
    let is_there = |window: &&Value| {
        let name = name_of(window);
        window["WindowId"].is_string() && !asking.is_deleted(ItemKind::Window, name)
    };
    let windows: Vec<&Value> = asking.state.listed_windows.iter().filter(is_there).collect();
    let lists = each(asking.api, &windows, |window| {
        let ask = json!({ "WindowId": window["WindowId"], "MaxResults": 100 });
        let list = Call::ssm("DescribeMaintenanceWindowTasks", ask);
        let mut unknown = Reach::default();
        let tasks = all_pages(asking.api, &list, "Tasks");
        Ok((or_unknown(tasks, &mut unknown, "tasks of windows")?, unknown.unknown))
    })?;
    let mut found = Vec::new();
    for (window, (tasks, unknown)) in windows.into_iter().zip(lists) {
        reach.do_not_know(unknown);
        found.extend(tasks.into_iter().map(|task| Listed { window, task }));
    }
    Ok(found)
}

/// A listed task in full; nothing where nobody says.
///
/// Source: "GetMaintenanceWindowTask", API reference of Systems Manager: only it has the version
/// and the parameters.
pub(super) fn user(
    asking: &Asking<'_>,
    Listed { window, task }: &Listed<'_>,
    reach: &mut Reach,
) -> Result<Option<User>, CallError> {
    let ids = json!({ "WindowId": window["WindowId"], "WindowTaskId": task["WindowTaskId"] });
    let got = asking.api.call(&Call::ssm("GetMaintenanceWindowTask", ids));
    let got = or_unknown(got, reach, "tasks of windows")?;
    if got.is_null() {
        return Ok(None);
    }
    let name = name_of(window);
    let label = task["Name"].as_str().or_else(|| task["WindowTaskId"].as_str());
    let (version, parameters) = run_by(&got);
    Ok(Some(User {
        place: TaskUse {
            window: name.to_owned(),
            task: label.unwrap_or_default().to_owned(),
            nodes: None,
        },
        is_own: is_wanted(asking, name),
        version,
        parameters,
        window: window["WindowId"].as_str().unwrap_or_default().to_owned(),
        task: got,
    }))
}

/// The tasks that run the document.
pub(super) fn users(
    asking: &Asking<'_>,
    document: &str,
    reach: &mut Reach,
) -> Result<Vec<User>, CallError> {
    let mut listed = listed_tasks(asking, reach)?;
    listed.retain(|listed| means(&listed.task["TaskArn"], document));
    let mut users = Vec::new();
    for listed in &listed {
        users.extend(user(asking, listed, reach)?);
    }
    Ok(users)
}

/// The name of a listed window; of one without a name its id.
fn name_of(window: &Value) -> &str {
    window["Name"].as_str().or_else(|| window["WindowId"].as_str()).unwrap_or_default()
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
