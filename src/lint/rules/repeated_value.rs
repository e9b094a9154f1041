//! `repeated-value`: an allowed value that stands twice.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::lint::context::{Context, DocumentView};
use crate::lint::rule::{BASE, LintRule};
use crate::markup::Node;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "repeated-value",
    title: "an allowed value that stands twice",
    fixable: true,
    page: page!("repeated-value"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.written.iter().flat_map(of_document).collect()
}

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    let mut mender = written.mender();
    let mut found = Vec::new();
    for (parameter, node) in written.parameters() {
        let allowed = node.get("allowedValues").map_or(&[][..], Node::items);
        let mut known = HashSet::new();
        for (number, item) in allowed.iter().enumerate() {
            let text = item.as_str().unwrap_or_else(|| written.source(item.span));
            if known.insert(text) || item.alias.is_some() {
                continue;
            }
            let pointer = format!("{parameter}/allowedValues/{number}");
            let finding = RULE
                .finding(written.at(item.span), format!("\"{text}\" is allowed twice"))
                .label("stands there already")
                .note("often another value was meant")
                .help("remove it, or write the value that is meant");
            found.push(Diagnostic { fix: mender.remove(&pointer), ..finding });
        }
    }
    found
}
