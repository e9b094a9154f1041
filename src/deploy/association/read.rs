//! Which associations an account has of those that are wanted, and of those that the project made.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity::{self, Tags};
use crate::deploy::named::{self, Wish};
use crate::deploy::owner::{Owned, tags_of};
use crate::deploy::plan::Prune;
use crate::deploy::wanted::{ItemKind, Wanted};

/// An association of the account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::deploy) struct Found {
    pub(super) id: String,
    /// The answer of DescribeAssociation.
    pub(super) described: Value,
    pub(super) tags: Tags,
}

/// What does not change each time that an association runs.
const LISTED: [&str; 4] = ["AssociationId", "AssociationName", "DocumentVersion", "Name"];

/// The associations of an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::deploy) struct Read {
    /// Of the names that are wanted; with what the project made, where that is asked for.
    pub(in crate::deploy) by_name: BTreeMap<String, Vec<Found>>,
    /// All, with the members of the list that [`LISTED`] names.
    pub(in crate::deploy) listed: Vec<Value>,
}

impl Found {
    pub(in crate::deploy) fn id(&self) -> &str {
        &self.id
    }

    /// The answer of DescribeAssociation; null of a name that is not wanted.
    pub(in crate::deploy) fn described(&self) -> &Value {
        &self.described
    }
}

impl Owned for Found {
    fn tags(&self) -> &Tags {
        &self.tags
    }
}

/// Associations by name; a name may be there several times. Of names that are wanted everything
/// is read; of all others the tags, which no list has, and only to find what may be deleted.
///
/// Source: "ListAssociations" and "DescribeAssociation", API reference of Systems Manager.
pub(in crate::deploy) fn read(
    api: &dyn Api,
    wanted: &Wanted,
    prune: Prune,
) -> Result<Read, CallError> {
    let list = Call::ssm("ListAssociations", json!({ "MaxResults": 50 }));
    let all = all_pages(api, &list, "Associations")?;
    let names = wanted.names(ItemKind::Association);
    let by_name = named::by_name(
        (api, &all),
        ("AssociationId", "AssociationName"),
        (&names, prune),
        |id, wish| {
            let tags = tags_of(api, "Association", id)?;
            let described = match wish {
                Wish::Wanted => describe(api, id)?,
                Wish::Other => Value::Null,
            };
            Ok(Found { id: id.to_owned(), described, tags })
        },
    )?;
    let listed = all.iter().map(|one| identity::members(one, &LISTED)).collect();
    Ok(Read { by_name, listed })
}

fn describe(api: &dyn Api, id: &str) -> Result<Value, CallError> {
    let mut answer = api.call(&Call::ssm("DescribeAssociation", json!({ "AssociationId": id })))?;
    Ok(answer["AssociationDescription"].take())
}
