//! Calls of documents that are imported together: `call NAME(…)` and `run NAME(…) on …`.

use crate::markup::Node;
use crate::ssm::Kind;
use crate::syntax::ast::{
    Argument, Clause, ClauseKind, DocumentCall, DocumentName, Expr, ExprKind, RecordEntry,
    StatementKind,
};

use super::make;
use super::names::Names;
use super::script::{argument, is_word};
use super::value::value;

/// The plugin by which a command runs another one.
const RUN_DOCUMENT: &str = "aws:runDocument";

/// The document that a step runs, by its name as it is written.
pub(super) struct CalledDocument<'n> {
    pub(super) document: &'n str,
    pub(super) kind: Kind,
}

/// What a step runs; nothing where it runs no document, or the run knows which.
pub(super) fn called(step: &Node) -> Option<CalledDocument<'_>> {
    let (kind, input) = match step.get("action")?.as_str()? {
        "aws:executeAutomation" => (Kind::Automation, "DocumentName"),
        "aws:runCommand" => (Kind::Command, "DocumentName"),
        RUN_DOCUMENT => (Kind::Command, "documentPath"),
        _ => return None,
    };
    let inputs = step.get("inputs")?;
    // Another type is a path on the node.
    let is_path = inputs.get("documentType").is_some_and(|it| it.as_str() != Some("SSMDocument"));
    let document = inputs.get(input).filter(|_| !is_path)?.as_str()?;
    Some(CalledDocument { document, kind })
}

/// Puts what the source of a document declares in the place of its name, where a task runs it.
pub(super) fn name_document(names: &Names, task: &Node, plugin: &mut Expr) {
    let Some(found) = called(task) else { return };
    let Some(declared) = names.fellow(found.document, found.kind) else { return };
    let ExprKind::Call(call) = &mut plugin.kind else { return };
    for argument in &mut call.arguments {
        if argument.name.as_ref().is_some_and(|name| name.text == "documentPath") {
            argument.value = make::name(declared, argument.value.span);
        }
    }
}

/// The call that a step is, with its clauses; nothing where only the action says it.
pub(super) fn call(names: &Names, step: &Node) -> Option<(StatementKind, Vec<Clause>)> {
    let CalledDocument { document, kind } = called(step)?;
    let declared = names.fellow(document, kind)?;
    let inputs = step.get("inputs")?;
    let span = inputs.get("DocumentName").map_or(inputs.span, |name| name.span);
    let parameters = match kind {
        Kind::Automation => "RuntimeParameters",
        _ => "Parameters",
    };
    let arguments: Vec<Argument> = match inputs.get(parameters) {
        Some(given) if given.entries().iter().all(|entry| is_word(&entry.key.text)) => {
            given.entries().iter().map(|entry| argument(names, entry)).collect()
        }
        Some(_) => return None,
        None => Vec::new(),
    };
    let call = DocumentCall {
        document: DocumentName::Expr(make::name(declared, span)),
        arguments,
        arguments_span: inputs.span,
    };
    let kind = match kind {
        Kind::Automation => StatementKind::Call(call),
        _ => StatementKind::Run(call),
    };
    Some((kind, clauses(names, inputs, parameters)))
}

/// What the other inputs of a call are: its nodes, and those that have no word.
fn clauses(names: &Names, inputs: &Node, parameters: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut rest: Vec<RecordEntry> = Vec::new();
    for entry in inputs.entries() {
        match entry.key.text.as_str() {
            "DocumentName" => {}
            key if key == parameters => {}
            "InstanceIds" => {
                let nodes = value(names, &entry.value);
                clauses.push(make::clause(ClauseKind::On(nodes), entry.value.span));
            }
            key => rest.push(make::entry(key, entry.key_span, value(names, &entry.value))),
        }
    }
    if let Some(first) = rest.first() {
        let span = first.span;
        let record = make::expr(ExprKind::Record(rest), span);
        clauses.push(make::clause(ClauseKind::With(record), span));
    }
    clauses
}
