//! The header of a command's document: the name in the account, the description, and the
//! attributes of the CreateDocument request.

use indexmap::IndexMap;

use crate::check::declaration::Declared;
use crate::hir::{Bounds, DocumentHeader, Ty, Value};
use crate::ssm::limits::{is_document_name, reserved_prefix};
use crate::syntax::ast::Attribute;
use crate::text::{FileSpan, Name};

use super::errors;
use super::state::CommandCheck;

/// Attributes that every document takes, sorted, each with the pattern and the greatest length of
/// its text; without a pattern the value has a shape of its own.
///
/// Source: "CreateDocument", API reference of Systems Manager.
const ATTRIBUTES: [(&str, Option<(&str, i64)>); 7] = [
    ("attachments", None),
    ("display_name", Some((r"^[\w.\-:/ ]*$", 1024))),
    ("requires", None),
    ("share_with", None),
    ("tags", None),
    ("target_type", Some((r"^/[\w.\-:/]*$", 200))),
    ("version_name", Some((r"^[a-zA-Z0-9_\-.]{1,128}$", 128))),
];

impl CommandCheck<'_, '_> {
    /// The header of a declaration. `own` are further attributes that this kind of declaration
    /// takes and reads itself; all else among `attributes` is reported.
    pub(super) fn document_header(
        &mut self,
        declared: Declared<'_>,
        attributes: &[&Attribute],
        own: &[&str],
    ) -> DocumentHeader {
        let header = &declared.declaration.header;
        let emitted_name = self.cx.emitted_name(header);
        let name_at =
            self.cx.at(header.emitted_name.as_ref().map_or(header.name.span, |(_, span)| *span));
        self.check_document_name(&emitted_name, name_at);
        let mut given: IndexMap<Name, (Value, FileSpan)> = IndexMap::new();
        for attribute in attributes {
            if own.contains(&attribute.key.text.as_str()) {
                continue;
            }
            if let Some((value, at)) = self.document_attribute(attribute, own)
                && let Some((_, first)) = given.insert(attribute.key.text.clone(), (value, at))
            {
                let at = self.cx.at(attribute.key.span);
                self.cx.report(errors::document_attribute_twice(at, first, &attribute.key.text));
            }
        }
        DocumentHeader {
            name: header.name.text.clone(),
            emitted_name,
            at: self.cx.at(header.name.span),
            description: declared.item.docs.as_ref().map(|docs| docs.text.clone()),
            attributes: given,
        }
    }

    fn document_attribute(
        &mut self,
        attribute: &Attribute,
        own: &[&str],
    ) -> Option<(Value, FileSpan)> {
        let word = attribute.key.text.as_str();
        let Some((_, text)) = ATTRIBUTES.iter().find(|(known, _)| *known == word) else {
            let at = self.cx.at(attribute.key.span);
            let known = own.iter().copied().chain(ATTRIBUTES.iter().map(|(word, _)| *word));
            let known: Vec<&str> = known.collect();
            self.cx.report(errors::unknown_document_attribute(at, word, &known));
            return None;
        };
        let wanted = match (text, word) {
            (Some((pattern, longest)), _) => Ty::String {
                pattern: Some((*pattern).into()),
                length: Bounds { low: None, high: Some(*longest) },
            },
            (None, "tags") => Ty::map(Ty::string()),
            (None, "share_with") => Ty::list(Ty::String {
                pattern: Some("^([0-9]{12}|all)$".into()),
                length: Bounds::OPEN,
            }),
            (None, _) => Ty::Json,
        };
        self.cx.build_value(&attribute.value, &wanted, &format!("`{word}`"))
    }

    fn check_document_name(&mut self, name: &str, at: FileSpan) {
        if !is_document_name(name) {
            self.cx.report(errors::bad_document_name(at, name));
        } else if let Some(prefix) = reserved_prefix(name) {
            self.cx.report(errors::reserved_document_name(at, name, prefix));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ATTRIBUTES;

    #[test]
    fn the_table_is_sorted() {
        assert!(ATTRIBUTES.is_sorted_by(|left, right| left.0 < right.0));
    }
}
