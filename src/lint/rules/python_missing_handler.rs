//! `python-missing-handler`: a function that a Python script is to run and does not have.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, Step, Value};
use crate::lint::api::{input, input_text};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::text::nearest;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "python-missing-handler",
    title: "a function that the script does not have",
    group: Group::Correctness,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("python-missing-handler"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    steps.filter_map(|(step, _)| finding(step)).collect()
}

fn finding(step: &Step) -> Option<Diagnostic> {
    let is_python = input_text(step, "Runtime")?.to_ascii_lowercase().starts_with("python");
    let handler = input(step, "Handler")?;
    let name = handler.as_const().and_then(Value::as_str)?;
    let script = text(input(step, "Script")?)?;
    // Names that no reader of the text sees.
    let is_open =
        script.contains("import *") || script.contains("globals(") || script.contains("exec(");
    if !is_python || step.action != "aws:executeScript" || is_open || has_word(script, name) {
        return None;
    }
    let functions: Vec<&str> = functions(script).collect();
    let shown: Vec<String> = functions.iter().map(|it| format!("`{it}`")).collect();
    let found = RULE
        .finding(handler.at, format!("the script has no function `{name}`"))
        .label("named nowhere in the script")
        .note(match shown.as_slice() {
            [] => "it has no function at all".to_owned(),
            shown => format!("it has {}", shown.join(", ")),
        })
        .help(match (nearest(name, functions.iter().copied()), functions.as_slice()) {
            (Some(near), _) => format!("write `{near}`"),
            (None, [only]) => format!("write `{only}`"),
            (None, _) => format!("define `{name}(events, context)`"),
        });
    Some(found)
}

/// The text of a script, however it is held.
fn text(script: &Expr) -> Option<&str> {
    match script.as_const()? {
        Value::String(text) | Value::Raw(text) => Some(text),
        Value::Script(script) => Some(&script.text),
        _ => None,
    }
}

/// Whether a name stands in a script as a word, be it in a comment.
fn has_word(script: &str, name: &str) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || it == '_';
    script.match_indices(name).any(|(at, _)| {
        let before = script.get(..at).and_then(|it| it.chars().next_back());
        let behind = script.get(at + name.len()..).and_then(|it| it.chars().next());
        !before.is_some_and(is_part) && !behind.is_some_and(is_part)
    })
}

/// The functions at the top of a script.
fn functions(script: &str) -> impl Iterator<Item = &str> {
    let names = script.lines().filter_map(|line| line.strip_prefix("def "));
    names.filter_map(|rest| rest.split(['(', '[', ' ']).next()).filter(|name| !name.is_empty())
}
