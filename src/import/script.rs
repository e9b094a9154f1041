//! `aws:executeScript` as a script of the source.

use crate::markup::{Entry, Node, NodeKind, Scalar};
use crate::syntax::ast::{
    Argument, Clause, ClauseKind, Expr, ExprKind, Script, ScriptLanguage, ScriptSource,
    StatementKind,
};
use crate::text::Span;

use super::names::Names;
use super::value::value;
use super::{make, reference};

/// A script and the clauses that say what its step asks for.
pub(super) struct ScriptStep {
    pub(super) statement: StatementKind,
    pub(super) clauses: Vec<Clause>,
}

/// The inputs that have a place of their own in the statement.
const PLACED: [&str; 4] = ["Handler", "InputPayload", "Runtime", "Script"];

/// The script of a step; nothing where its inputs are not those of a script with a text.
pub(super) fn script(names: &Names, inputs: &Node) -> Option<ScriptStep> {
    let runtime = inputs.get("Runtime")?;
    let language = language(runtime.as_str()?)?;
    let source = inputs.get("Script")?;
    let NodeKind::String(text) = &source.kind else { return None };
    // Behind a quote at its end a fence would be read as longer than it is.
    let is_file = names.company.script(&text.text).is_some();
    if text.text.ends_with('"') && !is_file {
        return None;
    }
    let handler = inputs.get("Handler").and_then(Node::as_str);
    // The statement looks for the function: what has none is only said by the action's own form.
    if language == ScriptLanguage::Python && !handler.is_some_and(|name| defines(&text.text, name))
    {
        return None;
    }
    let payload = arguments(names, inputs.get("InputPayload"))?;
    let mut clauses = Vec::new();
    if let Some(handler) = inputs.get("Handler") {
        match language {
            ScriptLanguage::Python => {
                clauses.push(make::clause(ClauseKind::Handler(value(names, handler)), handler.span))
            }
            // PowerShell has none: only the action's own form takes it.
            _ => return None,
        }
    }
    clauses.push(with(names, inputs));
    let script = Script {
        language,
        language_span: runtime.span,
        raw: is_raw(text),
        arguments: payload,
        source: written(names, text),
        result: None,
        span: source.span,
    };
    Some(ScriptStep { statement: StatementKind::Script(Box::new(script)), clauses })
}

/// Whether a Python script has a function of this name at its top.
fn defines(script: &str, function: &str) -> bool {
    let starts = |line: &str| {
        let line = line.strip_prefix("async ").unwrap_or(line);
        let rest = line.strip_prefix("def ").map(str::trim_start);
        let rest = rest.and_then(|rest| rest.strip_prefix(function));
        rest.is_some_and(|rest| rest.trim_start().starts_with(['(', '[']))
    };
    let margin = script.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let margin = margin.len() - margin.trim_start().len();
    script.lines().any(|line| starts(line.get(margin..).unwrap_or("")))
}

/// Whether a text holds what SSM would replace.
pub(super) fn is_raw(text: &Scalar) -> bool {
    !reference::find(&text.text).is_empty()
}

/// The text of a script, or the file that several steps share.
fn written(names: &Names, text: &Scalar) -> ScriptSource {
    match file(names, &text.text, text.span) {
        Some(read) => ScriptSource::Expr(read),
        None => ScriptSource::Inline { text: text.text.to_string(), span: text.span },
    }
}

/// `read("…")` of the file that steps with this script share.
pub(super) fn file(names: &Names, script: &str, span: Span) -> Option<Expr> {
    let path = make::positional(make::string(names.company.script(script)?, span));
    Some(make::call(make::name("read", span), vec![path], span))
}

pub(super) fn language(runtime: &str) -> Option<ScriptLanguage> {
    let lower = runtime.to_ascii_lowercase();
    if lower.starts_with("python") {
        Some(ScriptLanguage::Python)
    } else if lower.starts_with("powershell") {
        Some(ScriptLanguage::PowerShell)
    } else {
        None
    }
}

/// The payload as arguments; nothing where it has another form.
fn arguments(names: &Names, payload: Option<&Node>) -> Option<Vec<Argument>> {
    let Some(payload) = payload else { return Some(Vec::new()) };
    match &payload.kind {
        NodeKind::Map(entries) if entries.iter().all(|entry| is_word(&entry.key.text)) => {
            Some(entries.iter().map(|entry| argument(names, entry)).collect())
        }
        NodeKind::Map(_) | NodeKind::String(_) => Some(vec![make::spread(value(names, payload))]),
        NodeKind::Null => Some(Vec::new()),
        NodeKind::Bool(_) | NodeKind::Int(_) | NodeKind::Float(_) | NodeKind::List(_) => None,
    }
}

pub(super) fn argument(names: &Names, entry: &Entry) -> Argument {
    make::argument(&entry.key.text, entry.key_span, value(names, &entry.value))
}

pub(super) fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// `with { Runtime: …, … }`: what the statement has no word for.
fn with(names: &Names, inputs: &Node) -> Clause {
    let span: Span = inputs.span;
    let rest = match &inputs.kind {
        NodeKind::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    let entries = rest
        .iter()
        .filter(|entry| entry.key.text == "Runtime" || !PLACED.contains(&entry.key.text.as_str()))
        .map(|entry| make::entry(&entry.key.text, entry.key_span, value(names, &entry.value)))
        .collect();
    make::clause(ClauseKind::With(make::expr(ExprKind::Record(entries), span)), span)
}
