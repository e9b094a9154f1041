//! The reader of YAML and JSON: trees, places, findings, and what it does with bad input.

mod edits;
mod findings;
mod places;
mod properties;
mod robust;
mod trees;

use ordain::markup::{Document, Node, NodeKind, Scalar, Syntax, read};
use ordain::text::FileId;

/// The tree of a text; fails when there is a finding.
#[track_caller]
fn tree(text: &str, syntax: Syntax) -> Node {
    let document = read(text, FileId::default(), syntax);
    assert!(document.diagnostics.is_empty(), "{:#?}", document.diagnostics);
    document.root.expect("a tree")
}

#[track_caller]
fn yaml(text: &str) -> Node {
    tree(text, Syntax::Yaml)
}

/// What is read of a text that has findings.
fn document(text: &str) -> Document {
    read(text, FileId::default(), Syntax::Yaml)
}

/// Codes with what they underline, in the order in which they were found.
fn findings(text: &str, syntax: Syntax) -> Vec<(String, &str)> {
    let found = read(text, FileId::default(), syntax).diagnostics;
    let shown = |one: &ordain::diagnostic::Diagnostic| one.primary.at.span;
    found.iter().map(|one| (one.code.to_string(), shown(one).of(text))).collect()
}

/// All texts of a tree, keys included, in the order of the source.
fn scalars(node: &Node) -> Vec<&Scalar> {
    let mut all = Vec::new();
    collect(node, &mut all);
    all
}

fn collect<'n>(node: &'n Node, all: &mut Vec<&'n Scalar>) {
    if let NodeKind::String(scalar) = &node.kind {
        all.push(scalar);
    }
    for entry in node.entries() {
        all.push(&entry.key);
        collect(&entry.value, all);
    }
    for item in node.items() {
        collect(item, all);
    }
}

/// The pointers of all parts, the whole excepted.
fn collect_pointers(value: &serde_json::Value, pointer: String, all: &mut Vec<String>) {
    use serde_json::Value;
    let mut below = |segment: &str, item: &Value| {
        let pointer = format!("{pointer}/{}", segment.replace('~', "~0").replace('/', "~1"));
        all.push(pointer.clone());
        collect_pointers(item, pointer, all);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, item)| below(key, item)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(number, item)| below(&number.to_string(), item));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
