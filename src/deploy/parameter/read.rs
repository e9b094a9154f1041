//! Which parameters an account has of those that are wanted, and of those that the project made.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity::{self, Tags};
use crate::deploy::owner::{Owned, tags_of};
use crate::deploy::plan::Prune;
use crate::deploy::side_by_side::each;
use crate::deploy::wanted::{ItemKind, Wanted};

/// A parameter of the account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::deploy) struct Found {
    /// As DescribeParameters lists it.
    pub(super) described: Value,
    /// Of a wanted one that is no secret.
    pub(super) value: Option<String>,
    pub(super) tags: Tags,
}

impl Found {
    pub(super) fn version(&self) -> i64 {
        self.described["Version"].as_i64().unwrap_or_default()
    }

    fn is_secret(&self) -> bool {
        self.described["Type"] == json!("SecureString")
    }
}

impl Owned for Found {
    fn tags(&self) -> &Tags {
        &self.tags
    }
}

/// The type of a parameter in the words of AddTagsToResource.
pub(super) const PARAMETER: &str = "Parameter";

/// Where Ordain keeps what is its own, as the lock of a deploy.
const OF_ORDAIN: &str = "/ordain/";

/// Names that one filter of DescribeParameters takes.
const NAMES: usize = 50;
/// Names that one GetParameters takes.
const VALUES: usize = 10;

/// Parameters by name; of others than the wanted ones only what may be deleted. No secret is
/// decrypted.
///
/// Source: "DescribeParameters", "ParameterStringFilter" and "GetParameters", API reference of
/// Systems Manager.
pub(in crate::deploy) fn read(
    api: &dyn Api,
    wanted: &Wanted,
    prune: Prune,
) -> Result<BTreeMap<String, Found>, CallError> {
    let names: Vec<&str> = wanted.names(ItemKind::Parameter).into_iter().collect();
    let mut found = BTreeMap::new();
    if prune == Prune::Delete {
        let made =
            json!({ "Key": format!("tag:{}", identity::PROJECT), "Values": [wanted.project] });
        let marked = Tags::from([(identity::PROJECT.to_owned(), wanted.project.clone())]);
        for described in describe(api, made)? {
            let one = Found { described, value: None, tags: marked.clone() };
            let name = name_of(&one);
            if !name.starts_with(OF_ORDAIN) {
                found.insert(name, one);
            }
        }
    }
    for names in names.chunks(NAMES) {
        let filter = json!({ "Key": "Name", "Option": "Equals", "Values": names });
        let listed = describe(api, filter)?;
        let read = each(api, &listed, |described| {
            let one = Found { described: described.clone(), ..Found::default() };
            let name = name_of(&one);
            let tags = tags_of(api, PARAMETER, &name)?;
            Ok((name, Found { tags, ..one }))
        })?;
        found.extend(read);
    }
    let plain: Vec<&str> = names
        .into_iter()
        .filter(|name| found.get(*name).is_some_and(|one| !one.is_secret()))
        .collect();
    let chunks: Vec<&[&str]> = plain.chunks(VALUES).collect();
    let answers = each(api, &chunks, |names| {
        api.call(&Call::ssm("GetParameters", json!({ "Names": names })))
    })?;
    for answer in answers {
        for parameter in answer["Parameters"].as_array().into_iter().flatten() {
            let name = parameter["Name"].as_str().unwrap_or_default();
            if let Some(one) = found.get_mut(name) {
                one.value = parameter["Value"].as_str().map(str::to_owned);
            }
        }
    }
    Ok(found)
}

fn name_of(found: &Found) -> String {
    found.described["Name"].as_str().unwrap_or_default().to_owned()
}

fn describe(api: &dyn Api, filter: Value) -> Result<Vec<Value>, CallError> {
    let ask = json!({ "ParameterFilters": [filter], "MaxResults": 50 });
    all_pages(api, &Call::ssm("DescribeParameters", ask), "Parameters")
}
