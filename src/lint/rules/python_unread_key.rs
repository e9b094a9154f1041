//! `python-unread-key`: an argument that the handler does not read.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, Value};
use crate::lint::api::input;
use crate::lint::context::{Context, ScriptPlace};
use crate::lint::rule::{BASE, LintRule};
use crate::text::FileSpan;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "python-unread-key",
    title: "an argument that the handler does not read",
    page: page!("python-unread-key"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in &cx.scripts {
        let ScriptPlace::Step(step) = script.place else { continue };
        let Some(payload) = input(step, "InputPayload") else { continue };
        let Some(known) = cx.python.handler(&script.text, step) else { continue };
        if !known.are_all_reads_known {
            continue;
        }
        for (key, at) in given(payload) {
            let is_read = known.reads.iter().any(|(read, _, _)| read == key);
            if !is_read {
                found.push(
                    RULE.finding(at, format!("the handler does not read `{key}`"))
                        .label("given, and not read")
                        .help("read it or remove it"),
                );
            }
        }
    }
    found
}

/// The keys of a payload with the places of their values.
fn given(payload: &Expr) -> Vec<(&str, FileSpan)> {
    match &payload.kind {
        ExprKind::Record(members) => {
            members.iter().map(|(name, value)| (name.as_str(), value.at)).collect()
        }
        ExprKind::Const(Value::Record(members)) => {
            members.keys().map(|name| (name.as_str(), payload.at)).collect()
        }
        _ => Vec::new(),
    }
}
