//! Tags of a thing that is there, as they are wanted.

use serde_json::{Value, json};

use super::api::{Api, Call, CallError};
use super::identity::{self, Tags};

/// Adds what is new or differs and removes the author's tags that are no longer wanted. The
/// resource is its type and id in the words of AddTagsToResource.
///
/// # Errors
/// A call without an answer.
pub(super) fn retag(
    api: &dyn Api,
    (kind, id): (&str, &str),
    wanted: &Tags,
    there: &Tags,
) -> Result<(), CallError> {
    let request = |member: &str, value: Value| json!({ "ResourceType": kind, "ResourceId": id, member: value });
    let own = identity::own_tags(there);
    let gone: Vec<&String> = own.keys().filter(|key| !wanted.contains_key(*key)).collect();
    if !gone.is_empty() {
        api.call(&Call::ssm("RemoveTagsFromResource", request("TagKeys", json!(gone))))?;
    }
    let new = wanted.iter().filter(|(key, value)| there.get(*key) != Some(value));
    let new: Tags = new.map(|(key, value)| (key.clone(), value.clone())).collect();
    if !new.is_empty() {
        api.call(&Call::ssm("AddTagsToResource", request("Tags", identity::tag_list(&new))))?;
    }
    Ok(())
}
