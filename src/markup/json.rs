//! Reads JSON. What other readers take though JSON does not have it, comments and a comma behind
//! the last part, is a finding and no end of reading.

use serde_json::Number;

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Name, Span};

use super::errors::{self, Extension};
use super::members::{Members, Origin};
use super::place::{Places, Written};
use super::tree::{Comment, Layout, Node, NodeKind, Scalar, Style};
use super::{Document, MAX_DEPTH, offset, span};

/// The most findings of one text.
const MAX_FINDINGS: usize = 1_000;

/// Reads a text to its first error.
pub(super) fn read(text: &str, file: FileId) -> Document {
    let mut reader = Reader { text, file, at: 0, depth: 0, document: Document::default() };
    if text.starts_with('\u{feff}') {
        reader.at = '\u{feff}'.len_utf8();
        reader.report(errors::byte_order_mark(span(0, reader.at).in_file(file)));
    }
    if reader.next().is_none() {
        return reader.document;
    }
    let (root, outcome) = reader.value();
    reader.document.root = root;
    if outcome.is_ok()
        && let Some(letter) = reader.next()
    {
        let _ = reader.wrong(letter.len_utf8(), "something stands behind the end of the document");
    }
    reader.document
}

/// An error was told, and nothing more can be read.
#[derive(Debug)]
struct Stopped;

/// What could be read, and whether reading goes on.
type Part = (Option<Node>, Result<(), Stopped>);

struct Reader<'t> {
    text: &'t str,
    file: FileId,
    at: usize,
    depth: usize,
    document: Document,
}

