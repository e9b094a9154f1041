//! Sessions that run commands: a script for each platform.

use serde_json::{Map, Value as Json, json};

use crate::check::Checker;
use crate::hir::{Parameter, RequestField, Script, Ty, Value};
use crate::ssm::reference::reference_texts;
use crate::ssm::splice::{is_safe, opening, spots};

use super::{OWNER, Parts, Place, errors};

const PLATFORMS: [&str; 3] = ["linux", "windows", "macos"];

pub(super) fn properties(cx: &mut Checker<'_>, place: &Place<'_, '_>) -> Parts {
    let attributes = place.attributes;
    let flags: Vec<RequestField> = attributes.plain_fields(cx);
    let mut parts = Parts::default();
    for platform in PLATFORMS {
        let Some(given) = attributes.get(platform) else { continue };
        let value = cx.build_value(&given.value, &Ty::Script, &attributes.place(platform));
        let Some((Value::Script(script), at)) = value else { continue };
        check_references(cx, &script, place.parameters);
        let mut members = Map::new();
        members.insert("commands".to_owned(), json!(&*script.text));
        for flag in &flags {
            members.insert(flag.name.to_owned(), flag_json(&flag.value));
        }
        parts.put(platform, Json::Object(members), at);
    }
    if !PLATFORMS.iter().any(|platform| attributes.get(platform).is_some()) {
        let example = "linux: sh\"uptime\"";
        cx.report(errors::missing_attribute(place.at, OWNER, "linux", example));
    }
    parts
}

fn flag_json(value: &Value) -> Json {
    match value {
        Value::Bool(flag) => json!(flag),
        other => json!(other.as_str().unwrap_or_default()),
    }
}

/// Parameters are put into the text of a session's commands: there is no other way to hand them
/// over.
fn check_references(cx: &mut Checker<'_>, script: &Script, parameters: &[Parameter]) {
    let names: Vec<&str> = reference_texts(&script.text).collect();
    let places: Vec<usize> = names.iter().map(|name| opening(name, &script.text)).collect();
    for (name, spot) in names.into_iter().zip(spots(&script.text, &places)) {
        match parameters.iter().find(|parameter| parameter.name == name) {
            None => {
                let known: Vec<&str> = parameters.iter().map(|it| it.name.as_str()).collect();
                cx.report(errors::unknown_reference(script.at, name, &known));
            }
            Some(parameter) => {
                if let Some(binding) = cx.scopes.find(name) {
                    binding.used = true;
                }
                if !is_safe(&parameter.ty, spot) {
                    cx.report(errors::spliced_parameter(parameter.at, name, script.at));
                }
            }
        }
    }
}
