//! The header of a session or a raw document.

use crate::check::Checker;
use crate::check::declaration::Declared;
use crate::check::document_header::{DocumentAttributes, attribute_type, attribute_words};
use crate::hir::DocumentHeader;
use crate::syntax::ast::Attribute;
use crate::text::Name;

use super::attribute::{AttributeSpec, Attributes, Owner};
use super::errors;
use super::shape::Shape;

/// The attributes of every document: their types are known above.
const ATTRIBUTES: &[AttributeSpec] = &[
    own("attachments"),
    own("description"),
    own("display_name"),
    own("requires"),
    own("share_with"),
    own("tags"),
    own("target_type"),
    own("version_name"),
];

const fn own(word: &'static str) -> AttributeSpec {
    AttributeSpec { word, member: "", shape: Shape::Own }
}

/// Whether an attribute belongs to the request that creates the document.
pub(super) fn is_header_attribute(word: &str) -> bool {
    attribute_words().any(|known| known == word)
}

/// The header of a declaration; `given` are those attributes for which `is_header_attribute` holds.
pub(super) fn document_header(
    cx: &mut Checker<'_>,
    declared: Declared<'_>,
    owner: Owner,
    given: &[&Attribute],
) -> DocumentHeader {
    if let Some(targets) = &declared.declaration.header.targets {
        let at = cx.at(targets.span);
        cx.report(errors::not_in_declaration(at, "`on` behind the name", owner));
    }
    let sorted = Attributes::collect(cx, owner, ATTRIBUTES, given.iter().copied());
    let mut attributes = DocumentAttributes::new();
    for word in attribute_words() {
        let (Some(attribute), Some(wanted)) = (sorted.get(word), attribute_type(word)) else {
            continue;
        };
        let place = sorted.place(word);
        // The tags stay a record: who writes the request makes the list of it.
        if word == "tags" && Shape::Tags.read(cx, &attribute.value, &place).is_none() {
            continue;
        }
        if let Some(read) = cx.build_value(&attribute.value, &wanted, &place) {
            attributes.insert(Name::new(word), read);
        }
    }
    cx.document_header(declared, attributes)
}

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTES, attribute_words};

    #[test]
    fn the_table_holds_the_attributes_of_every_document() {
        assert!(ATTRIBUTES.iter().map(|spec| spec.word).eq(attribute_words()));
    }
}
