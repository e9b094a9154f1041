//! JSON with the places of its parts, for findings in a policy that somebody wrote.

use crate::text::Span;

/// How deep a policy is read: conditions, its deepest parts, lie at six.
const DEEPEST: usize = 32;

/// A part of a JSON text. Strings are as the text means them.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) span: Span,
    pub(super) value: PartValue,
}

#[derive(Clone, Debug)]
pub(super) enum PartValue {
    Object(Vec<(Key, Part)>),
    Array(Vec<Part>),
    Text(String),
    /// A number, `true`, `false` or `null`, as it is written.
    Word(String),
}

/// The name of a member.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) span: Span,
}

/// What keeps a text from being a policy, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) span: Span,
    /// A clause: "`Effect` is written twice".
    pub(super) why: String,
}

impl Part {
    /// The items of a list; a single part is a list of itself, as IAM takes it.
    pub(super) fn items(&self) -> &[Part] {
        match &self.value {
            PartValue::Array(items) => items,
            PartValue::Object(_) | PartValue::Text(_) | PartValue::Word(_) => {
                std::slice::from_ref(self)
            }
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            PartValue::Text(text) => Some(text),
            PartValue::Object(_) | PartValue::Array(_) | PartValue::Word(_) => None,
        }
    }

    /// What it is, for a message.
    pub(super) fn kind(&self) -> &'static str {
        match &self.value {
            PartValue::Object(_) => "an object",
            PartValue::Array(_) => "a list",
            PartValue::Text(_) => "a text",
            PartValue::Word(word) if word == "null" => "`null`",
            PartValue::Word(word) if word == "true" || word == "false" => "`true` or `false`",
            PartValue::Word(_) => "a number",
        }
    }
}

