//! JSON with the places of its parts, for findings in a policy that somebody wrote.

use crate::text::Span;

/// A part of a JSON text. Strings are as the text means them.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) span: Span,
    pub(super) value: PartValue,
}

#[derive(Clone, Debug)]
pub(super) enum PartValue {
    Object(Vec<(String, Part)>),
    Array(Vec<Part>),
    Text(String),
    /// A number, `true`, `false` or `null`.
    Other,
}

impl Part {
    /// A member of an object.
    pub(super) fn member(&self, name: &str) -> Option<&Part> {
        let PartValue::Object(members) = &self.value else { return None };
        members.iter().find(|(key, _)| key == name).map(|(_, part)| part)
    }

    /// The items of a list; a single part is a list of itself, as IAM takes it.
    pub(super) fn items(&self) -> Vec<&Part> {
        match &self.value {
            PartValue::Array(items) => items.iter().collect(),
            PartValue::Object(_) | PartValue::Text(_) | PartValue::Other => vec![self],
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            PartValue::Text(text) => Some(text),
            PartValue::Object(_) | PartValue::Array(_) | PartValue::Other => None,
        }
    }
}

/// Reads a text that `serde_json` has read: what it refuses does not come here, deep nesting
/// among it.
pub(super) fn read(text: &str) -> Option<Part> {
    Reader { text, at: 0 }.part()
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next letter that is not a blank.
    fn next(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().chars().next()
    }

    fn take(&mut self, letter: char) -> bool {
        let found = self.next() == Some(letter);
        if found {
            self.at += letter.len_utf8();
        }
        found
    }

    fn part(&mut self) -> Option<Part> {
        let first = self.next()?;
        let start = self.at;
        let value = match first {
            '{' => self.object()?,
            '[' => self.array()?,
            '"' => PartValue::Text(self.string()?),
            _ => {
                let is_end = |it: char| it.is_whitespace() || [',', '}', ']'].contains(&it);
                let length = self.rest().find(is_end).unwrap_or(self.rest().len());
                // What is none of these ends nothing, and would be read for ever.
                self.at += length.max(1);
                PartValue::Other
            }
        };
        let span = Span::new(u32::try_from(start).ok()?, u32::try_from(self.at).ok()?);
        Some(Part { span, value })
    }

    fn object(&mut self) -> Option<PartValue> {
        self.take('{');
        let mut members = Vec::new();
        while !self.take('}') {
            self.next().filter(|letter| *letter == '"')?;
            let key = self.string()?;
            self.take(':').then_some(())?;
            members.push((key, self.part()?));
            self.take(',');
        }
        Some(PartValue::Object(members))
    }

    fn array(&mut self) -> Option<PartValue> {
        self.take('[');
        let mut items = Vec::new();
        while !self.take(']') {
            items.push(self.part()?);
            self.take(',');
        }
        Some(PartValue::Array(items))
    }

    /// A string, quotes and escapes read.
    fn string(&mut self) -> Option<String> {
        let rest = self.rest();
        let mut is_escaped = false;
        let end = rest.char_indices().skip(1).find(|(_, letter)| {
            let ends = *letter == '"' && !is_escaped;
            is_escaped = *letter == '\\' && !is_escaped;
            ends
        });
        let length = end?.0 + 1;
        let text = serde_json::from_str(rest.get(..length)?).ok()?;
        self.at += length;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn parts_have_their_places() {
        let text = r#" {"A": ["x\"y", 1, {"B": null}], "C": "z"} "#;
        let whole = read(text).expect("JSON");
        let items = whole.member("A").expect("A").items();
        assert_eq!(items.first().and_then(|it| it.text()), Some("x\"y"));
        assert_eq!(items.first().map(|it| it.span.of(text)), Some(r#""x\"y""#));
        let last = whole.member("C").expect("C");
        assert_eq!((last.text(), last.span.of(text)), (Some("z"), "\"z\""));
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        for text in ["", "{", "[1", "{\"a\"", "{a}", "\"x"] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
