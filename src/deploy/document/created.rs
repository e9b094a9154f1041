//! What matters of a new document: its type, its parameters, its steps, what its role has to be
//! allowed, and who sees it.

use serde_json::{Value, json};

use crate::deploy::plan::Difference;
use crate::deploy::wanted::{DocumentBody, Item, Wanted};

use super::permissions;

/// What a document that the account does not have brings along.
pub(in crate::deploy) fn created(
    wanted: &Wanted,
    item: &Item,
    body: &DocumentBody,
) -> Vec<Difference> {
    let new = |what: String, after: Value| Difference::new(what, None, Some(after));
    let mut found = vec![new("type".to_owned(), json!(body.document_type))];
    let content = body.value().unwrap_or_default();
    for (name, parameter) in content["parameters"].as_object().into_iter().flatten() {
        found.push(new(format!("parameter `{name}`"), parameter.clone()));
    }
    let steps: Vec<String> =
        content["mainSteps"].as_array().into_iter().flatten().map(step).collect();
    if !steps.is_empty() {
        found.push(new("steps".to_owned(), json!(steps)));
    }
    let nothing = json!({ "schemaVersion": content["schemaVersion"], "mainSteps": [] });
    found.extend(permissions::differences(wanted, item, body, &nothing));
    if !body.share_with.is_empty() {
        let mut accounts = body.share_with.clone();
        accounts.sort();
        found.push(new("accounts that see it".to_owned(), json!(accounts)));
    }
    found
}

/// `stop (aws:executeAwsApi)`
fn step(step: &Value) -> String {
    let text = |member: &str| step[member].as_str().unwrap_or_default();
    format!("{} ({})", text("name"), text("action"))
}