/// Reads a JSON text.
///
/// # Errors
/// The first place at which it is none.
pub(super) fn read(text: &str) -> Result<Part, Problem> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    if text.starts_with('\u{feff}') {
        return Err(reader.wrong(3, "it begins with a byte order mark, which JSON does not have"));
    }
    let Some(_) = reader.next() else { return Err(reader.wrong(0, "it is empty")) };
    let part = reader.part()?;
    match reader.next() {
        Some(letter) => Err(reader.wrong(letter.len_utf8(), "something stands behind its end")),
        None => Ok(part),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next letter that is not a blank of JSON.
    fn next(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        self.rest().chars().next()
    }

    fn take(&mut self, letter: char) -> bool {
        let found = self.next() == Some(letter);
        if found {
            self.at += letter.len_utf8();
        }
        found
    }

    fn span(&self, start: usize) -> Span {
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Span::new(number(start), number(self.at))
    }

    /// A problem at the next `length` bytes.
    fn wrong(&self, length: usize, why: impl Into<String>) -> Problem {
        let end = (self.at + length).min(self.text.len());
        let span = Reader { at: end, ..*self }.span(self.at);
        Problem { span, why: why.into() }
    }

    /// A problem with the next letter, or with the end.
    fn expected(&mut self, what: &str) -> Problem {
        match self.next() {
            Some(letter) => {
                let shown = letter.escape_debug();
                self.wrong(letter.len_utf8(), format!("{what} is missing before `{shown}`"))
            }
            None => self.wrong(0, format!("it ends where {what} is missing")),
        }
    }

    fn part(&mut self) -> Result<Part, Problem> {
        let first = self.next();
        let start = self.at;
        let value = match first {
            Some('{' | '[') if self.depth == DEEPEST => {
                let why = format!("it is nested more than {DEEPEST} times");
                return Err(self.wrong(1, why));
            }
            Some('{') => self.deeper(Self::object)?,
            Some('[') => self.deeper(Self::array)?,
            Some('"') => PartValue::Text(self.string()?),
            Some(_) | None => self.word()?,
        };
        Ok(Part { span: self.span(start), value })
    }

    fn deeper(
        &mut self,
        read: fn(&mut Self) -> Result<PartValue, Problem>,
    ) -> Result<PartValue, Problem> {
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Result<PartValue, Problem> {
        self.take('{');
        let mut members: Vec<(Key, Part)> = Vec::new();
        if self.take('}') {
            return Ok(PartValue::Object(members));
        }
        loop {
            if self.next() != Some('"') {
                return Err(self.expected("a name in quotes"));
            }
            let start = self.at;
            let name = self.string()?;
            let span = self.span(start);
            if members.iter().any(|(key, _)| key.name == name) {
                return Err(Problem { span, why: format!("`{name}` is written twice") });
            }
            if !self.take(':') {
                return Err(self.expected("`:`"));
            }
            members.push((Key { name, span }, self.part()?));
            if self.take('}') {
                return Ok(PartValue::Object(members));
            }
            if !self.take(',') {
                return Err(self.expected("`,` or `}`"));
            }
        }
    }

    fn array(&mut self) -> Result<PartValue, Problem> {
        self.take('[');
        let mut items = Vec::new();
        if self.take(']') {
            return Ok(PartValue::Array(items));
        }
        loop {
            items.push(self.part()?);
            if self.take(']') {
                return Ok(PartValue::Array(items));
            }
            if !self.take(',') {
                return Err(self.expected("`,` or `]`"));
            }
        }
    }

    /// A string, quotes and escapes read.
    fn string(&mut self) -> Result<String, Problem> {
        let mut is_escaped = false;
        let end = self.rest().char_indices().skip(1).find(|(_, letter)| {
            let ends = (*letter == '"' && !is_escaped) || *letter == '\n';
            is_escaped = *letter == '\\' && !is_escaped;
            ends
        });
        let length = match end {
            Some((place, '"')) => place + 1,
            _ => return Err(self.wrong(1, "a text begins here and has no end on its line")),
        };
        let written = self.rest().get(..length).unwrap_or("");
        let Ok(text) = serde_json::from_str(written) else {
            return Err(self.wrong(length, "this text has a letter or an escape that JSON has not"));
        };
        self.at += length;
        Ok(text)
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<PartValue, Problem> {
        let is_in_word = |it: char| it.is_ascii_alphanumeric() || ['+', '-', '.'].contains(&it);
        let length = self.rest().find(|it| !is_in_word(it)).unwrap_or(self.rest().len());
        let word = self.rest().get(..length).unwrap_or("").to_owned();
        if word.is_empty() {
            return Err(self.expected("a value"));
        }
        let is_known = ["null", "true", "false"].contains(&word.as_str());
        if !is_known && serde_json::from_str::<serde_json::Number>(&word).is_err() {
            return Err(self.wrong(length, format!("`{word}` is no value, and no text in quotes")));
        }
        self.at += length;
        Ok(PartValue::Word(word))
    }
}

#[cfg(test)]
mod tests {
    use super::{PartValue, read};

    #[test]
    fn parts_have_their_places() {
        let text = r#" {"A": ["x\"y", 1, {"B": null}], "C": "z"} "#;
        let whole = read(text).expect("JSON");
        let PartValue::Object(members) = &whole.value else { panic!("an object") };
        let [(_, list), (key, last)] = members.as_slice() else { panic!("two members") };
        let first = list.items().first().expect("an item");
        assert_eq!((first.text(), first.span.of(text)), (Some("x\"y"), r#""x\"y""#));
        assert_eq!((last.text(), last.span.of(text)), (Some("z"), "\"z\""));
        assert_eq!((&*key.name, key.span.of(text)), ("C", "\"C\""));
    }

    #[test]
    fn what_is_no_json_is_told_in_its_place() {
        for (text, place, why) in [
            ("", "", "it is empty"),
            (" \n ", "", "it is empty"),
            (
                "\u{feff}{}",
                "\u{feff}",
                "it begins with a byte order mark, which JSON does not have",
            ),
            ("{", "", "it ends where a name in quotes is missing"),
            ("[1", "", "it ends where `,` or `]` is missing"),
            ("[1 2]", "2", "`,` or `]` is missing before `2`"),
            ("[1,]", "]", "a value is missing before `]`"),
            ("{\"a\"", "", "it ends where `:` is missing"),
            ("{\"a\": }", "}", "a value is missing before `}`"),
            ("{a: 1}", "a", "a name in quotes is missing before `a`"),
            ("{\"a\": 1,}", "}", "a name in quotes is missing before `}`"),
            ("{\"a\": 1, \"a\": 2}", "\"a\"", "`a` is written twice"),
            ("\"x", "\"", "a text begins here and has no end on its line"),
            ("\"\\x\"", "\"\\x\"", "this text has a letter or an escape that JSON has not"),
            ("True", "True", "`True` is no value, and no text in quotes"),
            ("01", "01", "`01` is no value, and no text in quotes"),
            ("{} x", "x", "something stands behind its end"),
            ("'a'", "'", "a value is missing before `\\'`"),
        ] {
            let found = read(text).expect_err(text);
            assert_eq!((found.span.of(text), &*found.why), (place, why), "{text}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(read(&deep).expect_err("deep").why, "it is nested more than 32 times");
    }
}
