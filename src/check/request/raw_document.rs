//! `document NAME { type: "…", content: read("…") }`: any kind of document, as it is.

use std::sync::Arc;

use crate::check::declaration::Declared;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{Artifact, RawDocument, Ty, Value};
use crate::text::FileSpan;

use super::attribute::{AttributeSpec, Attributes, only_attributes};
use super::errors;
use super::header::{document_header, is_header_attribute};
use super::model::document;
use super::shape::Shape;

const OWNER: &str = "a document";

/// Sorted by word.
const ATTRIBUTES: &[AttributeSpec] = &[
    AttributeSpec { word: "content", member: "", shape: Shape::Own },
    AttributeSpec { word: "format", member: "", shape: Shape::Model(document("DocumentFormat")) },
    AttributeSpec { word: "type", member: "", shape: Shape::Model(document("DocumentType")) },
];

/// Checks a `document`.
pub(crate) fn check_raw_document(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Build);
    let document = checked_document(&mut cx, declared);
    let artifact = document.map(|document| Artifact::Document(Box::new(document)));
    (artifact.into_iter().collect(), cx.diagnostics)
}

fn checked_document(cx: &mut Checker<'_>, declared: Declared<'_>) -> Option<RawDocument> {
    let given = only_attributes(cx, OWNER, &declared.declaration.members);
    let (of_header, own): (Vec<_>, Vec<_>) =
        given.into_iter().partition(|it| is_header_attribute(&it.key.text));
    let header = document_header(cx, declared, OWNER, &of_header);
    let attributes = Attributes::collect(cx, OWNER, ATTRIBUTES, own.into_iter());
    for (word, example) in
        [("type", "type: \"ChangeCalendar\""), ("content", "content: read(\"x.json\")")]
    {
        if attributes.get(word).is_none() {
            cx.report(errors::missing_attribute(header.at, OWNER, word, example));
        }
    }
    let document_type = attributes.field(cx, "type");
    let type_name = document_type.as_ref().and_then(|field| field.value.as_str());
    let format = attributes.field(cx, "format");
    let (content, content_at) = content(cx, &attributes)?;
    let format = match format.as_ref().and_then(|field| field.value.as_str()) {
        Some("YAML") => "YAML",
        Some("TEXT") => "TEXT",
        Some(_) => "JSON",
        // A calendar is in the form of iCalendar.
        None if type_name == Some("ChangeCalendar") => "TEXT",
        None => guess(&content),
    };
    check_content(cx, &content, format, content_at);
    let document_type = document_type?.value.as_str()?.to_owned();
    Some(RawDocument { header, document_type, format, content, content_at })
}

fn content(cx: &mut Checker<'_>, attributes: &Attributes<'_>) -> Option<(Arc<str>, FileSpan)> {
    let attribute = attributes.get("content")?;
    match cx.build_value(&attribute.value, &Ty::string(), &attributes.place("content"))? {
        (Value::String(text) | Value::Raw(text), at) => Some((text, at)),
        _ => None,
    }
}

/// The format of a text whose author does not name it.
fn guess(content: &str) -> &'static str {
    match content.trim_start().chars().next() {
        Some('{' | '[') => "JSON",
        _ => "YAML",
    }
}

fn check_content(cx: &mut Checker<'_>, content: &str, format: &str, at: FileSpan) {
    let reason = match format {
        "JSON" => serde_json::from_str::<serde_json::Value>(content).err().map(|it| it.to_string()),
        "YAML" => serde_saphyr::from_str::<serde_json::Value>(content)
            .err()
            .and_then(|it| it.to_string().lines().next().map(str::to_owned)),
        _ => None,
    };
    if let Some(reason) = reason {
        cx.report(errors::broken_content(at, format, &reason));
    }
}

#[cfg(test)]
mod tests {
    use super::ATTRIBUTES;
    use crate::check::request::shape::is_in_model;

    #[test]
    fn the_table_is_sorted_and_the_model_has_every_place() {
        assert!(ATTRIBUTES.is_sorted_by_key(|spec| spec.word));
        assert!(ATTRIBUTES.iter().all(|spec| is_in_model(spec.shape)));
    }
}
