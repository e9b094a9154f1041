//! What of a type has a tag, by the one list that has the tags of many services.

use std::collections::BTreeSet;

use serde_json::json;

use crate::deploy::api::{Api, Call, CallError, all_pages};

/// The ARNs of everything of a type with this tag. The list may be minutes behind: what is on it
/// is asked for its tags before anything is done to it.
///
/// Source: "GetResources", API reference of the Resource Groups Tagging API.
pub(super) fn marked(
    api: &dyn Api,
    kind: &str,
    (key, value): (&str, &str),
) -> Result<BTreeSet<String>, CallError> {
    let ask = json!({
        "TagFilters": [{ "Key": key, "Values": [value] }],
        "ResourceTypeFilters": [kind],
        "ResourcesPerPage": 100,
    });
    let list = Call::new("resourcegroupstaggingapi", "GetResources", ask);
    let all = all_pages(api, &list, "ResourceTagMappingList")?;
    Ok(all.iter().filter_map(|one| Some(one["ResourceARN"].as_str()?.to_owned())).collect())
}
