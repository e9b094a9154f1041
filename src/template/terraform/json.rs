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
    let mut rest = text.get(start..).unwrap_or_default();
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '\\' => push_escape(rest, &mut attribute),
            '$' | '%' => push_part(rest, &mut attribute),
            _ => {
                attribute.push(letter);
                letter.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    attribute.push('\n');
    (attribute.into(), BEFORE.len())
}

/// Writes an escape as one of the same length that the language has, too: what it means is read in the
/// file itself. Gives its length in bytes.
fn push_escape(rest: &str, attribute: &mut String) -> usize {
    let code = rest.strip_prefix("\\u").and_then(|digits| digits.get(..4));
    let code = code.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    if code.is_some_and(|code| char::from_u32(code).is_none()) {
        // Half of a letter.
        attribute.push_str("\\u0020");
        return 6;
    }
    let escaped = rest.chars().nth(1);
    attribute.push('\\');
    attribute.extend(escaped.map(|it| if "/bf".contains(it) { 't' } else { it }));
    1 + escaped.map_or(0, char::len_utf8)
}

/// Writes `${…}` and `%{…}`: where quotes inside of it are escaped, which the language does not do, and
/// where it is a part of a condition, a name in its place, which is as unknown. Gives the length in
/// bytes of what was read.
fn push_part(rest: &str, attribute: &mut String) -> usize {
    let doubled = ["$${", "%%{"].into_iter().find(|it| rest.starts_with(it));
    let end = doubled.map_or_else(|| part_end(rest), |_| None);
    match end {
        Some(end) if rest.starts_with('%') || rest.get(..end).is_some_and(has_escape) => {
            attribute.push_str("${x");
            attribute.extend(std::iter::repeat_n(' ', end.saturating_sub("${x}".len())));
            attribute.push('}');
            end
        }
        _ => {
            let taken = doubled.map_or(1, str::len);
            attribute.push_str(rest.get(..taken).unwrap_or_default());
            taken
        }
    }
}

fn has_escape(part: &str) -> bool {
    part.contains('\\')
}

/// Where `${…}` at the start of a text ends: before the text around it does.
fn part_end(rest: &str) -> Option<usize> {
    let inside = rest.get(1..)?.strip_prefix('{')?;
    let (mut depth, mut is_text) = (1_usize, false);
    let mut letters = inside.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => is_text ^= letters.next().is_some_and(|(_, escaped)| escaped == '"'),
            '"' => return None,
            '{' if !is_text => depth += 1,
            '}' if !is_text && depth == 1 => return Some("${".len() + at + 1),
            '}' if !is_text => depth -= 1,
            _ => {}
        }
    }
    None
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
