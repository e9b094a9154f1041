//! Declarations that are one request of a service: typed views of its model, a row for each kind.

mod parameter;
mod view;

use crate::check::declaration::Declared;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{Artifact, RequestField, Resource, Value};
use crate::text::FileSpan;

use super::attribute::{Attributes, only_attributes};
use super::description::docs_text;
use super::errors;
use view::View;

/// Checks a `parameter`.
pub(crate) fn check_parameter(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    check(context, declared, &parameter::VIEW)
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
    /// The declaration's name.
    at: FileSpan,
}

fn checked(cx: &mut Checker<'_>, declared: Declared<'_>, view: &View) -> Option<Resource> {
    let header = &declared.declaration.header;
    let at = cx.at(header.name.span);
    if let Some(targets) = &header.targets {
        let at = cx.at(targets.span);
        cx.report(errors::not_in_declaration(at, "`on` behind the name", view.owner));
    }
    let attributes = only_attributes(cx, view.owner, &declared.declaration.members);
    let attributes = Attributes::collect(cx, view.owner, view.attributes, attributes.into_iter());
    for (word, example) in view.required {
        if attributes.get(word).is_none() {
            cx.report(errors::missing_attribute(at, view.owner, word, example));
        }
    }
    let (emitted_name, name_span) = match &header.emitted_name {
        Some((name, span)) => (name.clone(), *span),
        None => (header.name.text.to_string(), header.name.span),
    };
    let name_at = cx.at(name_span);
    (view.check_name)(cx, &emitted_name, name_at);
    let mut fields = attributes.plain_fields(cx);
    let docs = declared.item.docs.as_ref();
    if attributes.get("description").is_none()
        && let Some(docs) = docs
        && let Some(text) = docs_text(cx, Some(docs), view.owner, view.description_characters)
    {
        let at = cx.at(docs.span);
        fields.push(RequestField { name: "Description", value: Value::string(text), at });
    }
    fields.push(RequestField {
        name: view.name_member,
        value: Value::string(emitted_name.as_str()),
        at: name_at,
    });
    (view.complete)(cx, &Given { attributes: &attributes, at }, &mut fields);
    let order = view.members();
    fields.sort_by_key(|field| order.iter().position(|name| *name == field.name));
    Some(Resource { kind: view.kind, name: header.name.text.clone(), emitted_name, at, fields })
}
