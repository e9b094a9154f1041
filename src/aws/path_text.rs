//! Paths as selectors write them: `$.Reservations[0].Instances[*].InstanceId`.

use std::borrow::Cow;
use std::fmt;

use super::path::Segment;

/// Why a text is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathSyntaxError {
    /// Bytes from the start of the text.
    pub at: usize,
    /// What would have to stand there, as a noun.
    pub expected: &'static str,
}

impl fmt::Display for PathSyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} at byte {}", self.expected, self.at)
    }
}

impl std::error::Error for PathSyntaxError {}

/// Reads a path: names with `.` between them, `[0]`, `[-1]`, `[*]`, `.*`, `[0:2]`, `[?(…)]`,
/// `['name']` and `..name`, with or without a `$` before all of it. `$` alone and nothing are the
/// path of no segments. What a filter says is not read.
///
/// ```
/// use ordain::aws::{parse_path, Segment};
///
/// let path = parse_path("$.Volumes[0]").unwrap();
/// assert_eq!(path, [Segment::Member("Volumes".into()), Segment::Index(0)]);
/// ```
///
/// # Errors
/// The first place that cannot be read.
pub fn parse_path(text: &str) -> Result<Vec<Segment<'_>>, PathSyntaxError> {
    let mut reader = Reader { text, at: 0 };
    let mut path = Vec::new();
    if !reader.take("$") && !reader.rest().is_empty() && !reader.rest().starts_with(['[', '.']) {
        path.push(reader.name_or_star()?);
    }
    while !reader.rest().is_empty() {
        path.push(reader.segment()?);
    }
    Ok(path)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn expected<T>(&self, expected: &'static str) -> Result<T, PathSyntaxError> {
        Err(PathSyntaxError { at: self.at, expected })
    }

    fn segment(&mut self) -> Result<Segment<'t>, PathSyntaxError> {
        if self.take("..") {
            return match self.name_or_star()? {
                Segment::Member(name) => Ok(Segment::Below(name)),
                _ => self.expected("a name behind `..`"),
            };
        }
        if self.take(".") {
            return self.name_or_star();
        }
        if self.take("[") {
            return self.bracket();
        }
        self.expected("`.` or `[`")
    }

    fn name_or_star(&mut self) -> Result<Segment<'t>, PathSyntaxError> {
        if self.take("*") {
            return Ok(Segment::Every);
        }
        let rest = self.rest();
        let end = rest.find(|it: char| !is_of_name(it)).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        if name.is_empty() {
            return self.expected("a name");
        }
        self.at += end;
        Ok(Segment::Member(Cow::Borrowed(name)))
    }

    /// What stands behind `[`.
    fn bracket(&mut self) -> Result<Segment<'t>, PathSyntaxError> {
        if let Some(quote) = self.rest().chars().next().filter(|it| ['\'', '"'].contains(it)) {
            self.at += 1;
            return self.quoted(quote);
        }
        if self.rest().starts_with('?') {
            return self.filter();
        }
        let rest = self.rest();
        let Some(end) = rest.find(']') else {
            return self.expected("`]`");
        };
        let inside = rest.get(..end).unwrap_or_default();
        let segment = match inside.trim() {
            "*" | "" => Segment::Every,
            number => match number.parse() {
                Ok(index) => Segment::Index(index),
                Err(_) if is_slice(number) => Segment::Some,
                Err(_) => return self.expected("an index, `*`, a name in quotes or a filter"),
            },
        };
        self.at += end + 1;
        Ok(segment)
    }

    fn quoted(&mut self, quote: char) -> Result<Segment<'t>, PathSyntaxError> {
        let rest = self.rest();
        let mut name = String::new();
        let mut letters = rest.char_indices();
        while let Some((place, letter)) = letters.next() {
            if letter == quote {
                self.at += place + 1;
                if !self.take("]") {
                    return self.expected("`]`");
                }
                return Ok(Segment::Member(Cow::Owned(name)));
            }
            let letter = if letter == '\\' { letters.next().map(|it| it.1) } else { Some(letter) };
            name.extend(letter);
        }
        self.at = self.text.len();
        self.expected("the end of the name in quotes")
    }

    /// Skips a filter to its `]`, past brackets and quotes inside it.
    fn filter(&mut self) -> Result<Segment<'t>, PathSyntaxError> {
        let mut open = 1_usize;
        let mut quote = None;
        for (place, letter) in self.rest().char_indices() {
            match (quote, letter) {
                (Some(end), _) if letter == end => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(letter),
                (None, '[') => open += 1,
                (None, ']') => open -= 1,
                (None, _) => {}
            }
            if open == 0 {
                self.at += place + 1;
                return Ok(Segment::Some);
            }
        }
        self.at = self.text.len();
        self.expected("the end of the filter")
    }
}

/// Whether a name without quotes may hold the letter. AWS's own documents name keys with `-`, `:`
/// and `/` in them without quotes.
fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | ':' | '/' | '@')
}

/// `0:2`, `:2`, `-1:`, `0,1`
fn is_slice(text: &str) -> bool {
    let parts = text.split([':', ',']).map(str::trim);
    let numbers = |part: &str| part.is_empty() || part.parse::<i64>().is_ok();
    text.contains([':', ',']) && parts.clone().count() <= 16 && parts.clone().all(numbers)
}
