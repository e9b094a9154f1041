//! Policies of a parameter: when it ends, and what is told before.
//!
//! Source: "Assigning parameter policies", user guide of Systems Manager.

use serde_json::{Value as Json, json};

use crate::check::Checker;
use crate::check::request::attribute::Attributes;
use crate::check::request::errors;
use crate::check::request::shape::Unit;
use crate::hir::{RequestField, Ty, Value};

use super::super::Given;

/// `Policies` as the API takes it: a list, written as JSON in a text. Nothing where no policy is
/// given.
pub(super) fn policies(cx: &mut Checker<'_>, given: &Given<'_, '_>) -> Option<RequestField> {
    let attributes = given.attributes;
    let mut policies = Vec::new();
    let mut first = None;
    if let Some(field) = attributes.field(cx, "expires") {
        first.get_or_insert(field.at);
        let at = field.value.as_str().and_then(|text| text.parse::<jiff::Timestamp>().ok());
        if let Some(at) = at {
            let at = at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string();
            policies.push(policy("Expiration", json!({ "Timestamp": at })));
        }
    } else if let Some(notice) = attributes.get("notify_before_expiry") {
        let at = cx.at(notice.key.span);
        cx.report(errors::needs(at, "notify_before_expiry", "`expires: \"…\"`"));
    }
    for (word, kind, member) in [
        ("notify_before_expiry", "ExpirationNotification", "Before"),
        ("notify_unchanged_for", "NoChangeNotification", "After"),
    ] {
        let Some(attribute) = attributes.get(word) else { continue };
        first.get_or_insert(cx.at(attribute.key.span));
        for (count, unit) in times(cx, attributes, word) {
            policies.push(policy(kind, json!({ member: count.to_string(), "Unit": unit })));
        }
    }
    let at = first?;
    if policies.len() > POLICIES {
        cx.report(errors::too_many(at, "policies", (policies.len(), POLICIES)));
    }
    Some(RequestField {
        name: "Policies",
        value: Value::string(Json::Array(policies).to_string()),
        at,
    })
}

const POLICIES: usize = 10;

fn policy(kind: &str, attributes: Json) -> Json {
    json!({ "Type": kind, "Version": "1.0", "Attributes": attributes })
}

/// The durations of a list, each in days where it is whole days, else in hours.
fn times(
    cx: &mut Checker<'_>,
    attributes: &Attributes<'_>,
    word: &str,
) -> Vec<(i64, &'static str)> {
    let Some(attribute) = attributes.get(word) else { return Vec::new() };
    let place = attributes.place(word);
    let wanted = Ty::list(Ty::Duration);
    let Some((Value::List(items), at)) = cx.build_value(&attribute.value, &wanted, &place) else {
        return Vec::new();
    };
    let mut times = Vec::new();
    for item in items {
        let Value::Duration(seconds) = item else { continue };
        let unit = if seconds % Unit::Day.seconds() == 0 { Unit::Day } else { Unit::Hour };
        if seconds <= 0 || seconds % unit.seconds() != 0 {
            cx.report(errors::not_whole(at, &place, unit));
        }
        let name = if unit == Unit::Day { "Days" } else { "Hours" };
        times.push((seconds / unit.seconds(), name));
    }
    times
}
