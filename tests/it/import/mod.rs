//! Documents to sources and back: what a source looks like, and that nothing is lost.

mod aws_documents;
mod choices;
mod findings;
mod graphs;
mod others;
mod protect;
mod rest;
mod runbooks;
mod sessions;
mod tasks;
mod together;

use ordain::markup::Syntax;
use ordain::{session, verify};
use serde_json::Value;

/// The source of a document, and proof that it compiles to an equal one.
#[track_caller]
fn imported(yaml: &str) -> String {
    let imported = session::import(yaml, "Acme-Example.yaml", Syntax::Yaml);
    assert_eq!(imported.diagnostics, [], "the document cannot be read");
    let source = imported.source.expect("a document");
    let document: Value = imported.document.expect("a document");
    let Some(compiled) = session::compiled(&source) else {
        panic!("the source does not compile:\n{source}");
    };
    let differences: Vec<String> =
        verify::compare(&document, &compiled).iter().map(ToString::to_string).collect();
    assert_eq!(differences, [] as [String; 0], "{source}\n{compiled:#}");
    source
}

/// What an import warns of: the code and what is underlined.
fn warnings(yaml: &str) -> Vec<String> {
    let found = session::import(yaml, "Acme-Example.yaml", Syntax::Yaml).diagnostics;
    found.iter().map(|one| format!("{} {}", one.code, one.primary.at.span.of(yaml))).collect()
}

/// Checks that the source of a document holds a text, blanks and line breaks apart.
#[track_caller]
fn check_source(yaml: &str, expected: &str) {
    let source = imported(yaml);
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain(&source).contains(&plain(expected)), "not in\n{source}");
}
