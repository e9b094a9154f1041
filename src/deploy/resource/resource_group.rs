//! Resource groups: found by name, which is its own in an account and Region.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity::{self, PROJECT, Tags};
use crate::deploy::owner::Owned;
use crate::deploy::plan::Prune;
use crate::deploy::side_by_side::each;
use crate::deploy::written::wrote;

use super::form::{Form, Rules, form};
use super::kind::{Asked, Doing, Found, Kind, Read, Reading, gone};
use super::marked::marked;

pub(super) struct ResourceGroup;

/// What a group has, and its query.
///
/// Source: "CreateGroup", "UpdateGroup" and "UpdateGroupQuery", API reference of Resource Groups.
const MEMBERS: [&str; 5] = ["Description", CRITICALITY, "Owner", "DisplayName", QUERY];
const CRITICALITY: &str = "Criticality";
const QUERY: &str = "ResourceQuery";

const RULES: Rules = Rules {
    members: &MEMBERS,
    defaults: &[],
    sets: &["ResourceTypeFilters", "TagFilters", "Values"],
    texts: &["Query"],
    left: &[CRITICALITY],
};

const NOT_FOUND: &str = "NotFoundException";

impl Kind for ResourceGroup {
    fn read(&self, reading: &Reading<'_>) -> Result<Read, CallError> {
        let own = match reading.prune {
            Prune::Delete => {
                marked(reading.api, "resource-groups:group", (PROJECT, reading.project))?
            }
            Prune::Keep => BTreeSet::new(),
        };
        let mut read = Read::default();
        if reading.requests.is_empty() && own.is_empty() {
            return Ok(read);
        }
        let list = call("ListGroups", json!({ "MaxResults": 50 }));
        let listed = all_pages(reading.api, &list, "GroupIdentifiers")?;
        let text =
            |group: &Value, member: &str| group[member].as_str().unwrap_or_default().to_owned();
        let named = listed.iter().map(|group| (text(group, "GroupName"), text(group, "GroupArn")));
        let is_wanted = |name: &str| reading.requests.contains_key(name);
        let asked = named.filter(|(name, arn)| is_wanted(name) || own.contains(arn));
        let asked: Vec<(String, String)> = asked.collect();
        let found = each(reading.api, &asked, |(name, arn)| {
            let is_wanted = is_wanted(name);
            let form = if is_wanted { described(reading.api, name)? } else { Form::new() };
            let tags = reading.api.call(&call("GetTags", json!({ "Arn": arn })))?;
            let tags = identity::tags(&tags["Tags"]);
            let more = json!({ "Name": name });
            Ok(Found { id: arn.clone(), form, tags, more, is_there: true })
        })?;
        for ((name, _), found) in asked.into_iter().zip(found) {
            read.by_name.entry(name).or_default().push(found);
        }
        Ok(read)
    }

    fn rules(&self) -> &'static Rules {
        &RULES
    }

    // UpdateGroup takes a number from 1 to 10, and leaves what it is not told as it is. What the
    // project has never said is somebody else's.
    fn never(&self, asked: &Asked<'_>) -> Option<String> {
        let found = asked.found?;
        let there = found.form.get(CRITICALITY)?;
        let is_wanted = asked.request.get(CRITICALITY).is_some_and(|it| !it.is_null());
        let is_own = found.is_of(asked.project) && wrote(&found.tags, CRITICALITY);
        (!is_wanted && is_own).then(|| {
            format!("its criticality is {there}, and cannot be taken away, only changed: give one")
        })
    }

    // With a message, which is no part of the interface.
    fn exists(&self) -> Option<&'static str> {
        Some("BadRequestException")
    }

    fn create(&self, doing: &Doing<'_>, tags: &Tags) -> Result<Found, CallError> {
        let mut request = doing.request.clone();
        request["Tags"] = json!(tags);
        let made = doing.api.call(&call("CreateGroup", request))?;
        Ok(Found {
            id: made["Group"]["GroupArn"].as_str().unwrap_or_default().to_owned(),
            form: self.form(doing.request),
            tags: tags.clone(),
            more: identity::members(doing.request, &["Name"]),
            is_there: true,
        })
    }

    fn update(&self, doing: &Doing<'_>, found: &Found, changed: &[&str]) -> Result<(), CallError> {
        let mut request = json!({ "Group": found.more["Name"] });
        for member in changed.iter().filter(|member| **member != QUERY) {
            let gone = json!("");
            request[*member] = doing.request.get(*member).cloned().unwrap_or(gone);
        }
        if changed.iter().any(|member| *member != QUERY) {
            doing.api.call(&call("UpdateGroup", request))?;
        }
        if changed.contains(&QUERY) {
            let query = &doing.request[QUERY];
            let request = json!({ "Group": found.more["Name"], "ResourceQuery": query });
            doing.api.call(&call("UpdateGroupQuery", request))?;
        }
        Ok(())
    }

    fn tag(&self, api: &dyn Api, found: &Found, tags: &Tags) -> Result<(), CallError> {
        api.call(&call("Tag", json!({ "Arn": found.id, "Tags": tags }))).map(|_| ())
    }

    fn delete(&self, api: &dyn Api, found: &Found) -> Result<(), CallError> {
        let delete = call("DeleteGroup", json!({ "Group": found.more["Name"] }));
        gone(api.call(&delete), &[NOT_FOUND])
    }
}

fn call(operation: &'static str, input: Value) -> Call {
    Call::new("resource-groups", operation, input)
}

fn described(api: &dyn Api, name: &str) -> Result<Form, CallError> {
    let mut group = api.call(&call("GetGroup", json!({ "Group": name })))?["Group"].take();
    let query = match api.call(&call("GetGroupQuery", json!({ "Group": name }))) {
        // A group for the configuration of a service has none.
        Err(error) if error.is("BadRequestException") => Value::Null,
        answer => answer?["GroupQuery"]["ResourceQuery"].take(),
    };
    group[QUERY] = query;
    Ok(form(&group, &RULES))
}
