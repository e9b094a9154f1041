//! Files in JSON: an object of JSON is one of Terraform's language, and its texts are templates as
//! well.
//!
//! Source: "JSON Configuration Syntax", documentation of Terraform.

use std::borrow::Cow;

use hcl_edit::expr::Expression;
use hcl_edit::structure::{Body, Structure};

use super::part::{objects, of_object};
use super::value::{Reader, key_of};
use super::{TYPES, Written};

/// What makes an attribute of a file.
const BEFORE: &str = "file = ";

/// The text of a file in JSON as an attribute, and how many bytes stand before it.
pub(super) fn as_attribute(text: &str) -> (Cow<'_, str>, usize) {
    let mut attribute = String::with_capacity(BEFORE.len() + text.len() + 1);
    attribute.push_str(BEFORE);
    // No line ends before the value, and places stay those of the file.
    let start = text.len() - text.trim_start().len();
    attribute.extend(std::iter::repeat_n(' ', start));
    let mut letters = text.get(start..).unwrap_or_default().chars();
    while let Some(letter) = letters.next() {
        attribute.push(letter);
        if letter == '\\' {
            // The language has no such escapes; what they mean is read in the file itself.
            let escape = letters.next();
            attribute.extend(escape.map(|it| if "/bf".contains(it) { 't' } else { it }));
        }
    }
    attribute.push('\n');
    (attribute.into(), BEFORE.len())
}

/// The resources of a file; a name may stand twice where lists of objects say it.
pub(super) fn resources(body: &Body, reader: &mut Reader<'_>) -> Vec<Written> {
    let mut written = Vec::new();
    let file = body.into_iter().find_map(|structure| match structure {
        Structure::Attribute(attribute) => Some(&attribute.value),
        Structure::Block(_) => None,
    });
    let Some(Expression::Object(file)) = file else { return written };
    for (key, value) in file {
        if key_of(key, reader).is_some_and(|(name, _)| name == "resource") {
            for (_, types) in objects(value.expr(), reader) {
                for (key, value) in types.into_iter().flatten() {
                    let Some((name, _)) = key_of(key, reader) else { continue };
                    if let Some(row) = TYPES.iter().find(|(own, _)| *own == name) {
                        of_type(*row, value.expr(), reader, &mut written);
                    }
                }
            }
        }
    }
    written
}

fn of_type(
    row: (&'static str, &'static str),
    value: &Expression,
    reader: &mut Reader<'_>,
    written: &mut Vec<Written>,
) {
    for (_, labels) in objects(value, reader) {
        for (key, value) in labels.into_iter().flatten() {
            let Some((label, id_span)) = key_of(key, reader) else { continue };
            for (at, one) in objects(value.expr(), reader) {
                let Some(object) = one else { continue };
                let part = of_object(object, reader);
                written.push(Written::of(row, (label, id_span), id_span.to(at), part));
            }
        }
    }
}
