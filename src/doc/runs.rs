//! What associations and windows run, and their attributes, as written.

use crate::syntax::ast::{
    Argument, Attribute, ClauseKind, DocumentName, Expr, ExprKind, Member, MemberKind, StringPart,
};

use super::pages::{documentation, source};
use super::{Run, Setting};

/// The attributes that the lists of a page do not show elsewhere.
pub(super) fn settings(members: &[Member], text: &str) -> Vec<Setting> {
    let attributes = members.iter().filter_map(|member| match &member.kind {
        MemberKind::Attribute(attribute) => Some((attribute, member)),
        _ => None,
    });
    attributes
        .filter(|(attribute, _)| !matches!(attribute.key.text.as_str(), "run" | "on"))
        .map(|(attribute, member)| {
            let docs = attribute.docs.as_ref().or(member.docs.as_ref());
            Setting {
                description: documentation(docs).trim().to_owned(),
                ..setting(attribute, text)
            }
        })
        .collect()
}

fn setting(attribute: &Attribute, text: &str) -> Setting {
    Setting {
        name: attribute.key.text.to_string(),
        value: source(attribute.value.span, text),
        description: documentation(attribute.docs.as_ref()).trim().to_owned(),
    }
}

/// The value of `on:`.
pub(super) fn targets(members: &[Member], text: &str) -> Option<String> {
    attribute(members, "on").map(|it| source(it.value.span, text))
}

fn attribute<'m>(members: &'m [Member], word: &str) -> Option<&'m Attribute> {
    members.iter().find_map(|member| match &member.kind {
        MemberKind::Attribute(attribute) if attribute.key.text == word => Some(attribute),
        _ => None,
    })
}

/// `run:` of an association, and the tasks of a window.
pub(super) fn runs(members: &[Member], text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    if let Some(run) = attribute(members, "run") {
        let (document, given) = match &run.value.kind {
            ExprKind::Call(call) => (&call.callee, call.arguments.as_slice()),
            _ => (&run.value, &[][..]),
        };
        runs.push(Run {
            name: None,
            description: documentation(run.docs.as_ref()).trim().to_owned(),
            document: named(document, text),
            targets: None,
            arguments: arguments(given, text),
            settings: Vec::new(),
        });
    }
    runs.extend(members.iter().filter_map(|member| task(member, text)));
    runs
}

fn task(member: &Member, text: &str) -> Option<Run> {
    let MemberKind::Task { name, call, clauses, attributes } = &member.kind else { return None };
    let on = clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::On(targets) => Some(source(targets.span, text)),
        _ => None,
    });
    let document = match &call.document {
        DocumentName::Expr(expr) => named(expr, text),
        DocumentName::String { text, .. } => text.clone(),
    };
    Some(Run {
        name: Some(name.text.to_string()),
        description: documentation(member.docs.as_ref()).trim().to_owned(),
        document,
        targets: on,
        arguments: arguments(&call.arguments, text),
        settings: attributes.iter().map(|attribute| setting(attribute, text)).collect(),
    })
}

/// A document's name: of a string its text, else as written.
fn named(document: &Expr, text: &str) -> String {
    match &document.kind {
        ExprKind::String { parts, .. } => match parts.as_slice() {
            [StringPart::Text { text, .. }] => text.clone(),
            _ => source(document.span, text),
        },
        _ => source(document.span, text),
    }
}

fn arguments(given: &[Argument], text: &str) -> Vec<(String, String)> {
    let name = |it: &Argument| it.name.as_ref().map_or_else(String::new, |it| it.text.to_string());
    given.iter().map(|it| (name(it), source(it.value.span, text))).collect()
}
