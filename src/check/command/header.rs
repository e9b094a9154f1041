//! The attributes of a command's document, each once.

use crate::check::document_header::{DocumentAttributes, attribute_type, attribute_words};
use crate::syntax::ast::Attribute;

use super::errors;
use super::state::CommandCheck;

impl CommandCheck<'_, '_> {
    /// Reads the attributes of every document. `own` are further attributes that this kind of
    /// declaration takes and reads itself; all else among `attributes` is reported.
    pub(super) fn document_attributes(
        &mut self,
        attributes: &[&Attribute],
        own: &[&str],
    ) -> DocumentAttributes {
        let mut given = DocumentAttributes::new();
        for attribute in attributes {
            let word = attribute.key.text.as_str();
            if own.contains(&word) {
                continue;
            }
            let key_at = self.cx.at(attribute.key.span);
            let Some(wanted) = attribute_type(word) else {
                let mut known = own.to_vec();
                attribute_words().for_each(|word| known.push(word));
                self.cx.report(errors::unknown_document_attribute(key_at, word, &known));
                continue;
            };
            let place = format!("`{word}`");
            if let Some(value) = self.cx.build_value(&attribute.value, &wanted, &place)
                && let Some((_, first)) = given.insert(attribute.key.text.clone(), value)
            {
                self.cx.report(errors::document_attribute_twice(key_at, first, word));
            }
        }
        given
    }
}
