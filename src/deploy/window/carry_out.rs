//! The calls that make a window as it is wanted: the window, then its targets, then its tasks;
//! what goes away leaves in the other order.

use serde_json::{Map, Value, json};

use crate::deploy::api::{Api, Call, CallError};
use crate::deploy::apply::Applying;
use crate::deploy::identity;
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::{Owned, all_tags, chosen};
use crate::deploy::retag::{begin, retag};
use crate::deploy::wanted::{Item, WindowBody};
use crate::deploy::written;

use super::compare::{TARGET, TASK, WINDOW, put_target, same_target, same_task};
use super::parts;
use super::read::{Found, with_parts};

/// Makes a window as it is wanted, from whatever is there.
pub(in crate::deploy) fn carry_out(
    cx: &Applying<'_>,
    (item, body): (&Item, &WindowBody),
    outputs: &Outputs,
    found: Option<&Vec<Found>>,
) -> Result<Outputs, CallError> {
    let there = found.and_then(|all| chosen(&cx.wanted.project, all, cx.options.foreign).ok());
    let there = match there {
        Some(there) => {
            let kind = ("MaintenanceWindow", there.id.as_str());
            let tags = begin(cx.api, kind, &there.tags)?;
            update_window(cx.api, body, there)?;
            Found { tags, ..there.clone() }
        }
        // A creation that a token finds again may have parts from before.
        None => with_parts(cx.api, Found { id: create_window(cx, body)?, ..Found::default() })?,
    };
    let given = outputs;
    let mut outputs = outputs.clone();
    outputs.put(&item.id, "WindowId", there.id.as_str());
    let window = Window { api: cx.api, id: &there.id };
    let mut kept = Vec::new();
    for target in &body.targets {
        let old = same_target(target, &there.targets);
        let id = window.target(&outputs.filled(target)?, old)?;
        put_target(&mut outputs, item, target, &json!(id));
        kept.push(id);
    }
    for task in &body.tasks {
        let task = outputs.filled(task)?;
        kept.push(window.task(&task, same_task(&task, &there.tasks))?);
    }
    window.deregister(
        "DeregisterTaskFromMaintenanceWindow",
        "WindowTaskId",
        (&there.tasks, &kept),
    )?;
    window.deregister(
        "DeregisterTargetFromMaintenanceWindow",
        "WindowTargetId",
        (&there.targets, &kept),
    )?;
    // Last: tags tell of what was done.
    let mut tags = all_tags(cx.wanted, &body.window["Tags"]);
    written::remember(&mut tags, &parts::written(given, (item, body)));
    retag(cx.api, ("MaintenanceWindow", &there.id), &tags, &there.tags)?;
    Ok(outputs)
}

/// Deletes the windows of a name that the project made, with all that is in them.
pub(in crate::deploy) fn delete(
    api: &dyn Api,
    project: &str,
    found: Option<&Vec<Found>>,
) -> Result<(), CallError> {
    for one in found.into_iter().flatten().filter(|one| one.is_of(project)) {
        api.call(&Call::ssm("DeleteMaintenanceWindow", json!({ "WindowId": one.id })))?;
    }
    Ok(())
}

fn create_window(cx: &Applying<'_>, body: &WindowBody) -> Result<String, CallError> {
    let mut request = body.window.as_object().cloned().unwrap_or_default();
    let mut tags = all_tags(cx.wanted, &body.window["Tags"]);
    written::begin(&mut tags);
    request.insert("Tags".to_owned(), identity::tag_list(&tags));
    request.insert("ClientToken".to_owned(), json!(identity::token()));
    let answer = cx.api.call(&Call::ssm("CreateMaintenanceWindow", Value::Object(request)))?;
    Ok(answer["WindowId"].as_str().unwrap_or_default().to_owned())
}

/// Sets every member of the window where one differs.
fn update_window(api: &dyn Api, body: &WindowBody, there: &Found) -> Result<(), CallError> {
    let names = WINDOW.iter().map(|(member, ..)| *member);
    let mut request = only(&body.window, names);
    request.insert("WindowId".to_owned(), json!(there.id));
    request.insert("Name".to_owned(), body.window["Name"].clone());
    request.insert("Replace".to_owned(), json!(true));
    if there.window.get("Enabled") == Some(&json!(false)) {
        // Somebody has switched it off, and a deploy does not switch it on.
        request.insert("Enabled".to_owned(), json!(false));
    }
    api.call(&Call::ssm("UpdateMaintenanceWindow", Value::Object(request))).map(|_| ())
}

/// The members of a value that a table names.
fn only<'a>(value: &Value, names: impl Iterator<Item = &'a str>) -> Map<String, Value> {
    names.filter_map(|name| Some((name.to_owned(), value.get(name)?.clone()))).collect()
}

/// A window that is there.
struct Window<'a> {
    api: &'a dyn Api,
    id: &'a str,
}

impl Window<'_> {
    /// Registers or updates a target; gives its id.
    fn target(&self, wanted: &Value, there: Option<&Value>) -> Result<String, CallError> {
        let register = "RegisterTargetWithMaintenanceWindow";
        match there {
            None => self.register(register, wanted, "WindowTargetId"),
            Some(there) => {
                let names = TARGET.iter().map(|(member, ..)| *member);
                self.update(
                    "UpdateMaintenanceWindowTarget",
                    only(wanted, names),
                    (there, "WindowTargetId"),
                )
            }
        }
    }

    /// Registers or updates a task; gives its id.
    fn task(&self, wanted: &Value, there: Option<&Value>) -> Result<String, CallError> {
        match there {
            None => self.register("RegisterTaskWithMaintenanceWindow", wanted, "WindowTaskId"),
            Some(there) => {
                let names = TASK.iter().map(|(member, ..)| *member);
                self.update(
                    "UpdateMaintenanceWindowTask",
                    only(wanted, names),
                    (there, "WindowTaskId"),
                )
            }
        }
    }

    fn register(
        &self,
        operation: &'static str,
        wanted: &Value,
        id: &str,
    ) -> Result<String, CallError> {
        let mut request = wanted.as_object().cloned().unwrap_or_default();
        request.insert("WindowId".to_owned(), json!(self.id));
        request.insert("ClientToken".to_owned(), json!(identity::token()));
        let answer = self.api.call(&Call::ssm(operation, Value::Object(request)))?;
        Ok(answer[id].as_str().unwrap_or_default().to_owned())
    }

    fn update(
        &self,
        operation: &'static str,
        mut request: Map<String, Value>,
        (there, id): (&Value, &str),
    ) -> Result<String, CallError> {
        request.insert("WindowId".to_owned(), json!(self.id));
        request.insert(id.to_owned(), there[id].clone());
        request.insert("Replace".to_owned(), json!(true));
        self.api.call(&Call::ssm(operation, Value::Object(request)))?;
        Ok(there[id].as_str().unwrap_or_default().to_owned())
    }

    /// Takes out the parts that are not kept. One that is gone is no error.
    fn deregister(
        &self,
        operation: &'static str,
        id: &str,
        (there, kept): (&[Value], &[String]),
    ) -> Result<(), CallError> {
        for part in there {
            let Some(part) = part[id].as_str().filter(|part| !kept.iter().any(|it| it == part))
            else {
                continue;
            };
            let call = Call::ssm(operation, json!({ "WindowId": self.id, id: part }));
            match self.api.call(&call) {
                Err(error) if !error.is("DoesNotExistException") => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}
