//! The header of a document: its name in the account, the description, and the attributes of the
//! request that creates it.

use indexmap::IndexMap;

use crate::hir::{Bounds, DocumentHeader, Ty, Value};
use crate::ssm::limits::{is_document_name, reserved_prefix};
use crate::text::{FileSpan, Name};

use super::declaration::Declared;
use super::request::tag_list;
use super::{Checker, errors};

/// Makes the type that an attribute takes.
type MakeType = fn() -> Ty;

/// What a document's attributes hold, each with its place.
pub(super) type DocumentAttributes = IndexMap<Name, (Value, FileSpan)>;

/// Attributes of every document with their types, sorted by word.
///
/// Sources: "CreateDocument" and (`share_with`) "ModifyDocumentPermission", API reference of
/// Systems Manager.
const ATTRIBUTES: [(&str, MakeType); 8] = [
    ("attachments", || Ty::Json),
    ("description", Ty::string),
    ("display_name", || text(r"^[\w.\-:/ ]*$", (0, 1024))),
    ("requires", || Ty::list(Ty::Json)),
    ("share_with", || Ty::List {
        element: Box::new(text(r"^([0-9]{12}|all)$", (3, 12))),
        items: bounds((1, 20)),
    }),
    ("tags", || Ty::map(Ty::string())),
    ("target_type", || text(r"^/[\w.\-:/]*$", (1, 200))),
    ("version_name", || text(r"^[a-zA-Z0-9_\-.]{1,128}$", (1, 128))),
];

fn text(pattern: &str, length: (i64, i64)) -> Ty {
    Ty::String { pattern: Some(pattern.into()), length: bounds(length) }
}

fn bounds((low, high): (i64, i64)) -> Bounds {
    Bounds { low: Some(low), high: Some(high) }
}

/// The words of the attributes of every document, sorted.
pub(super) fn attribute_words() -> impl Iterator<Item = &'static str> + Clone {
    ATTRIBUTES.iter().map(|(word, _)| *word)
}

/// What an attribute of every document takes; nothing where it is none of them.
pub(super) fn attribute_type(word: &str) -> Option<Ty> {
    ATTRIBUTES.iter().find(|(known, _)| *known == word).map(|(_, ty)| ty())
}

impl Checker<'_> {
    /// The header of a declaration, its name checked.
    pub(super) fn document_header(
        &mut self,
        declared: Declared<'_>,
        mut attributes: DocumentAttributes,
    ) -> DocumentHeader {
        let given = attributes.shift_remove("description");
        let given = given.and_then(|(text, _)| text.as_str().map(str::to_owned));
        let header = &declared.declaration.header;
        let emitted_name = self.emitted_name(header);
        let span = header.emitted_name.as_ref().map_or(header.name.span, |(_, span)| *span);
        let at = self.at(span);
        if let Some((Value::Record(tags), tags_at)) = attributes.get("tags")
            && let Err(problem) = tag_list(tags, *tags_at)
        {
            self.report(*problem);
        }
        if !is_document_name(&emitted_name) {
            self.report(errors::bad_document_name(at, &emitted_name));
        } else if let Some(prefix) = reserved_prefix(&emitted_name) {
            self.report(errors::reserved_document_name(at, &emitted_name, prefix));
        }
        DocumentHeader {
            name: header.name.text.clone(),
            emitted_name,
            at: self.at(header.name.span),
            description: given
                .or_else(|| declared.item.docs.as_ref().map(|docs| docs.text.clone())),
            attributes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::attribute_words;

    #[test]
    fn the_table_is_sorted() {
        assert!(attribute_words().is_sorted());
    }
}