impl<'t> Reader<'t> {
    fn report(&mut self, found: Diagnostic) {
        if self.document.diagnostics.len() < MAX_FINDINGS {
            self.document.diagnostics.push(found);
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next letter that is no blank and in no comment.
    fn next(&mut self) -> Option<char> {
        loop {
            let rest = self.rest();
            let next = rest.trim_start_matches([' ', '\t', '\r', '\n']);
            self.at += rest.len() - next.len();
            if !next.starts_with("//") && !next.starts_with("/*") {
                return next.chars().next();
            }
            self.comment(next);
        }
    }

    fn comment(&mut self, rest: &str) {
        let length = if rest.starts_with("//") {
            rest.find('\n').map_or(rest.len(), |end| rest.get(..end).unwrap_or("").trim_end().len())
        } else {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        };
        let at = span(self.at, self.at + length);
        let text = at.of(self.text).get(2..).unwrap_or("");
        let text = text.strip_suffix("*/").unwrap_or(text).to_owned();
        let before = self.text.get(..self.at).unwrap_or("");
        let line = before.trim_end_matches([' ', '\t']);
        let own_line = line.is_empty() || line.ends_with('\n');
        self.document.comments.push(Comment { text, span: at, own_line });
        self.report(errors::json_extension(Extension::Comment, at, self.file));
        self.at += length;
    }

    /// Tells what is wrong with the next `length` bytes.
    fn wrong(&mut self, length: usize, what: impl Into<String>) -> Result<(), Stopped> {
        let at = span(self.at, (self.at + length).min(self.text.len())).in_file(self.file);
        self.report(errors::not_json(what.into(), at));
        Err(Stopped)
    }

    /// Tells that something else should stand here; `open` is where the list or map starts.
    fn expected(&mut self, what: &str, open: usize) -> Result<(), Stopped> {
        if let Some(letter) = self.next() {
            let shown = letter.escape_debug();
            return self.wrong(letter.len_utf8(), format!("{what} is missing before `{shown}`"));
        }
        let end = span(self.text.len(), self.text.len()).in_file(self.file);
        let opened = span(open, open + 1).in_file(self.file);
        let name = if self.text.get(open..).is_some_and(|it| it.starts_with('[')) {
            "a list in `[`"
        } else {
            "a map in `{`"
        };
        self.report(errors::ends_early(name, Some(opened), end));
        Err(Stopped)
    }

    fn value(&mut self) -> Part {
        match self.next() {
            Some('{' | '[') if self.depth >= MAX_DEPTH => {
                let at = span(self.at, self.at + 1).in_file(self.file);
                self.report(errors::too_deep(at));
                (None, Err(Stopped))
            }
            Some('{') => self.deeper(Self::object),
            Some('[') => self.deeper(Self::array),
            Some('"') => match self.string() {
                Ok(scalar) => {
                    let at = scalar.span;
                    (Some(Node::new(NodeKind::String(scalar), at)), Ok(()))
                }
                Err(stopped) => (None, Err(stopped)),
            },
            Some(_) | None => self.word(),
        }
    }

    fn deeper(&mut self, read: fn(&mut Self) -> (NodeKind, Result<(), Stopped>)) -> Part {
        let start = self.at;
        self.depth += 1;
        self.at += 1;
        let (kind, outcome) = read(self);
        self.depth -= 1;
        let node = Node { layout: Layout::Flow, ..Node::new(kind, span(start, self.at)) };
        (Some(node), outcome)
    }

    fn object(&mut self) -> (NodeKind, Result<(), Stopped>) {
        let open = self.at - 1;
        let mut members = Members::default();
        let outcome = self.separated('}', open, |reader| reader.member(&mut members, open));
        (NodeKind::Map(members.entries), outcome)
    }

    fn array(&mut self) -> (NodeKind, Result<(), Stopped>) {
        let open = self.at - 1;
        let mut items = Vec::new();
        let outcome = self.separated(']', open, |reader| {
            let (item, outcome) = reader.value();
            items.extend(item);
            outcome
        });
        (NodeKind::List(items), outcome)
    }

    /// Parts with commas between them, up to `end`.
    fn separated(
        &mut self,
        end: char,
        open: usize,
        mut part: impl FnMut(&mut Self) -> Result<(), Stopped>,
    ) -> Result<(), Stopped> {
        let mut comma = None;
        loop {
            match (self.next(), comma) {
                (Some(letter), None) if letter == end => break,
                (Some(letter), Some(at)) if letter == end => {
                    let at = span(at, at + 1);
                    self.report(errors::json_extension(Extension::TrailingComma, at, self.file));
                    break;
                }
                (None, _) => return self.expected("", open),
                (Some(_), _) => {}
            }
            part(self)?;
            match self.next() {
                Some(',') => {
                    comma = Some(self.at);
                    self.at += 1;
                }
                Some(letter) if letter == end => break,
                Some(_) | None => return self.expected(&format!("`,` or `{end}`"), open),
            }
        }
        self.at += 1;
        Ok(())
    }

    fn member(&mut self, members: &mut Members, open: usize) -> Result<(), Stopped> {
        if self.next() != Some('"') {
            return self.expected("a name in double quotes", open);
        }
        let key = self.string()?;
        let mut value = Node::new(NodeKind::Null, key.span.end_point());
        let mut outcome = Ok(());
        if self.next() == Some(':') {
            self.at += 1;
            let (found, end) = if self.next().is_none() {
                (None, self.expected("a value", open))
            } else {
                self.value()
            };
            value = found.unwrap_or(value);
            outcome = end;
        } else {
            outcome = outcome.and_then(|()| self.expected("`:`", open));
        }
        let origin = Origin { text: self.text, file: self.file };
        for found in members.add(key, value, origin) {
            self.report(found);
        }
        outcome
    }

    fn string(&mut self) -> Result<Scalar, Stopped> {
        let start = self.at;
        let Some(length) = self.string_length() else {
            let opened = span(start, start + 1).in_file(self.file);
            let line = self.rest().find('\n').map_or(self.text.len(), |end| start + end);
            let end = span(line, line).in_file(self.file);
            self.report(errors::ends_early("a text in quotes", Some(opened), end));
            return Err(Stopped);
        };
        let at = span(start, start + length);
        let written = at.of(self.text);
        let inner = written.get(1..length - 1).unwrap_or("");
        self.at += length;
        if !inner.contains('\\') {
            let places = Places::Verbatim(offset(start + 1));
            return Ok(Scalar { text: inner.into(), style: Style::Double, span: at, places });
        }
        let text: Name = self.unescaped(written, start)?.into();
        let content = start + 1..start + length - 1;
        let written = Written { source: self.text, style: Style::Double, content, indent: 0 };
        let places = written.places(&text);
        Ok(Scalar { text, style: Style::Double, span: at, places })
    }

    /// The length of the string that starts here, quotes included; it ends on its line.
    fn string_length(&mut self) -> Option<usize> {
        let mut is_escaped = false;
        let mut control = None;
        let mut end = None;
        for (place, byte) in self.rest().bytes().enumerate().skip(1) {
            match byte {
                b'\n' => return None,
                b'"' if !is_escaped => {
                    end = Some(place + 1);
                    break;
                }
                0..=31 => control = control.or(Some((place, byte))),
                _ => {}
            }
            is_escaped = byte == b'\\' && !is_escaped;
        }
        if let Some((place, byte)) = control.filter(|_| end.is_some()) {
            let at = span(self.at + place, self.at + place + 1).in_file(self.file);
            let help = "write it as an escape, a tab as `\\t`";
            self.report(errors::control_character(char::from(byte), help, at));
        }
        end
    }

    /// A string with its escapes read.
    fn unescaped(&mut self, written: &str, start: usize) -> Result<String, Stopped> {
        // Control characters were told, and are no reason not to read the rest.
        let clean: String = written.chars().map(|it| if it < ' ' { ' ' } else { it }).collect();
        if let Ok(text) = serde_json::from_str(&clean) {
            return Ok(text);
        }
        self.at = start;
        self.wrong(written.len(), "this text has an escape that JSON does not have")?;
        Err(Stopped)
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Part {
        let is_in_word =
            |it: char| it.is_ascii_alphanumeric() || ['+', '-', '.', '_'].contains(&it);
        let rest = self.rest();
        let length = rest.find(|it| !is_in_word(it)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        let at = span(self.at, self.at + length);
        let kind = match word {
            "" => {
                let what = match rest.chars().next() {
                    Some('\'') => "JSON has no single quotes".to_owned(),
                    Some(letter) => {
                        format!("a value is missing before `{}`", letter.escape_debug())
                    }
                    None => "a value is missing".to_owned(),
                };
                let length = rest.chars().next().map_or(0, char::len_utf8);
                return (None, self.wrong(length, what));
            }
            "null" => NodeKind::Null,
            "true" => NodeKind::Bool(true),
            "false" => NodeKind::Bool(false),
            number => match serde_json::from_str::<Number>(number) {
                Ok(value) => self.number(&value, number, at),
                Err(_) => {
                    let shown: String = number.chars().take(40).collect();
                    let what = format!("`{shown}` is no value, and no text in double quotes");
                    return (None, self.wrong(length, what));
                }
            },
        };
        self.at += length;
        (Some(Node::new(kind, at)), Ok(()))
    }

    fn number(&mut self, value: &Number, written: &str, at: Span) -> NodeKind {
        if let Some(whole) = value.as_i64() {
            return NodeKind::Int(whole);
        }
        if !written.contains(['.', 'e', 'E']) {
            self.report(errors::number_too_large(written, at.in_file(self.file)));
        }
        // To the last bit, as serde_json does not read it.
        NodeKind::Float(written.parse().unwrap_or(f64::NAN))
    }
}
