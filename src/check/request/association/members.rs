//! Members of CreateAssociation that are made of several attributes, or of a call.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::check::Checker;
use crate::check::request::alarm::alarm_configuration;
use crate::check::request::attribute::Attributes;
use crate::check::request::model::association;
use crate::check::request::output::{Bucket, check_output};
use crate::check::request::schedule::{CheckedSchedule, check_schedule};
use crate::check::request::shape::record;
use crate::hir::{DocumentPin, DocumentRef, RequestField, Value};
use crate::ssm::schedule::Api;
use crate::text::Name;

use super::errors;

pub(super) fn schedule(
    cx: &mut Checker<'_>,
    attributes: &Attributes<'_>,
) -> Option<CheckedSchedule> {
    let schedule = attributes.get("schedule")?;
    check_schedule(cx, &schedule.value, &attributes.place("schedule"), Api::Association)
}

pub(in crate::check::request) fn schedule_field(schedule: &CheckedSchedule) -> RequestField {
    let value = Value::string(schedule.schedule.to_string());
    RequestField { name: "ScheduleExpression", value, at: schedule.at }
}

/// `OutputLocation`, `TargetLocations`, `TargetMaps` and `AlarmConfiguration`.
pub(super) fn composed(cx: &mut Checker<'_>, attributes: &Attributes<'_>) -> Vec<RequestField> {
    let makers = [output_location, target_locations, target_maps, alarm_configuration];
    makers.into_iter().filter_map(|make| make(cx, attributes)).collect()
}

fn output_location(cx: &mut Checker<'_>, attributes: &Attributes<'_>) -> Option<RequestField> {
    let attribute = attributes.get("output_to")?;
    let Bucket { bucket, prefix, region, at } =
        check_output(cx, &attribute.value, &attributes.place("output_to"))?;
    let mut location = IndexMap::new();
    for (name, value) in [
        ("OutputS3Region", region),
        ("OutputS3BucketName", Some(bucket)),
        ("OutputS3KeyPrefix", prefix),
    ] {
        if let Some(text) = value {
            location.insert(Name::new(name), Value::String(text));
        }
    }
    let value = record([("S3Location", Value::Record(location))]);
    Some(RequestField { name: "OutputLocation", value, at })
}

/// The members of one location, beside `Accounts` and `Regions`: attribute and member.
const LOCATION: [(&str, &str); 5] = [
    ("accounts", "Accounts"),
    ("regions", "Regions"),
    ("location_concurrency", "TargetLocationMaxConcurrency"),
    ("location_max_errors", "TargetLocationMaxErrors"),
    ("execution_role", "ExecutionRoleName"),
];

fn target_locations(cx: &mut Checker<'_>, attributes: &Attributes<'_>) -> Option<RequestField> {
    let mut location = IndexMap::new();
    let mut first = None;
    for (word, member) in LOCATION {
        if let Some(field) = attributes.field(cx, word) {
            first.get_or_insert(field.at);
            location.insert(Name::new(member), field.value);
        }
    }
    for (word, other) in [
        ("accounts", "regions"),
        ("regions", "accounts"),
        ("location_concurrency", "accounts"),
        ("location_max_errors", "accounts"),
        ("execution_role", "accounts"),
    ] {
        if let Some(given) = attributes.get(word)
            && attributes.get(other).is_none()
        {
            let at = cx.at(given.key.span);
            cx.report(errors::needs(at, word, &format!("`{other}`")));
        }
    }
    let value = Value::List(vec![Value::Record(location)]);
    first.map(|at| RequestField { name: "TargetLocations", value, at })
}

/// How many keys a map has at most.
const TARGET_MAP_KEYS: usize = 20;

fn target_maps(cx: &mut Checker<'_>, attributes: &Attributes<'_>) -> Option<RequestField> {
    let attribute = attributes.get("target_maps")?;
    let maps = association("TargetMaps").ty();
    let (value, at) = cx.build_value(&attribute.value, &maps, &attributes.place("target_maps"))?;
    if let Value::List(maps) = &value {
        for map in maps {
            if let Value::Record(keys) = map
                && keys.len() > TARGET_MAP_KEYS
            {
                cx.report(errors::too_many(at, "keys of a map", (keys.len(), TARGET_MAP_KEYS)));
            }
        }
    }
    Some(RequestField { name: "TargetMaps", value, at })
}

/// The document with the version that `version: "…"` asks for.
pub(in crate::check::request) fn pinned(
    cx: &mut Checker<'_>,
    attributes: &Attributes<'_>,
    document: DocumentRef,
) -> DocumentRef {
    let version = attributes.field(cx, "version").map(|field| field.value);
    let pin = match version.as_ref().and_then(Value::as_str) {
        None => document.pin,
        Some("latest") => DocumentPin::Latest,
        Some("default") => DocumentPin::Version(Arc::from("$DEFAULT")),
        Some(number) => DocumentPin::Version(Arc::from(number)),
    };
    DocumentRef { pin, ..document }
}
