//! Patch baselines: found by name among the account's own, since a name may be there several
//! times. The patch groups and the default of an operating system belong to them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity::{self, Tags};
use crate::deploy::named::{self, Wish};
use crate::deploy::owner::tags_of;
use crate::deploy::retag::retag;

use super::baseline_groups::{self as groups, DEFAULT, GROUPS};
use super::form::{Form, Rules, form};
use super::kind::{Asked, Doing, Found, Kind, Read, Reading};

pub(super) struct PatchBaseline;

/// Its type in the words of AddTagsToResource.
pub(super) const TYPE: &str = "PatchBaseline";

/// Members that an update sets.
///
/// Source: "CreatePatchBaseline" and "UpdatePatchBaseline", API reference of Systems Manager.
pub(super) const MEMBERS: [&str; 10] = [
    "GlobalFilters",
    "ApprovalRules",
    "ApprovedPatches",
    "ApprovedPatchesComplianceLevel",
    "ApprovedPatchesEnableNonSecurity",
    "RejectedPatches",
    "RejectedPatchesAction",
    "Description",
    "Sources",
    "AvailableSecurityUpdatesComplianceStatus",
];

const RULES: Rules = Rules {
    members: &MEMBERS,
    defaults: &[
        ("ApprovedPatchesComplianceLevel", "\"UNSPECIFIED\""),
        ("ApprovedPatchesEnableNonSecurity", "false"),
        ("ComplianceLevel", "\"UNSPECIFIED\""),
        ("EnableNonSecurity", "false"),
        ("RejectedPatchesAction", "\"ALLOW_AS_DEPENDENCY\""),
    ],
    sets: &["ApprovedPatches", "PatchFilters", "Products", "RejectedPatches", "Sources", "Values"],
    texts: &[],
    left: &["AvailableSecurityUpdatesComplianceStatus"],
};

impl Kind for PatchBaseline {
    fn read(&self, reading: &Reading<'_>) -> Result<Read, CallError> {
        let own = json!([{ "Key": "OWNER", "Values": ["Self"] }]);
        let list =
            Call::ssm("DescribePatchBaselines", json!({ "Filters": own, "MaxResults": 100 }));
        let listed = all_pages(reading.api, &list, "BaselineIdentities")?;
        let names: BTreeSet<&str> = reading.requests.keys().copied().collect();
        let members = ("BaselineId", "BaselineName");
        let by_name = named::by_name(
            (reading.api, &listed),
            members,
            (&names, reading.prune),
            |id, wish| {
                let tags = tags_of(reading.api, TYPE, id)?;
                let listed = listed.iter().find(|one| one["BaselineId"].as_str() == Some(id));
                let listed = listed.cloned().unwrap_or_default();
                let form = match wish {
                    Wish::Wanted => described(reading.api, id, &listed)?,
                    Wish::Other => Form::new(),
                };
                let more = json!({ "OperatingSystem": listed["OperatingSystem"] });
                Ok(Found { id: id.to_owned(), form, tags, more, is_there: true })
            },
        )?;
        let around = groups::around(reading, &listed, &by_name)?;
        Ok(Read { by_name, around })
    }

    fn rules(&self) -> &'static Rules {
        &RULES
    }

    fn form(&self, request: &Value) -> Form {
        let mut whole = form(&request["baseline"], &RULES);
        groups::put(&mut whole, &request["groups"], request["default"] == json!(true));
        whole
    }

    fn tags<'v>(&self, request: &'v Value) -> &'v Value {
        &request["baseline"]["Tags"]
    }

    fn never(&self, asked: &Asked<'_>) -> Option<String> {
        let wanted = system(&asked.request["baseline"]);
        let there = asked.found.map(|found| system(&found.more));
        match there.filter(|there| *there != wanted) {
            Some(there) => Some(format!(
                "it is a patch baseline of {there}, and does not become one of {wanted}: delete it \
                 first"
            )),
            None => groups::taken(asked, wanted),
        }
    }

    fn create(&self, doing: &Doing<'_>, tags: &Tags) -> Result<Found, CallError> {
        let mut request = doing.request["baseline"].clone();
        request["Tags"] = identity::tag_list(tags);
        request["ClientToken"] = json!(identity::token());
        let made = doing.api.call(&Call::ssm("CreatePatchBaseline", request))?;
        let id = made["BaselineId"].as_str().unwrap_or_default().to_owned();
        let baseline = &doing.request["baseline"];
        let form = form(baseline, &RULES);
        let more = json!({ "OperatingSystem": system(baseline) });
        Ok(Found { id, form, tags: tags.clone(), more, is_there: true })
    }

    fn update(&self, doing: &Doing<'_>, found: &Found, changed: &[&str]) -> Result<(), CallError> {
        let baseline = &doing.request["baseline"];
        if changed.iter().any(|member| MEMBERS.contains(member)) {
            // What it does not name is as in a new one.
            let mut request = identity::members(baseline, &MEMBERS);
            request["BaselineId"] = json!(found.id);
            request["Name"] = baseline["Name"].clone();
            request["Replace"] = json!(true);
            doing.api.call(&Call::ssm("UpdatePatchBaseline", request))?;
        }
        if changed.contains(&GROUPS) {
            groups::register(doing, found, system(baseline))?;
        }
        if changed.contains(&DEFAULT) {
            groups::set_default(doing, found, system(baseline))?;
        }
        Ok(())
    }

    fn tag(&self, api: &dyn Api, found: &Found, tags: &Tags) -> Result<(), CallError> {
        retag(api, (TYPE, &found.id), tags, &Tags::new())
    }

    fn delete(&self, api: &dyn Api, found: &Found) -> Result<(), CallError> {
        // One in use is not deleted, and one that is gone is no error.
        groups::release(api, &found.id, system(&found.more))?;
        let call = Call::ssm("DeletePatchBaseline", json!({ "BaselineId": found.id }));
        api.call(&call).map(|_| ())
    }
}

/// The operating system of a request or a description.
pub(super) fn system(of: &Value) -> &str {
    of["OperatingSystem"].as_str().unwrap_or("WINDOWS")
}

fn described(api: &dyn Api, id: &str, listed: &Value) -> Result<Form, CallError> {
    let got = api.call(&Call::ssm("GetPatchBaseline", json!({ "BaselineId": id })))?;
    let mut whole = form(&got, &RULES);
    groups::put(&mut whole, &got["PatchGroups"], listed["DefaultBaseline"] == json!(true));
    Ok(whole)
}

/// The wanted baselines of a project, by their names, as another of them may have to know.
pub(super) fn others<'a>(doing: &'a Doing<'_>) -> impl Iterator<Item = (&'a str, &'a Value)> {
    use crate::deploy::wanted::{Body, ResourceKind};
    doing.wanted.items.iter().filter_map(|item| match &item.body {
        Body::Resource { kind: ResourceKind::PatchBaseline, request } => {
            (item.id != doing.item.id).then_some((item.name.as_str(), request))
        }
        _ => None,
    })
}

/// Found baselines by their ids.
pub(super) fn by_id(by_name: &BTreeMap<String, Vec<Found>>) -> BTreeMap<&str, &Found> {
    by_name.values().flatten().map(|found| (found.id.as_str(), found)).collect()
}
