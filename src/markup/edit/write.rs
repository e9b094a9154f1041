//! Values as YAML and JSON text.

use std::fmt::Write as _;

use serde_json::Value;

use super::super::Syntax;
use super::super::tree::{Node, Scalar, Style};
use super::super::yaml::is_plain_text;
use super::lines::Lines;

#[derive(Clone, Copy)]
pub(super) struct Writer<'t> {
    pub(super) text: &'t str,
    pub(super) syntax: Syntax,
}

/// A text in quotes.
pub(super) fn quoted(text: &str, syntax: Syntax) -> String {
    let fits_single = syntax == Syntax::Yaml
        && text.contains(['"', '\\'])
        && !text.contains(|letter: char| letter.is_control() || is_hidden(letter));
    if fits_single { single(text) } else { double(text) }
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// What no editor shows, or what ends a line in YAML 1.1.
fn is_hidden(letter: char) -> bool {
    matches!(letter, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// In double quotes, for both languages.
fn double(text: &str) -> String {
    let json = Value::from(text).to_string();
    let mut written = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_hidden(letter) {
            let _ = write!(written, "\\u{:04x}", u32::from(letter));
        } else {
            written.push(letter);
        }
    }
    written
}

impl Writer<'_> {
    /// A value on one line, of any depth.
    pub(super) fn inline(self, value: &Value) -> String {
        match value {
            Value::String(text) => self.scalar(text, Style::Plain),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.inline(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Object(map) => {
                let entry = |(key, value): (&String, &Value)| {
                    format!("{}: {}", self.key(key, Style::Plain), self.inline(value))
                };
                let entries: Vec<String> = map.iter().map(entry).collect();
                format!("{{{}}}", entries.join(", "))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        }
    }

    /// A value behind a key of a block; a text of several lines is a block of its own.
    pub(super) fn behind_key(self, value: &Value, indent: usize) -> String {
        match value.as_str().filter(|text| text.trim_end().contains('\n')) {
            Some(text) => block(text, indent + 2, Lines { text: self.text }.line_end())
                .unwrap_or_else(|| self.inline(value)),
            None => self.inline(value),
        }
    }

    pub(super) fn key(self, key: &str, style: Style) -> String {
        match style {
            Style::Literal | Style::Folded => self.scalar(key, Style::Plain),
            Style::Plain | Style::Single | Style::Double => self.scalar(key, style),
        }
    }

    /// A value in the place of another; a text in the style of the text before it.
    pub(super) fn instead_of(self, node: &Node, value: &Value) -> String {
        match (value, node.as_scalar()) {
            (Value::String(text), Some(before)) => match before.style {
                Style::Literal | Style::Folded => {
                    self.as_block(before, text).unwrap_or_else(|| double(text))
                }
                Style::Plain | Style::Single | Style::Double => self.scalar(text, before.style),
            },
            _ => self.inline(value),
        }
    }

    fn scalar(self, text: &str, style: Style) -> String {
        let has_hidden = text.contains(|letter: char| letter.is_control() || is_hidden(letter));
        match (self.syntax, style) {
            (Syntax::Json, _) => double(text),
            (Syntax::Yaml, Style::Plain) if is_plain_text(text) => text.to_owned(),
            (Syntax::Yaml, Style::Single) if !has_hidden => single(text),
            (Syntax::Yaml, Style::Double) => double(text),
            (Syntax::Yaml, _) => quoted(text, Syntax::Yaml),
        }
    }

    /// A block with the indentation of the one before it; what stands behind its sign is kept.
    fn as_block(self, before: &Scalar, text: &str) -> Option<String> {
        let lines = Lines { text: self.text };
        let first = before.place(0..1);
        let indent = lines.blanks_before(first.start).len();
        if indent == 0 {
            return None;
        }
        let written = before.span.of(self.text);
        let header = written.lines().next().unwrap_or("");
        let comment = header.find('#').and_then(|at| header.get(at..));
        let block = block(text, indent, lines.line_end())?;
        Some(match comment {
            Some(comment) => {
                let (sign, rest) = block.split_at(block.find(['\r', '\n'])?);
                format!("{sign} {comment}{rest}")
            }
            None => block,
        })
    }
}

/// A text as `|` with its lines, without an end of the last line.
fn block(text: &str, indent: usize, line_end: &str) -> Option<String> {
    let body = text.trim_end_matches('\n');
    let is_odd = |letter: char| {
        (letter.is_control() && letter != '\n' && letter != '\t') || is_hidden(letter)
    };
    if body.is_empty() || body.starts_with([' ', '\n', '\t']) || text.contains(is_odd) {
        return None;
    }
    let sign = match text.len() - body.len() {
        0 => "|-",
        1 => "|",
        // The blank lines that would follow are not part of the place.
        _ => return None,
    };
    let blanks = " ".repeat(indent);
    let mut written = sign.to_owned();
    for line in body.split('\n') {
        written.push_str(line_end);
        if !line.is_empty() {
            written.push_str(&blanks);
            written.push_str(line);
        }
    }
    Some(written)
}
