//! Pages from trees.

use crate::stdlib;
use crate::syntax::ast::{Declaration, Docs, File, ItemKind, Member, MemberKind};
use crate::syntax::parse;
use crate::text::{FileId, Span};

use super::runs::{runs, settings, targets};
use super::sections::{first_sentence, split};
use super::uses::uses;
use super::{Collection, Handler, KINDS, Origin, Page, Parameter};

/// The pages of some files with their texts, sorted by name.
pub fn pages<'a>(
    files: impl IntoIterator<Item = (&'a File, &'a str)>,
    origin: Origin,
) -> Vec<Page> {
    let mut found: Vec<(&Declaration, &str, &str)> = Vec::new();
    for (file, text) in files {
        for item in &file.items {
            if let ItemKind::Declaration(declaration) = &item.kind
                && KINDS.iter().any(|(kind, _)| *kind == declaration.header.kind)
            {
                found.push((declaration, text, documentation(item.docs.as_ref())));
            }
        }
    }
    let is_known = |name: &str| {
        found.iter().any(|(it, ..)| it.header.name.text == name)
            || stdlib::task_names().any(|known| known == name)
    };
    let mut pages: Vec<Page> = found
        .iter()
        .map(|(declaration, text, docs)| {
            let page = page(declaration, text, (docs, origin));
            Page { uses: uses(&declaration.members, &is_known), ..page }
        })
        .collect();
    pages.sort_by(|left, right| left.name.cmp(&right.name));
    pages
}

/// The modules and roles of the standard library.
pub fn standard() -> Collection {
    let parsed: Vec<(File, &str)> = stdlib::tasks()
        .iter()
        .map(|task| (parse(task.text, FileId::default()).ast, task.text))
        .collect();
    let pages = pages(parsed.iter().map(|(file, text)| (file, *text)), Origin::Standard);
    Collection { title: "Standard library".to_owned(), pages }
}

fn page(declaration: &Declaration, text: &str, (docs, origin): (&str, Origin)) -> Page {
    let header = &declaration.header;
    let (description, sections) = split(docs);
    Page {
        origin,
        kind: header.kind,
        name: header.name.text.to_string(),
        emitted_name: header.emitted_name.as_ref().map(|(name, _)| name.clone()),
        targets: header
            .targets
            .as_ref()
            .map(|targets| source(targets.span, text))
            .or_else(|| targets(&declaration.members, text)),
        summary: first_sentence(&description),
        description,
        parameters: declaration.members.iter().filter_map(|it| parameter(it, text)).collect(),
        platforms: platforms(&declaration.members),
        sections,
        handlers: declaration.members.iter().filter_map(handler).collect(),
        settings: settings(&declaration.members, text),
        runs: runs(&declaration.members, text),
        uses: Vec::new(),
    }
}

fn parameter(member: &Member, text: &str) -> Option<Parameter> {
    let MemberKind::Parameter { name, ty, default, .. } = &member.kind else { return None };
    Some(Parameter {
        name: name.text.to_string(),
        ty: source(ty.span, text),
        default: default.as_ref().map(|default| source(default.span, text)),
        description: documentation(member.docs.as_ref()).trim().to_owned(),
    })
}

fn platforms(members: &[Member]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for member in members {
        let MemberKind::Platform(script) = &member.kind else { continue };
        for platform in &script.platforms {
            if !found.iter().any(|known| platform.text == *known) {
                found.push(platform.text.to_string());
            }
        }
    }
    found
}

fn handler(member: &Member) -> Option<Handler> {
    let MemberKind::Handler { name, .. } = &member.kind else { return None };
    let description = documentation(member.docs.as_ref()).trim().to_owned();
    Some(Handler { name: name.text.to_string(), description })
}

pub(super) fn documentation(docs: Option<&Docs>) -> &str {
    docs.map_or("", |docs| &docs.text)
}

/// Source on one line, as it would be laid out if there were room: without the blanks and the last
/// comma that brackets over several lines have.
pub(super) fn source(span: Span, text: &str) -> String {
    let mut out = String::new();
    for line in span.of(text).lines().map(str::trim) {
        let closes = line.starts_with([')', ']', '>', '}']);
        if closes && out.ends_with(',') {
            out.pop();
        }
        let is_tight = line.starts_with([')', ']', '>']) || out.ends_with(['(', '[', '<']);
        if !is_tight && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}
