//! Declarations that are one request of a service: typed views of its model, a row for each kind.

mod event_rule;
mod parameter;
mod patch_baseline;
mod remediation;
mod resource_group;
mod view;

use crate::check::declaration::Declared;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{Artifact, DocumentRef, RequestField, Resource, Value};
use crate::syntax::ast;
use crate::text::FileSpan;

use super::attribute::{Attributes, only_attributes};
use super::description::docs_text;
use super::errors;
use view::{NameFrom, Targets, View};

/// Checks a `parameter`.
pub(crate) fn check_parameter(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    check(context, declared, &parameter::VIEW)
}

/// Checks a `patch_baseline`.
pub(crate) fn check_patch_baseline(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    check(context, declared, &patch_baseline::VIEW)
}

/// Checks a `resource_group`.
pub(crate) fn check_resource_group(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    check(context, declared, &resource_group::VIEW)
}

/// Checks an `event_rule`.
pub(crate) fn check_event_rule(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    check(context, declared, &event_rule::VIEW)
}

/// Checks a `remediation`.
pub(crate) fn check_remediation(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    check(context, declared, &remediation::VIEW)
}

fn check(context: &Context<'_>, declared: Declared<'_>, view: &View) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Build);
    let resource = checked(&mut cx, declared, view);
    let artifact = resource.map(|resource| Artifact::Resource(Box::new(resource)));
    (artifact.into_iter().collect(), cx.diagnostics)
}

/// What a declaration says, as far as it could be read.
struct Given<'p, 'a> {
    attributes: &'p Attributes<'a>,
    /// What stands behind `on`, of the header or as an attribute.
    on: Option<&'a ast::Expr>,
    /// The declaration's name.
    at: FileSpan,
}

/// What a declaration becomes.
#[derive(Debug, Default)]
struct Made {
    /// Members of the request.
    fields: Vec<RequestField>,
    /// Members of the file beside the request.
    beside: Vec<RequestField>,
    documents: Vec<DocumentRef>,
}

impl Made {
    /// The text of a member of the request.
    fn text(&self, name: &str) -> Option<&str> {
        self.field(name).and_then(|field| field.value.as_str())
    }

    fn field(&self, name: &str) -> Option<&RequestField> {
        self.fields.iter().find(|field| field.name == name)
    }

    fn put(&mut self, name: &'static str, value: Value, at: FileSpan) {
        self.fields.push(RequestField { name, value, at });
    }
}

fn checked(cx: &mut Checker<'_>, declared: Declared<'_>, view: &View) -> Option<Resource> {
    let header = &declared.declaration.header;
    let at = cx.at(header.name.span);
    let attributes = only_attributes(cx, view.owner, &declared.declaration.members);
    let attributes = Attributes::collect(cx, view.owner, view.attributes, attributes.into_iter());
    for (word, example) in view.required {
        if attributes.get(word).is_none() {
            cx.report(errors::missing_attribute(at, view.owner, word, example));
        }
    }
    let on = targets(cx, header, &attributes, view);
    let mut made = Made { fields: attributes.plain_fields(cx), ..Made::default() };
    let emitted_name = put_name(cx, header, &mut made, view);
    if let Some(docs) = declared.item.docs.as_ref() {
        put_docs(cx, docs, &attributes, (&mut made, view));
    }
    (view.complete)(cx, &Given { attributes: &attributes, on, at }, &mut made);
    let order = view.members();
    made.fields.sort_by_key(|field| order.iter().position(|name| *name == field.name));
    let Made { fields, beside, documents } = made;
    Some(Resource {
        kind: view.kind,
        name: header.name.text.clone(),
        emitted_name: emitted_name?,
        at,
        fields,
        beside,
        documents,
    })
}

/// The targets of the header, or of `on: …`.
fn targets<'a>(
    cx: &mut Checker<'_>,
    header: &'a ast::Header,
    attributes: &Attributes<'a>,
    view: &View,
) -> Option<&'a ast::Expr> {
    let attribute = attributes.get("on");
    match (&header.targets, view.targets) {
        (Some(targets), Targets::Refused) => {
            let at = cx.at(targets.span);
            cx.report(errors::not_in_declaration(at, "`on` behind the name", view.owner));
        }
        (Some(first), Targets::Taken) if attribute.is_some() => {
            let first = cx.at(first.span);
            let second = attribute.map_or(first, |second| cx.at(second.key.span));
            cx.report(errors::attribute_twice(second, first, "on"));
        }
        (Some(_) | None, _) => {}
    }
    header.targets.as_ref().or(attribute.map(|attribute| &attribute.value))
}

/// Checks the name in the account and adds its member. `None` where it is not known.
fn put_name(
    cx: &mut Checker<'_>,
    header: &ast::Header,
    made: &mut Made,
    view: &View,
) -> Option<String> {
    let (name, at) = match (view.name, &header.emitted_name) {
        (NameFrom::Header(member), emitted) => {
            let own = (header.name.text.to_string(), header.name.span);
            let (name, span) = emitted.clone().unwrap_or(own);
            let at = cx.at(span);
            made.put(member, Value::string(name.as_str()), at);
            (name, at)
        }
        (NameFrom::Attribute(_), Some((_, span))) => {
            let at = cx.at(*span);
            cx.report(errors::not_in_declaration(at, "a name in quotes", view.owner));
            return None;
        }
        (NameFrom::Attribute(member), None) => {
            let field = made.field(member)?;
            (field.value.as_str()?.to_owned(), field.at)
        }
    };
    (view.check_name)(cx, &name, at);
    Some(name)
}

/// Documentation as the description, where the request has one that is not given.
fn put_docs(
    cx: &mut Checker<'_>,
    docs: &ast::Docs,
    attributes: &Attributes<'_>,
    (made, view): (&mut Made, &View),
) {
    if attributes.get("description").is_some() || view.description_characters == 0 {
        return;
    }
    if let Some(text) = docs_text(cx, Some(docs), view.owner, view.description_characters) {
        let at = cx.at(docs.span);
        made.put("Description", Value::string(text), at);
    }
}
