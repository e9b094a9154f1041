//! How many managed nodes targets reach.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};

use super::Nodes;

/// What runs, as far as it decides what its targets are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runs {
    Command,
    Runbook,
}

/// Counts the nodes that an association reaches, its members in the words of CreateAssociation.
///
/// Source: "Target" and "DescribeInstanceInformation", API reference of Systems Manager: targets
/// narrow each other, values widen; at most 50 nodes a page.
pub(super) fn count(api: &dyn Api, association: &Value, runs: Runs) -> Result<Nodes, CallError> {
    if let Some(why) = not_nodes(association, runs) {
        return Ok(Nodes::Unknown(why.to_owned()));
    }
    let targets = list(&association["Targets"]);
    if targets.is_empty() {
        let one = association["InstanceId"].as_str().is_some_and(|id| !id.is_empty());
        return Ok(Nodes::Count(usize::from(one)));
    }
    Ok(match of_targets(api, targets)? {
        Ok(nodes) => Nodes::Count(nodes.len()),
        Err(why) => Nodes::Unknown(why),
    })
}

/// Counts the nodes that a task of a window reaches by its targets, which are ids of nodes or of
/// targets of the window.
///
/// Source: "RegisterTaskWithMaintenanceWindow" and "MaintenanceWindowTarget", API reference of
/// Systems Manager.
pub(super) fn of_task(api: &dyn Api, window: &str, task: &Value) -> Result<Nodes, CallError> {
    let mut nodes = BTreeSet::new();
    for target in list(&task["Targets"]) {
        if target["Key"] != "WindowTargetIds" {
            match of_targets(api, std::slice::from_ref(target))? {
                Ok(found) => nodes.extend(found),
                Err(why) => return Ok(Nodes::Unknown(why)),
            }
            continue;
        }
        let ask = json!({ "WindowId": window, "MaxResults": 100 });
        let asked = Call::ssm("DescribeMaintenanceWindowTargets", ask);
        let known = match all_pages(api, &asked, "Targets") {
            Err(CallError::Refused(refusal)) => {
                return Ok(Nodes::Unknown(format!("{}: {}", asked.operation, refusal.code)));
            }
            known => known?,
        };
        let ids = list(&target["Values"]);
        for one in known.iter().filter(|one| ids.contains(&one["WindowTargetId"])) {
            match of_targets(api, list(&one["Targets"]))? {
                Ok(found) => nodes.extend(found),
                Err(why) => return Ok(Nodes::Unknown(why)),
            }
        }
    }
    Ok(Nodes::Count(nodes.len()))
}

/// Counts the nodes that any of several groups of targets reaches.
pub(super) fn of_any(api: &dyn Api, all: &[&Value]) -> Result<Nodes, CallError> {
    let mut nodes = BTreeSet::new();
    for targets in all.iter().map(|targets| list(targets)).filter(|it| !it.is_empty()) {
        match of_targets(api, targets)? {
            Ok(found) => nodes.extend(found),
            Err(why) => return Ok(Nodes::Unknown(why)),
        }
    }
    Ok(Nodes::Count(nodes.len()))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The ids of the nodes that targets choose, or why nobody can say. At least one target.
fn of_targets(
    api: &dyn Api,
    targets: &[Value],
) -> Result<Result<BTreeSet<String>, String>, CallError> {
    let ids = |values: &[Value], member: Option<&str>| {
        let id = |value: &Value| match member {
            Some(member) => value[member].as_str().map(str::to_owned),
            None => value.as_str().map(str::to_owned),
        };
        values.iter().filter_map(id).collect()
    };
    let mut filters = Vec::new();
    for target in targets {
        let key = target["Key"].as_str().unwrap_or_default();
        let values = list(&target["Values"]);
        match key {
            "InstanceIds" if values.iter().any(|value| value == "*") => {}
            "InstanceIds" if targets.len() == 1 => return Ok(Ok(ids(values, None))),
            _ if key.starts_with("tag:") || key == "InstanceIds" || key == "tag-key" => {
                filters.push(json!({ "Key": key, "Values": values }));
            }
            other => return Ok(Err(format!("targets by `{other}`"))),
        }
    }
    let nodes = described(api, Value::Array(filters))?;
    Ok(nodes.map(|nodes| ids(&nodes, Some("InstanceId"))))
}

/// The managed nodes that meet all filters, or why nobody can say.
pub(super) fn described(
    api: &dyn Api,
    filters: Value,
) -> Result<Result<Vec<Value>, String>, CallError> {
    let mut input = json!({ "MaxResults": 50 });
    if filters != json!([]) {
        input["Filters"] = filters;
    }
    let call = Call::ssm("DescribeInstanceInformation", input);
    match all_pages(api, &call, "InstanceInformationList") {
        Ok(nodes) => Ok(Ok(nodes)),
        Err(CallError::Refused(refusal)) => {
            Ok(Err(format!("DescribeInstanceInformation: {}", refusal.code)))
        }
        Err(error) => Err(error),
    }
}

/// Why targets are not nodes of this account and Region.
fn not_nodes(association: &Value, runs: Runs) -> Option<&'static str> {
    let has = |member: &str| match &association[member] {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::String(text) => !text.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => true,
    };
    if has("TargetLocations") {
        return Some("other accounts and Regions");
    }
    if has("TargetMaps") || has("AutomationTargetParameterName") || runs == Runs::Runbook {
        return Some("what a runbook works on");
    }
    None
}
