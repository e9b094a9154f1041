//! Sessions that run commands: a script for each platform.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::check::Checker;
use crate::hir::{RequestField, Script, Ty, Value};
use crate::ssm::SESSION_PLATFORMS;
use crate::syntax::ast;
use crate::text::FileSpan;

use super::references::check_script;
use super::written::{self, write_over};
use super::{OWNER, Parts, Place, errors};

pub(super) fn properties(cx: &mut Checker<'_>, place: &Place<'_, '_>) -> Parts {
    let attributes = place.attributes;
    let flags: Vec<RequestField> = attributes.plain_fields(cx);
    let mut parts = Parts::default();
    for platform in SESSION_PLATFORMS {
        let Some(given) = attributes.get(platform) else { continue };
        let Some(commands) = commands(cx, &given.value, &attributes.place(platform)) else {
            continue;
        };
        check_script(cx, &commands.script, place.parameters);
        let mut members = Map::new();
        members.insert("commands".to_owned(), commands.json);
        for flag in &flags {
            members.insert(flag.name.to_owned(), written::json(&flag.value));
        }
        parts.put(platform, Json::Object(members), commands.at);
        parts.scripts.push(commands.script);
    }
    write_over(cx, place, "properties", &mut parts);
    let is_given = |platform: &&str| {
        attributes.get(platform).is_some() || parts.members.contains_key(*platform)
    };
    if !SESSION_PLATFORMS.iter().any(is_given) {
        let example = "linux: sh\"uptime\"";
        cx.report(errors::missing_attribute(place.type_at, OWNER, "linux", example));
    }
    parts
}

/// What one platform runs.
struct Commands {
    script: Arc<Script>,
    json: Json,
    at: FileSpan,
}

/// One script, or a list of lines as the guide's example for Windows has them.
fn commands(cx: &mut Checker<'_>, written: &ast::Expr, place: &str) -> Option<Commands> {
    if !matches!(written.kind, ast::ExprKind::List(_)) {
        let (value, at) = cx.build_value(written, &Ty::Script, place)?;
        let Value::Script(script) = value else { return None };
        return Some(Commands { json: json!(&*script.text), script, at });
    }
    let (value, at) = cx.build_value(written, &Ty::list(Ty::Script), place)?;
    let Value::List(items) = value else { return None };
    let scripts = items.iter().filter_map(|item| match item {
        Value::Script(script) => Some(script),
        _ => None,
    });
    let scripts: Vec<&Arc<Script>> = scripts.collect();
    let lines: Vec<&str> = scripts.iter().map(|script| &*script.text).collect();
    let script = Script {
        text: lines.join("\n").into(),
        raw: scripts.iter().any(|script| script.raw),
        at,
        ..Script::clone(scripts.first()?)
    };
    Some(Commands { json: json!(lines), script: Arc::new(script), at })
}
