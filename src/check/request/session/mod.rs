//! Session documents: shells, port forwarding, commands for people and for programs.

mod commands;
mod port;
mod references;
mod shell;
mod table;
mod written;

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::check::declaration::Declared;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{Artifact, Parameter, SESSION_TYPES, Script, Session, SignatureKind};
use crate::ssm::pointer_segment;
use crate::syntax::ast;
use crate::text::{FileSpan, nearest};

use super::attribute::{AttributeSpec, Attributes, member_words};
use super::errors;
use super::header::{document_header, is_header_attribute};
use super::shape::Shape;
use table::{INTERACTIVE, NON_INTERACTIVE, PORT, SHELL};
use written::write_over;

const OWNER: &str = "a session";

/// The members that a session's attributes make, with the source of each.
#[derive(Debug, Default)]
struct Parts {
    members: Map<String, Json>,
    origins: Vec<(String, FileSpan)>,
    scripts: Vec<Arc<Script>>,
}

impl Parts {
    fn put(&mut self, name: &str, value: impl Into<Json>, at: FileSpan) {
        self.members.insert(name.to_owned(), value.into());
        self.origins.push((format!("/{}", pointer_segment(name)), at));
    }
}

/// Checks a `session`.
pub(crate) fn check_session(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Session);
    cx.scopes.enter();
    let session = checked_session(&mut cx, declared);
    cx.scopes.leave();
    let artifact = session.map(|session| Artifact::Session(Box::new(session)));
    (artifact.into_iter().collect(), cx.diagnostics)
}

fn checked_session(cx: &mut Checker<'_>, declared: Declared<'_>) -> Option<Session> {
    let members = &declared.declaration.members;
    let at = cx.at(declared.declaration.header.name.span);
    let parameters = cx.parameters(members, SignatureKind::Session);
    let attributes = session_attributes(cx, members);
    let (of_header, own): (Vec<_>, Vec<_>) =
        attributes.into_iter().partition(|it| is_header_attribute(&it.key.text));
    let header = document_header(cx, declared, OWNER, &of_header);
    let (of_type, special): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|it| it.key.text == "type");
    let given_type = session_type(cx, &of_type, at);
    let session_type = match given_type {
        Some(known) => known,
        // The rest is checked as if the nearest type stood there.
        None => nearest_type(&of_type)?,
    };
    if header.emitted_name == PREFERENCES && session_type != "Standard_Stream" {
        cx.report(errors::not_preferences(type_place(cx, &of_type, at), PREFERENCES));
    }
    let table = table_of(session_type);
    let attributes = Attributes::collect(cx, OWNER, table, special.into_iter());
    let type_at = type_place(cx, &of_type, at);
    let place = Place { attributes: &attributes, parameters: &parameters, at, type_at };
    let (inputs, properties) = match session_type {
        "Standard_Stream" => (shell::inputs(cx, &place), Parts::default()),
        "Port" => (other_inputs(cx, &place), port::properties(cx, &place)),
        _ => (other_inputs(cx, &place), commands::properties(cx, &place)),
    };
    cx.unused_parameters();
    given_type?;
    let below = |name: &str, origins: Vec<(String, FileSpan)>| {
        let name = name.to_owned();
        origins.into_iter().map(move |(pointer, at)| (format!("/{name}{pointer}"), at))
    };
    let origins = below("inputs", inputs.origins);
    let origins = origins.chain(below("properties", properties.origins)).collect();
    let scripts = inputs.scripts.into_iter().chain(properties.scripts).collect();
    let (inputs, properties) = (inputs.members, properties.members);
    Some(Session { header, session_type, parameters, inputs, properties, scripts, origins })
}

/// The document that Session Manager takes where a session names none.
///
/// Source: "Update Session Manager preferences (command line)", user guide of Systems Manager.
const PREFERENCES: &str = "SSM-SessionManagerRunShell";

fn type_place(cx: &Checker<'_>, given: &[&ast::Attribute], at: FileSpan) -> FileSpan {
    given.first().map_or(at, |given| cx.at(given.value.span))
}

/// Preferences of a session that is no shell: only the service's own words say them.
fn other_inputs(cx: &mut Checker<'_>, place: &Place<'_, '_>) -> Parts {
    let mut parts = Parts::default();
    write_over(cx, place, "inputs", &mut parts);
    parts
}

/// The type that a misspelt word comes near to.
fn nearest_type(given: &[&ast::Attribute]) -> Option<&'static str> {
    let ast::ExprKind::String { parts, .. } = &given.first()?.value.kind else { return None };
    let [ast::StringPart::Text { text: word, .. }] = parts.as_slice() else { return None };
    let near = nearest(word, SESSION_TYPES.iter().map(|row| row.0))?;
    SESSION_TYPES.iter().find(|row| row.0 == near).map(|row| row.1)
}

/// What the checks of one session share.
struct Place<'p, 'a> {
    attributes: &'p Attributes<'a>,
    parameters: &'p [Parameter],
    /// The name of the declaration.
    at: FileSpan,
    /// What `type` is given.
    type_at: FileSpan,
}

fn session_attributes<'a>(
    cx: &mut Checker<'_>,
    members: &'a [ast::Member],
) -> Vec<&'a ast::Attribute> {
    let mut attributes = Vec::new();
    for member in members {
        match &member.kind {
            ast::MemberKind::Attribute(attribute) => attributes.push(attribute),
            ast::MemberKind::Parameter { .. } | ast::MemberKind::Error => {}
            ast::MemberKind::Statement(_)
            | ast::MemberKind::Task { .. }
            | ast::MemberKind::Handler { .. }
            | ast::MemberKind::Platform(_)
            | ast::MemberKind::Steps(_) => {
                let at = cx.at(member.span);
                cx.report(errors::not_in_declaration(at, member_words(&member.kind), OWNER));
            }
        }
    }
    attributes
}

fn session_type(
    cx: &mut Checker<'_>,
    given: &[&ast::Attribute],
    at: FileSpan,
) -> Option<&'static str> {
    if let [first, second, ..] = given {
        let (first, second) = (cx.at(first.key.span), cx.at(second.key.span));
        cx.report(errors::attribute_twice(second, first, "type"));
    }
    let Some(given) = given.first() else {
        cx.report(errors::missing_attribute(at, OWNER, "type", "type: \"shell\""));
        return None;
    };
    let words = Shape::Choice(&["interactive", "non_interactive", "port", "shell"]);
    let (value, _) = words.read(cx, &given.value, "`type` of a session")?;
    let word = value.as_str()?;
    SESSION_TYPES.iter().find(|row| row.0 == word).map(|row| row.1)
}

fn table_of(session_type: &str) -> &'static [AttributeSpec] {
    match session_type {
        "Standard_Stream" => SHELL,
        "Port" => PORT,
        "InteractiveCommands" => INTERACTIVE,
        _ => NON_INTERACTIVE,
    }
}
