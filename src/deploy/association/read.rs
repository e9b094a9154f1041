//! Which associations an account has of those that are wanted, and of those that the project made.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity::{self, Tags};
use crate::deploy::wanted::{ItemKind, Wanted};

/// An association of the account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::deploy) struct Found {
    pub(super) id: String,
    /// The answer of DescribeAssociation.
    pub(super) described: Value,
    pub(super) tags: Tags,
}

impl Found {
    /// The project that made it.
    pub(in crate::deploy) fn project(&self) -> Option<&str> {
        self.tags.get(identity::PROJECT).map(String::as_str)
    }
}

/// Associations by name; a name may be there several times. Of names that are wanted everything
/// is read; of all others the tags, which no list has.
///
/// Source: "ListAssociations" and "DescribeAssociation", API reference of Systems Manager.
pub(in crate::deploy) fn read(
    api: &dyn Api,
    wanted: &Wanted,
) -> Result<BTreeMap<String, Vec<Found>>, CallError> {
    let items = wanted.items.iter().filter(|item| item.kind() == ItemKind::Association);
    let names: BTreeSet<&str> = items.map(|item| item.name.as_str()).collect();
    let list = Call::ssm("ListAssociations", json!({ "MaxResults": 50 }));
    let mut found: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for listed in all_pages(api, &list, "Associations")? {
        let (Some(id), Some(name)) =
            (listed["AssociationId"].as_str(), listed["AssociationName"].as_str())
        else {
            continue;
        };
        let tags = tags(api, id)?;
        let described = match names.contains(name) {
            true => describe(api, id)?,
            false => Value::Null,
        };
        let one = Found { id: id.to_owned(), described, tags };
        found.entry(name.to_owned()).or_default().push(one);
    }
    Ok(found)
}

fn describe(api: &dyn Api, id: &str) -> Result<Value, CallError> {
    let mut answer = api.call(&Call::ssm("DescribeAssociation", json!({ "AssociationId": id })))?;
    Ok(answer["AssociationDescription"].take())
}

fn tags(api: &dyn Api, id: &str) -> Result<Tags, CallError> {
    let ask = json!({ "ResourceType": "Association", "ResourceId": id });
    let answer = api.call(&Call::ssm("ListTagsForResource", ask))?;
    Ok(identity::tags(&answer["TagList"]))
}
