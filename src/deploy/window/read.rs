//! Which maintenance windows an account has, and what is in those that are wanted.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity::{self, Tags};
use crate::deploy::named::{self, Wish};
use crate::deploy::owner::{Owned, tags_of};
use crate::deploy::plan::Prune;
use crate::deploy::side_by_side::each;
use crate::deploy::wanted::{ItemKind, Wanted};

/// A window of the account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::deploy) struct Found {
    pub(super) id: String,
    /// The answer of GetMaintenanceWindow; null of a name that is not wanted.
    pub(super) window: Value,
    pub(super) targets: Vec<Value>,
    /// The answers of GetMaintenanceWindowTask.
    pub(super) tasks: Vec<Value>,
    pub(super) tags: Tags,
}

/// What does not change each time that a window opens.
const LISTED: [&str; 4] = ["Enabled", "Name", "Schedule", "WindowId"];

/// The windows of an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::deploy) struct Read {
    /// Of the names that are wanted; with what the project made, where that is asked for.
    pub(in crate::deploy) by_name: BTreeMap<String, Vec<Found>>,
    /// All, with the members of the list that [`LISTED`] names.
    pub(in crate::deploy) listed: Vec<Value>,
}

impl Owned for Found {
    fn tags(&self) -> &Tags {
        &self.tags
    }
}

/// Windows by name; a name may be there several times.
///
/// Source: "DescribeMaintenanceWindows" and the operations for one window, API reference of
/// Systems Manager.
pub(in crate::deploy) fn read(
    api: &dyn Api,
    wanted: &Wanted,
    prune: Prune,
) -> Result<Read, CallError> {
    let list = Call::ssm("DescribeMaintenanceWindows", json!({ "MaxResults": 100 }));
    let all = all_pages(api, &list, "WindowIdentities")?;
    let names = wanted.names(ItemKind::Window);
    let by_name =
        named::by_name((api, &all), ("WindowId", "Name"), (&names, prune), |id, wish| {
            let tags = tags_of(api, "MaintenanceWindow", id)?;
            let one = Found { id: id.to_owned(), tags, ..Found::default() };
            match wish {
                Wish::Wanted => with_parts(api, one),
                Wish::Other => Ok(one),
            }
        })?;
    let listed = all.iter().map(|one| identity::members(one, &LISTED)).collect();
    Ok(Read { by_name, listed })
}

/// The window with its targets and tasks.
pub(super) fn with_parts(api: &dyn Api, mut found: Found) -> Result<Found, CallError> {
    let ask = |more: Value| {
        let mut input = json!({ "WindowId": found.id });
        if let (Value::Object(input), Value::Object(more)) = (&mut input, more) {
            input.extend(more);
        }
        input
    };
    let pages = json!({ "MaxResults": 100 });
    found.window = api.call(&Call::ssm("GetMaintenanceWindow", ask(json!({}))))?;
    let targets = Call::ssm("DescribeMaintenanceWindowTargets", ask(pages.clone()));
    found.targets = all_pages(api, &targets, "Targets")?;
    let tasks = Call::ssm("DescribeMaintenanceWindowTasks", ask(pages));
    let listed = all_pages(api, &tasks, "Tasks")?;
    // The list has no parameters of tasks.
    found.tasks = each(api, &listed, |task| {
        let one = ask(json!({ "WindowTaskId": task["WindowTaskId"] }));
        api.call(&Call::ssm("GetMaintenanceWindowTask", one))
    })?;
    Ok(found)
}
