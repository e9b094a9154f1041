//! Tags of a thing that is there, as they are wanted.

use serde_json::json;

use super::api::{Api, Call, CallError};
use super::identity::{self, Tags};

/// Adds what is new or differs; tags that nobody wants here are somebody else's. The resource is
/// its type and id in the words of AddTagsToResource.
///
/// # Errors
/// A call without an answer.
pub(super) fn retag(
    api: &dyn Api,
    (kind, id): (&str, &str),
    wanted: &Tags,
    there: &Tags,
) -> Result<(), CallError> {
    let new = wanted.iter().filter(|(key, value)| there.get(*key) != Some(value));
    let new: Tags = new.map(|(key, value)| (key.clone(), value.clone())).collect();
    if !new.is_empty() {
        let tags = identity::tag_list(&new);
        let request = json!({ "ResourceType": kind, "ResourceId": id, "Tags": tags });
        api.call(&Call::ssm("AddTagsToResource", request))?;
    }
    Ok(())
}
