//! `python-unreturned-output`: a result that the script never returns.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, PathSegment, Selection, Step, Value};
use crate::lint::api::input;
use crate::lint::context::{Context, RunbookView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::text::{FileSpan, nearest};
use std::collections::BTreeSet;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "python-unreturned-output",
    title: "a result that the script never returns",
    group: Group::Correctness,
    profile: Profile::Minimal,
    page: page!("python-unreturned-output"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for view in &cx.runbooks {
        for (step, _) in view.steps() {
            let script = input(step, "Script").and_then(Expr::as_const);
            let Some(Value::Script(script)) = script else { continue };
            let Some(known) = cx.python.handler(&script.text, step) else { continue };
            let Some(returned) = &known.returns else { continue };
            for (key, at) in read_keys(view, step) {
                if returned.contains(key) {
                    continue;
                }
                found.push(finding(at, key, returned));
            }
        }
    }
    found
}

/// The first members that the runbook reads of what a script returns.
fn read_keys<'a>(view: &RunbookView<'a>, script: &Step) -> Vec<(&'a str, FileSpan)> {
    let mut keys: Vec<(&str, FileSpan)> = Vec::new();
    let mut add = |key: &'a str, at: FileSpan| {
        if !keys.iter().any(|(known, _)| *known == key) {
            keys.push((key, at));
        }
    };
    // In a document, all outputs have names.
    for output in view.runbook.named_outputs.iter().filter(|output| output.step == script.id) {
        match &output.selects {
            Selection::Path(path) => {
                if let Some(PathSegment::Member(key)) = path.first() {
                    add(key, output.at);
                }
            }
            Selection::Text(selector) => {
                if let Some(key) = first_member(selector) {
                    add(key, output.at);
                }
            }
        }
    }
    for expr in &view.expressions {
        let ExprKind::Output { step, path } = &expr.kind else { continue };
        let Some(PathSegment::Member(key)) = path.first() else { continue };
        if *step == script.id {
            add(key, expr.at);
        }
    }
    keys
}

/// `key` of `$.Payload.key` and of what lies below it.
fn first_member(selector: &str) -> Option<&str> {
    let inside = selector.strip_prefix("$.Payload.")?;
    let key = inside.split(['.', '[']).next()?;
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    (!key.is_empty() && key.chars().all(is_word)).then_some(key)
}

fn finding(at: FileSpan, key: &str, returned: &BTreeSet<String>) -> Diagnostic {
    let known: Vec<&str> = returned.iter().map(String::as_str).collect();
    let listed: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
    RULE.finding(at, format!("the script never returns `{key}`"))
        .label("no value")
        .note(match listed.as_slice() {
            [] => "it returns an empty dictionary".to_owned(),
            listed => format!("it returns {}", listed.join(", ")),
        })
        .help(match nearest(key, known) {
            Some(near) => format!("write `{near}`"),
            None => format!("return it: `{{\"{key}\": …}}`"),
        })
}
