//! Preferences of a shell session: logs, keys, user, times, profile.

use serde_json::{Map, Value as Json, json};

use crate::check::Checker;
use crate::check::request::shape::record_type;
use crate::hir::{RequestField, Ty, Value};
use crate::text::FileSpan;

use super::table::INPUT_ORDER;
use super::{Parts, Place, errors};

/// Flags that AWS marks as required, and what stands where the author says nothing.
const FLAGS: [(&str, bool); 4] = [
    ("s3EncryptionEnabled", true),
    ("cloudWatchEncryptionEnabled", true),
    ("cloudWatchStreamingEnabled", false),
    ("runAsEnabled", false),
];

pub(super) fn inputs(cx: &mut Checker<'_>, place: &Place<'_, '_>) -> Parts {
    let attributes = place.attributes;
    let mut members: Vec<(&'static str, Json, FileSpan)> = attributes
        .plain_fields(cx)
        .into_iter()
        .map(|RequestField { name, value, at }| (name, plain(&value), at))
        .collect();
    members.extend(run_as(cx, place));
    members.extend(shell_profile(cx, place));
    for (name, default) in FLAGS {
        if !members.iter().any(|member| member.0 == name) {
            members.push((name, json!(default), place.at));
        }
    }
    members.sort_by_key(|member| INPUT_ORDER.iter().position(|name| *name == member.0));
    let is_logged = ["s3_bucket", "cloudwatch_log_group"]
        .into_iter()
        .any(|word| attributes.get(word).is_some());
    // After an error the attribute may be there, with another name.
    if !is_logged && !cx.has_errors() {
        cx.report(errors::unlogged_session(place.at));
    }
    for (word, needed) in [
        ("s3_prefix", "s3_bucket"),
        ("s3_encryption", "s3_bucket"),
        ("cloudwatch_encryption", "cloudwatch_log_group"),
        ("cloudwatch_streaming", "cloudwatch_log_group"),
    ] {
        if let (Some(given), None) = (attributes.get(word), attributes.get(needed)) {
            let at = cx.at(given.key.span);
            cx.report(errors::needs(at, word, &format!("`{needed}`")));
        }
    }
    let mut parts = Parts::default();
    for (name, value, at) in members {
        parts.put(name, value, at);
    }
    parts
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Bool(flag) => json!(flag),
        other => json!(other.as_str().unwrap_or_default()),
    }
}

/// `run_as: "operator"`, or `run_as: true` where a tag of the caller names the user.
fn run_as(cx: &mut Checker<'_>, place: &Place<'_, '_>) -> Vec<(&'static str, Json, FileSpan)> {
    let Some(given) = place.attributes.get("run_as") else { return Vec::new() };
    let ty = Ty::Union([Ty::string(), Ty::Bool].into());
    match cx.build_value(&given.value, &ty, "`run_as` of a session") {
        Some((Value::Bool(flag), at)) => vec![("runAsEnabled", json!(flag), at)],
        Some((Value::String(user), at)) if is_user(&user) => {
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

/// What Linux and macOS take, domain users included.
fn is_user(user: &str) -> bool {
    !user.is_empty()
        && user.len() <= 256
        && !user.starts_with('-')
        && user.chars().all(|letter| letter.is_alphanumeric() || "_.-@\\$+".contains(letter))
}

fn shell_profile(
    cx: &mut Checker<'_>,
    place: &Place<'_, '_>,
) -> Option<(&'static str, Json, FileSpan)> {
    let given = place.attributes.get("shell_profile")?;
    let ty = record_type(&[("windows", Ty::Script), ("linux", Ty::Script)]);
    let (value, at) = cx.build_value(&given.value, &ty, "`shell_profile` of a session")?;
    let Value::Record(scripts) = value else { return None };
    let mut profile = Map::new();
    for platform in ["windows", "linux"] {
        if let Some(Value::Script(script)) = scripts.get(platform) {
            profile.insert(platform.to_owned(), json!(&*script.text));
        }
    }
    Some(("shellProfile", Json::Object(profile), at))
}
