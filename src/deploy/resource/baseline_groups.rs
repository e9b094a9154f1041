//! Which patch groups a baseline is for, and whether it is the default of its operating system.
//! Each group has one baseline for a system, so taking a place takes it from another.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity::PROJECT;
use crate::deploy::owner::tags_of;
use crate::deploy::plan::Foreign;

use super::form::Form;
use super::kind::{Asked, Doing, Found, Reading, gone};
use super::patch_baseline::{TYPE, by_id, others, system};

/// What a plan calls the groups.
pub(super) const GROUPS: &str = "PatchGroups";
/// What a plan calls being the default.
pub(super) const DEFAULT: &str = "DefaultBaseline";

/// Puts groups and default into a form.
pub(super) fn put(form: &mut Form, groups: &Value, is_default: bool) {
    let groups: BTreeSet<&str> = names(groups).collect();
    if !groups.is_empty() {
        form.insert(GROUPS.to_owned(), json!(groups));
    }
    if is_default {
        form.insert(DEFAULT.to_owned(), json!(true));
    }
}

fn names(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// Who has the groups and the defaults that are wanted: a list of holders.
///
/// Source: "DescribePatchGroups" and "DescribePatchBaselines", API reference of Systems Manager.
pub(super) fn around(
    reading: &Reading<'_>,
    listed: &[Value],
    by_name: &BTreeMap<String, Vec<Found>>,
) -> Result<Value, CallError> {
    let known = by_id(by_name);
    let wanted = |system_of: &str, group: Option<&str>| {
        reading.requests.values().any(|request| {
            system(&request["baseline"]) == system_of
                && match group {
                    Some(group) => names(&request["groups"]).any(|name| name == group),
                    None => request["default"] == json!(true),
                }
        })
    };
    let mut holders = Vec::new();
    let mut hold = |group: Option<&str>, baseline: &Value| -> Result<(), CallError> {
        let (system, id) = (system(baseline), baseline["BaselineId"].as_str().unwrap_or_default());
        if !wanted(system, group) {
            return Ok(());
        }
        // AWS's own are named by ARNs, and have no tags.
        let project = match known.get(id) {
            Some(found) => found.tags.get(PROJECT).cloned(),
            None if id.starts_with("arn:") => None,
            None => tags_of(reading.api, TYPE, id)?.remove(PROJECT),
        };
        let (group, name) = (json!(group), &baseline["BaselineName"]);
        holders.push(
            json!({ "group": group, "system": system, "id": id, "name": name, "project": project }),
        );
        Ok(())
    };
    if reading.requests.values().any(|request| names(&request["groups"]).next().is_some()) {
        let list = Call::ssm("DescribePatchGroups", json!({ "MaxResults": 100 }));
        for one in all_pages(reading.api, &list, "Mappings")? {
            hold(one["PatchGroup"].as_str(), &one["BaselineIdentity"])?;
        }
    }
    for one in listed.iter().filter(|one| one["DefaultBaseline"] == json!(true)) {
        hold(None, one)?;
    }
    Ok(Value::Array(holders))
}

/// Why a group or the default may not be taken from who has it.
pub(super) fn taken(asked: &Asked<'_>, system: &str) -> Option<String> {
    if asked.foreign == Foreign::Adopt {
        return None;
    }
    let (place, whose) = held(asked, system).into_iter().next()?;
    Some(format!("{place} is {whose}: `--adopt` takes it"))
}

/// The groups and the default that a baseline is to have and others have: which, and whose.
pub(super) fn held(asked: &Asked<'_>, system: &str) -> Vec<(String, String)> {
    let own = asked.found.map(|found| found.id.as_str());
    let holders = asked.around.as_array().into_iter().flatten();
    let others = holders.filter(|one| {
        let is_wanted = match one["group"].as_str() {
            Some(group) => names(&asked.request["groups"]).any(|name| name == group),
            None => asked.request["default"] == json!(true),
        };
        is_wanted
            && one["system"].as_str() == Some(system)
            && one["id"].as_str() != own
            && one["project"].as_str() != Some(asked.project)
    });
    let told = others.map(|other| {
        let place = match other["group"].as_str() {
            Some(group) => format!("the baseline of the patch group `{group}` for {system}"),
            None => format!("the default patch baseline of {system}"),
        };
        let name = other["name"].as_str().unwrap_or_default();
        let whose = match other["project"].as_str() {
            Some(project) => format!("belongs to the project `{project}`"),
            None => "Ordain did not make".to_owned(),
        };
        (place, format!("`{name}`, which {whose}"))
    });
    told.collect()
}

/// Registers the wanted groups, and takes out the others.
pub(super) fn register(doing: &Doing<'_>, found: &Found, system: &str) -> Result<(), CallError> {
    let wanted: BTreeSet<&str> = names(&doing.request["groups"]).collect();
    let there: BTreeSet<&str> = found.form.get(GROUPS).into_iter().flat_map(names).collect();
    for group in wanted.difference(&there) {
        let operation = "RegisterPatchBaselineForPatchGroup";
        let call = pair(operation, &found.id, group);
        match doing.api.call(&call) {
            Err(error) if error.is("AlreadyExistsException") => {
                let holder = holder_of(doing.api, group, system)?;
                if holder == found.id {
                    continue;
                }
                let holders = doing.around.as_array().into_iter().flatten();
                if !holders.into_iter().any(|one| one["id"].as_str() == Some(holder.as_str())) {
                    return Err(error);
                }
                deregister(doing.api, &holder, group)?;
                doing.api.call(&call)?;
            }
            other => drop(other?),
        }
    }
    for group in there.difference(&wanted) {
        deregister(doing.api, &found.id, group)?;
    }
    Ok(())
}

fn holder_of(api: &dyn Api, group: &str, system: &str) -> Result<String, CallError> {
    let ask = json!({ "PatchGroup": group, "OperatingSystem": system });
    let answer = api.call(&Call::ssm("GetPatchBaselineForPatchGroup", ask))?;
    Ok(answer["BaselineId"].as_str().unwrap_or_default().to_owned())
}

fn deregister(api: &dyn Api, id: &str, group: &str) -> Result<(), CallError> {
    let call = pair("DeregisterPatchBaselineForPatchGroup", id, group);
    gone(api.call(&call), &["DoesNotExistException"])
}

fn pair(operation: &'static str, id: &str, group: &str) -> Call {
    Call::ssm(operation, json!({ "BaselineId": id, "PatchGroup": group }))
}

/// Makes a baseline the default, or lets it be one no longer.
pub(super) fn set_default(
    doing: &Doing<'_>,
    found: &Found,
    system_of: &str,
) -> Result<(), CallError> {
    if doing.request["default"] == json!(true) {
        return make_default(doing.api, &found.id);
    }
    // Another of the project takes the place.
    let mut others = others(doing);
    let is_taken = others.any(|(_, request)| {
        request["default"] == json!(true) && system(&request["baseline"]) == system_of
    });
    if is_taken { Ok(()) } else { put_back(doing.api, &found.id, system_of) }
}

fn make_default(api: &dyn Api, id: &str) -> Result<(), CallError> {
    let call = Call::ssm("RegisterDefaultPatchBaseline", json!({ "BaselineId": id }));
    api.call(&call).map(|_| ())
}

/// Makes AWS's own baseline the default where this one is.
///
/// Source: "Viewing AWS predefined patch baselines", user guide of Systems Manager: each system has
/// one whose name ends with `DefaultPatchBaseline`.
fn put_back(api: &dyn Api, id: &str, system: &str) -> Result<(), CallError> {
    let ask = json!({ "OperatingSystem": system });
    let default = api.call(&Call::ssm("GetDefaultPatchBaseline", ask))?;
    if default["BaselineId"].as_str() != Some(id) {
        return Ok(());
    }
    let filter = |key: &str, value: &str| json!({ "Key": key, "Values": [value] });
    let filters = json!([filter("OWNER", "AWS"), filter("OPERATING_SYSTEM", system)]);
    let list =
        Call::ssm("DescribePatchBaselines", json!({ "Filters": filters, "MaxResults": 100 }));
    let all = all_pages(api, &list, "BaselineIdentities")?;
    let is_default = |one: &&Value| {
        one["BaselineName"].as_str().is_some_and(|name| name.ends_with("DefaultPatchBaseline"))
    };
    match all.iter().find(is_default).and_then(|one| one["BaselineId"].as_str()) {
        Some(own) => make_default(api, own),
        None => Err(CallError::NotSent(format!(
            "AWS has no baseline of {system} that could become the default again"
        ))),
    }
}

/// Takes a baseline out of everything that keeps it from being deleted.
pub(super) fn release(api: &dyn Api, id: &str, system: &str) -> Result<(), CallError> {
    let got = match api.call(&Call::ssm("GetPatchBaseline", json!({ "BaselineId": id }))) {
        Err(error) if error.is("DoesNotExistException") => return Ok(()),
        other => other?,
    };
    for group in names(&got["PatchGroups"]) {
        deregister(api, id, group)?;
    }
    put_back(api, id, system)
}
