//! `yaml-trap`: a value without quotes that YAML reads as something else than it looks like.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Trust};
use crate::lint::context::{Context, DocumentView};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::markup::{Node, Role, TrapKind};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "yaml-trap",
    title: "a value that YAML reads as something else",
    group: Group::Correctness,
    fixable: true,
    page: page!("yaml-trap"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.written.iter().flat_map(of_document).collect()
}

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    if written.document.traps.is_empty() {
        return Vec::new();
    }
    let mut found = keys(written);
    let mut mender = written.mender();
    for (pointer, node) in written.values() {
        let trap = written.document.trap_at(node.span).filter(|trap| trap.role == Role::Value);
        let Some(trap) = trap.filter(|_| node.alias.is_none()) else { continue };
        let finding = |what: &str| {
            RULE.finding(written.at(trap.span), format!("YAML reads `{}` as {what}", trap.written))
        };
        match (trap.kind, node.as_bool()) {
            (TrapKind::Boolean, Some(_)) if is_of_text(written, &pointer) => {
                let found_here = finding("a boolean").label("no text").help(QUOTE);
                let fix = Some(trap.fix(written.at(trap.span).file, Trust::Unsafe));
                found.push(Diagnostic { fix, ..found_here });
            }
            (TrapKind::Boolean, Some(flag)) => {
                let found_here = finding(&format!("`{flag}`"))
                    .label("a boolean")
                    .help(format!("write `{flag}`, or put quotes around it if a text is meant"));
                let fix = mender.set(&pointer, &Value::Bool(flag), &flag.to_string());
                found.push(Diagnostic { fix, ..found_here });
            }
            (TrapKind::Date, _) => {
                let found_here = finding("a date").label("no text for YAML").help(QUOTE);
                found.push(Diagnostic { fix: mender.quote(&pointer), ..found_here });
            }
            (kind, _) if is_misleading(kind) => {
                let found_here = finding(kind.read_as()).label(value_of(node)).help(QUOTE);
                let fix = Some(trap.fix(written.at(trap.span).file, Trust::Unsafe));
                found.push(Diagnostic { fix, ..found_here });
            }
            _ => {}
        }
    }
    found
}

/// Whether a value belongs to a parameter whose values are texts.
fn is_of_text(written: &DocumentView<'_>, pointer: &str) -> bool {
    let mut segments = pointer.split('/').skip(1);
    let (Some("parameters"), Some(name)) = (segments.next(), segments.next()) else {
        return false;
    };
    let kind = written.root.find(&format!("/parameters/{name}/type"));
    kind.and_then(|found| found.node.as_str()) == Some("String")
}

const QUOTE: &str = "put quotes around it";

/// Keys that are no texts for YAML 1.1; the reader takes them as they are written.
fn keys(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    let traps = written.document.traps.iter().filter(|trap| trap.role == Role::Key);
    let words = traps.filter(|trap| trap.kind == TrapKind::Boolean);
    words
        .map(|trap| {
            let at = written.at(trap.span);
            let found = RULE
                .finding(at, format!("YAML reads the key `{}` as a boolean", trap.written))
                .label("no text for readers of YAML 1.1")
                .help(QUOTE);
            Diagnostic { fix: Some(trap.fix(at.file, Trust::Safe)), ..found }
        })
        .collect()
}

/// Whether a number is probably meant as a text, or as another number.
fn is_misleading(kind: TrapKind) -> bool {
    match kind {
        TrapKind::Exponent
        | TrapKind::HexOrBinary
        | TrapKind::Infinity
        | TrapKind::Octal
        | TrapKind::Sexagesimal
        | TrapKind::Underscore => true,
        TrapKind::Boolean | TrapKind::Date | TrapKind::Fraction | TrapKind::OtherKey => false,
    }
}

fn value_of(node: &Node) -> String {
    match node.as_int() {
        Some(number) => format!("the number {number}"),
        None => node.what().to_owned(),
    }
}
