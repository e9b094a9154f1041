//! How many managed nodes targets reach.

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
    let targets = association["Targets"].as_array().map(Vec::as_slice).unwrap_or_default();
    if targets.is_empty() {
        let one = association["InstanceId"].as_str().is_some_and(|id| !id.is_empty());
        return Ok(Nodes::Count(usize::from(one)));
    }
    let mut filters = Vec::new();
    for target in targets {
        let key = target["Key"].as_str().unwrap_or_default();
        let values = target["Values"].as_array().map(Vec::as_slice).unwrap_or_default();
        match key {
            "InstanceIds" if values.iter().any(|value| value == "*") => {}
            "InstanceIds" if targets.len() == 1 => return Ok(Nodes::Count(values.len())),
            _ if key.starts_with("tag:") || key == "InstanceIds" || key == "tag-key" => {
                filters.push(json!({ "Key": key, "Values": values }));
            }
            other => return Ok(Nodes::Unknown(format!("targets by `{other}`"))),
        }
    }
    let mut input = json!({ "MaxResults": 50 });
    if !filters.is_empty() {
        input["Filters"] = Value::Array(filters);
    }
    let call = Call::ssm("DescribeInstanceInformation", input);
    match all_pages(api, &call, "InstanceInformationList") {
        Ok(nodes) => Ok(Nodes::Count(nodes.len())),
        Err(CallError::Refused(refusal)) => {
            Ok(Nodes::Unknown(format!("DescribeInstanceInformation: {}", refusal.code)))
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
