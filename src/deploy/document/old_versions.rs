//! Old versions of documents that a deploy deletes where a project keeps a number of them only.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::plan::{Action, Change, Difference, PlanOptions, Promote};
use crate::deploy::reach::means;
use crate::deploy::state::State;
use crate::deploy::wanted::{ItemKind, texts};

use super::by_hand::delete_version;
use super::compare::{NEW_VERSION, OTHER_VERSION};
use super::versions::versions;

/// What is said of versions that go.
const OLD_VERSIONS: &str = "old versions";

/// Adds to each document that gets another version which old ones go. The default version stays,
/// and the latest, and what an association or a task of a window of the account is pinned to at
/// this moment; all stay where the credentials may not see tasks.
///
/// # Errors
/// A call without an answer.
pub(in crate::deploy) fn add(
    api: &dyn Api,
    (state, options): (&State, PlanOptions),
    changes: &mut [Change],
) -> Result<(), CallError> {
    let Some(keep) = options.keep_versions else { return Ok(()) };
    for change in changes.iter_mut() {
        let has = |what: &str| change.differences.iter().any(|it| it.what == what);
        let is_new = has(NEW_VERSION);
        if change.kind != ItemKind::Document
            || change.action != Action::Update
            || !(is_new || has(OTHER_VERSION))
        {
            continue;
        }
        let Some(pinned) = pinned(api, state, &change.name)? else { continue };
        let wanted = change.differences.iter().find(|it| it.what == OTHER_VERSION);
        let wanted = wanted.and_then(|it| it.after.as_ref()?.as_str());
        let versions = versions(api, &change.name)?;
        let newest = versions.first().map(|version| version.number.clone());
        let stays = |number: &str| {
            pinned.contains(number) || newest.as_deref() == Some(number) || wanted == Some(number)
        };
        let is_default = |is_default: bool| is_default && options.promote == Promote::Leave;
        let old = versions.iter().skip(keep.saturating_sub(usize::from(is_new)));
        // The newest of now is no longer the newest behind the deploy, but others may follow it
        // until then.
        let old = old.filter(|it| !stays(&it.number) && !is_default(it.is_default));
        let old: Vec<&str> = old.map(|version| version.number.as_str()).collect();
        if !old.is_empty() {
            let difference = Difference::new(OLD_VERSIONS, Some(json!(old)), None);
            change.differences.push(difference);
        }
    }
    Ok(())
}

/// The versions that somebody names; nothing where that cannot be found out.
fn pinned(
    api: &dyn Api,
    state: &State,
    document: &str,
) -> Result<Option<BTreeSet<String>>, CallError> {
    let version = |of: &Value| of.as_str().map(str::to_owned);
    let listed = state.listed_associations.iter().filter(|one| means(&one["Name"], document));
    let mut pinned: BTreeSet<String> =
        listed.filter_map(|one| version(&one["DocumentVersion"])).collect();
    for id in state.listed_windows.iter().filter_map(|window| window["WindowId"].as_str()) {
        let ask = json!({ "WindowId": id, "MaxResults": 100 });
        let list = Call::ssm("DescribeMaintenanceWindowTasks", ask);
        let tasks = match all_pages(api, &list, "Tasks") {
            Err(CallError::Refused(_)) => return Ok(None),
            tasks => tasks?,
        };
        for task in tasks.iter().filter(|task| means(&task["TaskArn"], document)) {
            let ask = json!({ "WindowId": id, "WindowTaskId": task["WindowTaskId"] });
            let task = match api.call(&Call::ssm("GetMaintenanceWindowTask", ask)) {
                Err(CallError::Refused(_)) => return Ok(None),
                task => task?,
            };
            let invocation = &task["TaskInvocationParameters"];
            let kinds = ["RunCommand", "Automation"];
            pinned.extend(
                kinds.iter().filter_map(|kind| version(&invocation[kind]["DocumentVersion"])),
            );
        }
    }
    Ok(Some(pinned))
}

/// Deletes what the plan says. What the service keeps for a reason of its own, as a shared document
/// or a default that somebody has moved, stays.
pub(super) fn delete(
    api: &dyn Api,
    name: &str,
    differences: &[Difference],
) -> Result<(), CallError> {
    let old = differences.iter().find(|it| it.what == OLD_VERSIONS);
    for number in old.and_then(|it| it.before.as_ref()).map(texts).unwrap_or_default() {
        match delete_version(api, name, &number) {
            Err(error)
                if error.is("InvalidDocumentOperation") || error.is("AssociatedInstances") => {}
            other => other?,
        }
    }
    Ok(())
}
