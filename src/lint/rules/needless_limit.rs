//! `needless-limit`: a limit of a parameter that keeps nothing out.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::{Context, DocumentView};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::markup::Node;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "needless-limit",
    title: "a limit that keeps nothing out",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("needless-limit"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.written.iter().flat_map(of_document).collect()
}

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    let mut mender = written.mender();
    let mut found = Vec::new();
    for (pointer, parameter) in written.parameters() {
        for (key, why) in needless(parameter) {
            let Some(entry) = parameter.entry(key) else { continue };
            let finding = RULE
                .finding(written.at(entry.key_span.to(entry.value.span)), why)
                .label("keeps nothing out")
                .help("remove it");
            let fix = mender.remove(&format!("{pointer}/{key}"));
            found.push(Diagnostic { fix, ..finding });
        }
    }
    found
}

/// The limits of a parameter that every value meets, each with why.
fn needless(parameter: &Node) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    for (key, why) in [
        ("minChars", "a text has no less than 0 characters anyway"),
        ("minItems", "a list has no less than 0 items anyway"),
    ] {
        if parameter.get(key).and_then(Node::as_int) == Some(0) {
            found.push((key, why));
        }
    }
    let allowed = parameter.get("allowedValues").map_or(&[][..], Node::items);
    let has = |flag: bool| allowed.iter().any(|item| item.as_bool() == Some(flag));
    if parameter.get("type").and_then(Node::as_str) == Some("Boolean") && has(true) && has(false) {
        found.push(("allowedValues", "a boolean has no other values anyway"));
    }
    found
}
