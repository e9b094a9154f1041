//! Preferences of a shell session: logs, keys, user, times, profile.

use serde_json::{Map, Value as Json, json};

use crate::check::Checker;
use crate::check::request::shape::record_type;
use crate::hir::{RequestField, Ty, Value};
use crate::ssm::{BUCKET, LOG_GROUP, SESSION_FLAGS, SESSION_INPUTS, is_session_user};
use crate::text::FileSpan;

use super::references::check_script;
use super::written::{json, write_over};
use super::{Parts, Place, errors};

pub(super) fn inputs(cx: &mut Checker<'_>, place: &Place<'_, '_>) -> Parts {
    let mut parts = Parts::default();
    for RequestField { name, value, at } in place.attributes.plain_fields(cx) {
        parts.put(name, json(&value), at);
    }
    for (name, value, at) in run_as(cx, place) {
        parts.put(name, value, at);
    }
    shell_profile(cx, place, &mut parts);
    // AWS marks them as required.
    for (name, _, default) in SESSION_FLAGS {
        if !parts.members.contains_key(name) {
            parts.put(name, default, place.at);
        }
    }
    write_over(cx, place, "inputs", &mut parts);
    let members = std::mem::take(&mut parts.members);
    let mut members: Vec<(String, Json)> = members.into_iter().collect();
    members.sort_by_key(|member| SESSION_INPUTS.iter().position(|name| *name == member.0));
    parts.members = members.into_iter().collect();
    check_logs(cx, place, &parts);
    parts
}

/// A session leaves a record, and what is said of a record is said of one that there is.
fn check_logs(cx: &mut Checker<'_>, place: &Place<'_, '_>, parts: &Parts) {
    let attributes = place.attributes;
    let has = |member: &str| {
        let text = parts.members.get(member).and_then(Json::as_str);
        text.is_some_and(|text| !text.trim().is_empty())
    };
    let is_logged = [("s3_bucket", BUCKET), ("cloudwatch_log_group", LOG_GROUP)]
        .into_iter()
        .any(|(word, text)| attributes.get(word).is_some() || has(text.name));
    // After an error the attribute may be there, with another name.
    if !is_logged && !cx.has_errors() {
        cx.report(errors::unlogged_session(place.type_at));
    }
    for (word, needed, text) in [
        ("s3_prefix", "s3_bucket", BUCKET),
        ("s3_encryption", "s3_bucket", BUCKET),
        ("cloudwatch_encryption", "cloudwatch_log_group", LOG_GROUP),
        ("cloudwatch_streaming", "cloudwatch_log_group", LOG_GROUP),
    ] {
        let is_there = attributes.get(needed).is_some() || has(text.name);
        if let Some(given) = attributes.get(word).filter(|_| !is_there) {
            let at = cx.at(given.key.span);
            cx.report(errors::needs(at, word, &format!("`{needed}`")));
        }
    }
}

/// `run_as: "operator"`, or `run_as: true` where a tag of the caller names the user.
fn run_as(cx: &mut Checker<'_>, place: &Place<'_, '_>) -> Vec<(&'static str, Json, FileSpan)> {
    let Some(given) = place.attributes.get("run_as") else { return Vec::new() };
    let ty = Ty::Union([Ty::string(), Ty::Bool].into());
    match cx.build_value(&given.value, &ty, "`run_as` of a session") {
        Some((Value::Bool(flag), at)) => vec![("runAsEnabled", json!(flag), at)],
        Some((Value::String(user), at)) if is_session_user(&user) => {
            vec![("runAsEnabled", json!(true), at), ("runAsDefaultUser", json!(&*user), at)]
        }
        Some((Value::String(user), at)) => {
            let message = format!("\"{user}\" cannot be the name of a user");
            cx.report(errors::refused_value(at, message, "not a user").help(
                "write the name of a user of the nodes, or `true` where the tag \
                 `SSMSessionRunAs` of the caller names one",
            ));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// What a shell runs as it starts.
fn shell_profile(cx: &mut Checker<'_>, place: &Place<'_, '_>, parts: &mut Parts) {
    let Some(given) = place.attributes.get("shell_profile") else { return };
    let ty = record_type(&[("windows", Ty::Script), ("linux", Ty::Script)]);
    let read = cx.build_value(&given.value, &ty, "`shell_profile` of a session");
    let Some((Value::Record(scripts), at)) = read else { return };
    let mut profile = Map::new();
    for platform in ["windows", "linux"] {
        if let Some(Value::Script(script)) = scripts.get(platform) {
            check_script(cx, script, place.parameters);
            profile.insert(platform.to_owned(), json!(&*script.text));
            parts.scripts.push(script.clone());
        }
    }
    parts.put("shellProfile", Json::Object(profile), at);
}
