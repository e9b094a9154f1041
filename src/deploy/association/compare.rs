//! What a deploy has to do to one association.

use serde_json::{Value, json};

use crate::deploy::api::CallError;
use crate::deploy::identity;
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::{changed_tags, chosen};
use crate::deploy::plan::{Compared, Comparing, Difference};
use crate::deploy::written::{self, Members, Sides};

use super::read::Found;

/// Members that a deploy compares and sets, and what holds where one is absent.
///
/// Source: "UpdateAssociation", API reference of Systems Manager: what is left out is removed.
pub(super) const MEMBERS: [(&str, &str); 17] = [
    ("Name", ""),
    ("DocumentVersion", "\"$DEFAULT\""),
    ("Parameters", "{}"),
    ("AutomationTargetParameterName", ""),
    ("Targets", "[]"),
    ("TargetMaps", "[]"),
    ("TargetLocations", "[]"),
    ("ScheduleExpression", ""),
    ("ScheduleOffset", ""),
    ("OutputLocation", ""),
    ("MaxErrors", ""),
    ("MaxConcurrency", ""),
    ("ComplianceSeverity", "\"UNSPECIFIED\""),
    ("SyncCompliance", "\"AUTO\""),
    ("ApplyOnlyAtCronInterval", "false"),
    ("CalendarNames", "[]"),
    ("AlarmConfiguration", ""),
];

/// Compares a CreateAssociation request, its references filled in, with what the account has.
pub(in crate::deploy) fn compare(
    cx: &Comparing<'_>,
    request: &Value,
    found: Option<&Vec<Found>>,
) -> Result<Compared, CallError> {
    let Some(found) = found.filter(|all| !all.is_empty()) else { return Ok(Compared::create()) };
    let one = match chosen(&cx.wanted.project, found, cx.options.foreign) {
        Ok(one) => one,
        Err(why) => return Ok(Compared::refuse(why)),
    };
    let mut differences = differences(&one.described, request);
    differences.extend(changed_tags(cx.wanted, &request["Tags"], one));
    let sides = Sides { there: members(&one.described), wanted: members(request) };
    let sides = sides.with_tags(&identity::tags(&request["Tags"]), &one.tags);
    Ok(written::judged(cx, one, &sides, (differences, Outputs::default())))
}

/// What an association that the account does not have brings along.
pub(in crate::deploy) fn created(request: &Value) -> Vec<Difference> {
    differences(&Value::Null, request)
}

/// The members of the API that differ: what the service is told in an update.
pub(in crate::deploy) fn changed_members(differences: &[Difference]) -> Vec<&str> {
    let words = differences.iter().map(|difference| difference.what.as_str());
    words.filter(|what| MEMBERS.iter().any(|(member, _)| member == what)).collect()
}

/// Everything that a deploy writes of a request, for the tag that remembers it.
pub(super) fn written(request: &Value) -> Members {
    written::tagged(members(request), &request["Tags"])
}

fn members(of: &Value) -> Members {
    let compared = MEMBERS.iter().filter_map(|(member, absent)| {
        let absent = serde_json::from_str(absent).ok();
        Some(((*member).to_owned(), value(of, member, absent.as_ref())?))
    });
    compared.collect()
}

pub(super) fn differences(there: &Value, wanted: &Value) -> Vec<Difference> {
    let compared = MEMBERS.iter().filter_map(|(member, absent)| {
        let absent = serde_json::from_str(absent).ok();
        let before = value(there, member, absent.as_ref());
        let after = value(wanted, member, absent.as_ref());
        (before != after).then(|| Difference::new(*member, before, after))
    });
    compared.collect()
}

/// A member in the form in which two that mean the same are equal; nothing of what is absent.
fn value(of: &Value, member: &str, absent: Option<&Value>) -> Option<Value> {
    let value = identity::sorted(of.get(member)?);
    let empty = value.is_null() || value == json!({}) || value == json!([]);
    (!empty && Some(&value) != absent).then_some(value)
}
