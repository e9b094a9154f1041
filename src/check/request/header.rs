//! The header of a session or a raw document: its name in the account, and the attributes of the
//! request that creates it.

use indexmap::IndexMap;

use crate::check::Checker;
use crate::check::declaration::Declared;
use crate::hir::{DocumentHeader, Ty, Value};
use crate::ssm::limits::{is_document_name, reserved_prefix};
use crate::syntax::ast::Attribute;
use crate::text::{FileSpan, Name};

use super::attribute::{AttributeSpec, Attributes, Owner};
use super::errors;
use super::shape::Shape;

const fn own(word: &'static str) -> AttributeSpec {
    AttributeSpec { word, member: "", shape: Shape::Own }
}

/// Attributes of every document. Sorted by word.
///
/// Source: "CreateDocument", API reference of Systems Manager.
pub(super) const ATTRIBUTES: &[AttributeSpec] = &[
    own("attachments"),
    AttributeSpec {
        word: "display_name",
        member: "",
        shape: Shape::Text { pattern: Some(r"^[\w.\-: /]*$"), length: (1, 1024) },
    },
    own("requires"),
    AttributeSpec {
        word: "share_with",
        member: "",
        shape: Shape::Texts {
            pattern: Some(r"^([0-9]{12}|all)$"),
            length: (3, 12),
            items: (1, 20),
        },
    },
    own("tags"),
    AttributeSpec {
        word: "target_type",
        member: "",
        shape: Shape::Text { pattern: Some(r"^/[\w.\-:/]*$"), length: (1, 200) },
    },
    AttributeSpec {
        word: "version_name",
        member: "",
        shape: Shape::Text { pattern: Some(r"^[a-zA-Z0-9_\-.]{1,128}$"), length: (1, 128) },
    },
];

/// Whether an attribute belongs to the request that creates the document.
pub(super) fn is_header_attribute(word: &str) -> bool {
    ATTRIBUTES.iter().any(|spec| spec.word == word)
}

/// The header of a declaration; `given` are those attributes for which `is_header_attribute` holds.
pub(super) fn document_header(
    cx: &mut Checker<'_>,
    declared: Declared<'_>,
    owner: Owner,
    given: &[&Attribute],
) -> DocumentHeader {
    let header = &declared.declaration.header;
    let emitted_name = cx.emitted_name(header);
    let name_span = header.emitted_name.as_ref().map_or(header.name.span, |(_, span)| *span);
    let name_at = cx.at(name_span);
    if !is_document_name(&emitted_name) {
        cx.report(errors::bad_name(name_at, &emitted_name, owner));
    } else if let Some(prefix) = reserved_prefix(&emitted_name) {
        cx.report(errors::reserved_name(name_at, &emitted_name, prefix));
    }
    if let Some(targets) = &header.targets {
        let at = cx.at(targets.span);
        cx.report(errors::not_in_declaration(at, "`on` behind the name", owner));
    }
    let sorted = Attributes::collect(cx, owner, ATTRIBUTES, given.iter().copied());
    let mut attributes: IndexMap<Name, (Value, FileSpan)> = IndexMap::new();
    for spec in ATTRIBUTES {
        let Some(attribute) = sorted.get(spec.word) else { continue };
        let place = sorted.place(spec.word);
        let read = match (spec.shape, spec.word) {
            // The tags stay a record: who writes the request makes the list of it.
            (Shape::Own, "tags") => Shape::Tags
                .read(cx, &attribute.value, &place)
                .and_then(|_| cx.build_value(&attribute.value, &Ty::map(Ty::string()), &place)),
            (Shape::Own, _) => cx.build_value(&attribute.value, &Ty::Json, &place),
            (shape, _) => shape.read(cx, &attribute.value, &place),
        };
        if let Some(read) = read {
            attributes.insert(Name::new(spec.word), read);
        }
    }
    DocumentHeader {
        name: header.name.text.clone(),
        emitted_name,
        at: cx.at(header.name.span),
        description: declared.item.docs.as_ref().map(|docs| docs.text.clone()),
        attributes,
    }
}
