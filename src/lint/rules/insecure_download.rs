//! `insecure-download`: a download that nobody checks.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, TaskKind, Value};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::text::FileSpan;
use serde_json::Value as Json;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "insecure-download",
    title: "a download that nobody checks",
    group: Group::Security,
    page: page!("insecure-download"),
    look: Some(look),
    ..BASE
};

/// Members of `sourceInfo` that turn a check off.
const SWITCHES: [&str; 2] = ["allowInsecureDownload", "skipHostKeyChecking"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for task in cx.commands.iter().flat_map(|view| &view.tasks) {
        let TaskKind::Plugin { plugin: "aws:downloadContent", inputs } = &task.kind else {
            continue;
        };
        let info = inputs.iter().filter(|(name, _)| name == "sourceInfo");
        for (switch, at) in info.filter_map(|(_, value)| switched_off(value)) {
            found.push(
                RULE.finding(at, format!("`{switch}` lets anybody on the way change what comes"))
                    .label("turns a check off")
                    .note("what is downloaded is run as root, or read by what is")
                    .help(format!("remove `{switch}`")),
            );
        }
    }
    found
}

/// The plugin takes the object as a text, too. A reference outside of quotes is no JSON: what
/// stands beside it is looked for as it is written.
fn is_on_in(text: &str, switch: &str) -> bool {
    let is_on = |value: &Json| *value == Json::Bool(true) || value.as_str() == Some("true");
    match serde_json::from_str::<Json>(text) {
        Ok(members) => members.get(switch).is_some_and(is_on),
        Err(_) => {
            let behind = text.split_once(&format!("\"{switch}\"")).map_or("", |it| it.1);
            let value = behind.trim_start().strip_prefix(':').unwrap_or("").trim_start();
            value.trim_start_matches('"').starts_with("true")
        }
    }
}

fn switched_off(info: &Expr) -> Option<(&'static str, FileSpan)> {
    let is_on =
        |value: &Value| matches!(value, Value::Bool(true)) || value.as_str() == Some("true");
    SWITCHES.into_iter().find_map(|switch| match &info.kind {
        ExprKind::Const(Value::String(text) | Value::Raw(text)) => {
            is_on_in(text, switch).then_some((switch, info.at))
        }
        ExprKind::Template(parts) => {
            let text = |part: &Expr| match part.as_const().and_then(Value::as_str) {
                Some(text) => text.to_owned(),
                None => String::new(),
            };
            let text: String = parts.iter().map(text).collect();
            is_on_in(&text, switch).then_some((switch, info.at))
        }
        ExprKind::Const(Value::Record(members)) => {
            members.get(switch).filter(|value| is_on(value)).map(|_| (switch, info.at))
        }
        ExprKind::Record(members) => {
            let (_, value) = members.iter().find(|(name, _)| name == switch)?;
            value.as_const().filter(|value| is_on(value)).map(|_| (switch, value.at))
        }
        _ => None,
    })
}
