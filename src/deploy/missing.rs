//! What a part of a project refers to and does not have.

use serde_json::{Value, json};

use super::outputs::outside;
use super::wanted::{Body, Item, Wanted};

/// Why an item cannot be carried out: it needs a result of something that is not deployed with it.
pub(super) fn why_not(wanted: &Wanted, item: &Item) -> Option<String> {
    let request: Value = match &item.body {
        Body::Document(_) | Body::Parameter(_) => return None,
        Body::Association(request) | Body::Resource { request, .. } => request.clone(),
        Body::Window(body) => json!([body.window, body.targets, body.tasks]),
    };
    let id = outside(&request, &|id| wanted.item(id).is_some())?;
    let (folder, name) = id.split_once('/')?;
    let kind = folder.strip_suffix('s').unwrap_or(folder);
    Some(format!(
        "it refers to the {kind} `{name}`, which is not in the part of the project that is deployed: \
         deploy both together"
    ))
}
