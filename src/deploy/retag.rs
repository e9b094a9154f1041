//! Tags of a thing that is there, as they are wanted.

use serde_json::json;

use super::api::{Api, Call, CallError};
use super::identity::{self, Tags};
use super::written;

/// Marks a thing as one that is about to be changed, where Ordain remembers what it wrote: a deploy
/// that is stopped or fails leaves the mark. Gives the tags as they are then.
///
/// # Errors
/// A call without an answer.
pub(super) fn begin(
    api: &dyn Api,
    (kind, id): (&str, &str),
    there: &Tags,
) -> Result<Tags, CallError> {
    let begun = written::begun(there);
    retag(api, (kind, id), &begun, there)?;
    Ok(begun)
}

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
    let new = identity::new_tags(wanted, there);
    if !new.is_empty() {
        let tags = identity::tag_list(&new);
        let request = json!({ "ResourceType": kind, "ResourceId": id, "Tags": tags });
        api.call(&Call::ssm("AddTagsToResource", request))?;
    }
    Ok(())
}
