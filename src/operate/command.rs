//! How a command is doing on each of its nodes.

use serde_json::{Value, json};

use crate::deploy::{Api, Call, CallError, all_pages};

use super::{End, Progress, Step, end_of};

/// The command and its plugins on every node.
pub(super) fn progress(api: &dyn Api, id: &str) -> Result<Progress, CallError> {
    let listed = api.call(&Call::ssm("ListCommands", json!({ "CommandId": id })))?;
    let text = |of: &Value, member: &str| of[member].as_str().unwrap_or_default().to_owned();
    let command = &listed["Commands"][0];
    let ask = json!({ "CommandId": id, "Details": true, "MaxResults": 50 });
    let invocations =
        all_pages(api, &Call::ssm("ListCommandInvocations", ask), "CommandInvocations")?;
    let mut steps = Vec::new();
    for invocation in &invocations {
        let node = text(invocation, "InstanceId");
        let plugins =
            invocation["CommandPlugins"].as_array().map(Vec::as_slice).unwrap_or_default();
        if plugins.is_empty() {
            let (status, message) = (text(invocation, "Status"), text(invocation, "StatusDetails"));
            steps.push(Step { node: node.clone(), name: String::new(), status, message });
        }
        steps.extend(plugins.iter().map(|plugin| {
            let status = text(plugin, "Status");
            let failed = end_of(&status) == End::Bad;
            let message = if failed { text(plugin, "Output") } else { String::new() };
            Step { node: node.clone(), name: text(plugin, "Name"), status, message }
        }));
    }
    let status = text(command, "Status");
    let mut end = end_of(&status);
    let mut message = text(command, "StatusDetails");
    if end == End::Good && invocations.is_empty() {
        end = End::Bad;
        message = "no node was reached".to_owned();
    }
    Ok(Progress { end, message, status, steps })
}
