//! Requests as statements of Ordain, each on one line.

use std::fmt::Write as _;

use serde_json::Value;

use super::place::Place;

/// What of a place is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The name of the member, or the key.
    Name,
    Value,
}

/// A place that is looked for while a source is written.
pub(super) struct Wanted<'p> {
    pub(super) place: &'p Place,
    pub(super) part: Part,
}

/// A statement without its indent and its end, and where in it, in letters, the wanted place is.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) found: Option<(usize, usize)>,
}

struct Writer<'p> {
    out: String,
    wanted: Option<Wanted<'p>>,
    found: Option<(usize, usize)>,
}

/// `aws.ec2.DescribeInstances(InstanceIds: ["i-1"])`
pub(super) fn call(
    (service, operation): (&str, &str),
    request: &Value,
    wanted: Option<Wanted<'_>>,
) -> Written {
    let mut writer = Writer { out: String::new(), wanted, found: None };
    let _ = write!(writer.out, "aws.{}.{operation}(", service.replace('-', "_"));
    let place = Place::default();
    for (number, (name, value)) in request.as_object().into_iter().flatten().enumerate() {
        writer.between(number);
        let name_of = if is_identifier(name) { name.clone() } else { format!("`{name}`") };
        writer.entry((&name_of, value), &place.name(name));
    }
    writer.out.push(')');
    let whole = writer.wanted.is_some_and(|it| it.place.0.is_empty());
    let end = writer.out.chars().count();
    let found = if whole { Some((0, end)) } else { writer.found };
    Written { text: writer.out, found }
}

impl Writer<'_> {
    fn between(&mut self, number: usize) {
        if number > 0 {
            self.out.push_str(", ");
        }
    }

    fn entry(&mut self, (name, value): (&str, &Value), place: &Place) {
        let start = self.out.chars().count();
        self.out.push_str(name);
        self.note(place, Part::Name, start);
        self.out.push_str(": ");
        self.value(value, place);
    }

    fn note(&mut self, place: &Place, part: Part, start: usize) {
        let is_it = self.wanted.as_ref().is_some_and(|it| it.place == place && it.part == part);
        if is_it {
            self.found = Some((start, self.out.chars().count()));
        }
    }

    fn value(&mut self, value: &Value, place: &Place) {
        let start = self.out.chars().count();
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(value) => {
                let _ = write!(self.out, "{value}");
            }
            Value::Number(number) => {
                let _ = write!(self.out, "{number}");
            }
            Value::String(text) => self.out.push_str(&quoted(text)),
            Value::Array(items) => self.list(items, place),
            Value::Object(entries) => {
                self.out.push('{');
                for (number, (name, value)) in entries.iter().enumerate() {
                    self.out.push_str(if number == 0 { " " } else { ", " });
                    let written = if is_identifier(name) { name.clone() } else { quoted(name) };
                    self.entry((&written, value), &place.name(name));
                }
                self.out.push_str(if entries.is_empty() { "}" } else { " }" });
            }
        }
        self.note(place, Part::Value, start);
    }

    fn list(&mut self, items: &[Value], place: &Place) {
        self.out.push('[');
        for (number, item) in items.iter().enumerate() {
            self.between(number);
            self.value(item, &place.index(number));
        }
        self.out.push(']');
    }
}

/// Whether a word can be a key without quotes; before `:` reserved words are keys too.
fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|it| it.is_ascii_alphabetic() || it == '_')
        && letters.all(|it| it.is_ascii_alphanumeric() || it == '_')
}

/// A word as a name: in backquotes where it is none without.
pub(super) fn name(word: &str) -> String {
    if is_identifier(word) { word.to_owned() } else { format!("`{word}`") }
}

/// A text in quotes.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '$' => out.push_str("\\$"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
