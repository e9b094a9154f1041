//! `empty-member`: a member of a document with nothing in it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::{Context, DocumentView, Schema};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::markup::{Node, NodeKind};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "empty-member",
    title: "a member with nothing in it",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("empty-member"),
    look: Some(look),
    ..BASE
};

/// Members that mean nothing where they hold nothing: of a document, and of its steps.
const OF_DOCUMENT: [&str; 5] = ["description", "files", "outputs", "parameters", "variables"];
const OF_STEP: [&str; 2] = ["description", "outputs"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let known = cx.written.iter().filter(|it| it.schema != Schema::Other);
    known.flat_map(of_document).collect()
}

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    let mut empty: Vec<(String, &str)> = Vec::new();
    let mut add = |node: &Node, pointer: &str, keys: &[&'static str]| {
        for key in keys {
            if node.get(key).is_some_and(is_empty) {
                empty.push((format!("{pointer}/{key}"), key));
            }
        }
    };
    add(written.root, "", &OF_DOCUMENT);
    for step in written.steps().iter().filter(|_| written.schema == Schema::Runbook) {
        add(step.node, &step.pointer, &OF_STEP);
    }
    let mut mender = written.mender();
    let finding = |(pointer, key): (String, &str)| {
        let at = written.root.find(&pointer)?.key_span?;
        let found = RULE
            .finding(written.at(at), format!("`{key}` holds nothing"))
            .label("means the same as none")
            .help("remove it");
        Some(Diagnostic { fix: mender.remove(&pointer), ..found })
    };
    empty.into_iter().filter_map(finding).collect()
}

fn is_empty(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Map(entries) => entries.is_empty(),
        NodeKind::List(items) => items.is_empty(),
        NodeKind::String(text) => text.text.trim().is_empty(),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Int(_) | NodeKind::Float(_) => false,
    }
}
