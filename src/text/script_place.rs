//! The place in the source of a place in a script, whose lines stand there with another indent.

use super::{FileSpan, Sources, Span, offset_in};

/// Where a stretch of a script stands inside `at`, the source that the script came from; `at`
/// itself where the line is not found there, as in a file of its own.
pub fn in_script(
    sources: &Sources,
    at: FileSpan,
    script: &str,
    (start, end): (usize, usize),
) -> FileSpan {
    let place = find(sources, at, script, (start, end));
    place.or_else(|| find_escaped(sources, at, script, (start, end))).unwrap_or(at)
}

fn find(
    sources: &Sources,
    at: FileSpan,
    script: &str,
    (start, end): (usize, usize),
) -> Option<FileSpan> {
    let source = sources.get(at.file)?;
    let text = at.span.of(&source.text);
    let before = script.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |place| place + 1);
    let line = script.get(line_start..)?.lines().next()?;
    let wanted = line.trim();
    // The same line may stand in the script several times.
    let earlier = before.lines().take(before.matches('\n').count());
    let number = earlier.filter(|line| line.trim() == wanted).count();
    let indent = line.len() - line.trim_start().len();
    // What is said of the indent stands at the first word behind it.
    let column = start.checked_sub(line_start)?.saturating_sub(indent);
    let mut offset = 0;
    let mut seen = 0;
    for candidate in text.split_inclusive('\n') {
        let body = item(candidate);
        if body == wanted {
            if seen == number {
                let before = offset_in(body, candidate)?;
                let from = offset + before + column;
                let rest = wanted.len().saturating_sub(column);
                let length = (end.saturating_sub(start)).clamp(1, rest.max(1));
                let from = u32::try_from(from).ok()? + at.span.start;
                let span = Span::new(from, from + u32::try_from(length).ok()?);
                return Some(span.in_file(at.file));
            }
            seen += 1;
        }
        offset += candidate.len();
    }
    None
}

/// The same where the lines stand in texts with escapes, as those of JSON.
fn find_escaped(
    sources: &Sources,
    at: FileSpan,
    script: &str,
    (start, end): (usize, usize),
) -> Option<FileSpan> {
    let text = at.span.of(&sources.get(at.file)?.text);
    let before = script.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |place| place + 1);
    let wanted = script.get(line_start..)?.lines().next()?;
    let earlier = before.lines().take(before.matches('\n').count());
    let number = earlier.filter(|line| *line == wanted).count();
    let column = start - line_start;
    let length = (end.saturating_sub(start)).clamp(1, (wanted.len() - column).max(1));
    let texts = quoted_texts(text);
    let mut lines = texts.iter().flat_map(|quoted| quoted.lines()).filter(|it| it.0 == wanted);
    let (_, places) = lines.nth(number)?;
    let from = *places.get(column)?;
    let to = places.get(column + length).copied().unwrap_or(from + 1);
    let place = |offset: usize| Some(u32::try_from(offset).ok()? + at.span.start);
    Some(Span::new(place(from)?, place(to.max(from + 1))?).in_file(at.file))
}

/// A text in double quotes.
#[derive(Default)]
struct Quoted {
    /// Without escapes.
    value: String,
    /// Where each byte of the value, and what ends it, stands.
    places: Vec<usize>,
}

impl Quoted {
    fn push(&mut self, letter: char, place: usize) {
        self.value.push(letter);
        self.places.extend(std::iter::repeat_n(place, letter.len_utf8()));
    }

    /// Each line with the places of its bytes and of its end.
    fn lines(&self) -> impl Iterator<Item = (&str, &[usize])> {
        let mut start = 0;
        self.value.split('\n').map(move |line| {
            let places = self.places.get(start..=start + line.len()).unwrap_or(&[]);
            start += line.len() + 1;
            (line, places)
        })
    }
}

fn quoted_texts(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut letters = text.char_indices();
    while let Some((_, letter)) = letters.next() {
        if letter != '"' {
            continue;
        }
        let mut quoted = Quoted::default();
        while let Some((place, letter)) = letters.next() {
            match letter {
                '"' => {
                    quoted.places.push(place);
                    break;
                }
                '\\' => {
                    if let Some((_, sign)) = letters.next() {
                        quoted.push(escaped(sign, &mut letters), place);
                    }
                }
                _ => quoted.push(letter, place),
            }
        }
        found.push(quoted);
    }
    found
}

/// What an escape of JSON or YAML stands for.
fn escaped(sign: char, letters: &mut std::str::CharIndices<'_>) -> char {
    let digits = match sign {
        'n' => return '\n',
        't' => return '\t',
        'r' => return '\r',
        'x' => 2,
        'u' => 4,
        'U' => 8,
        other => return other,
    };
    let code = letters.by_ref().take(digits).fold(0_u32, |code, (_, digit)| {
        code.wrapping_mul(16).wrapping_add(digit.to_digit(16).unwrap_or(0))
    });
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// A line without what YAML or JSON put around it where each line is an item of a list.
fn item(line: &str) -> &str {
    let plain = line.trim();
    let plain = plain.strip_prefix("- ").map_or(plain, str::trim_start);
    let inside = plain.strip_suffix(',').unwrap_or(plain);
    let quoted = |sign: char| inside.strip_prefix(sign)?.strip_suffix(sign);
    quoted('"').or_else(|| quoted('\'')).unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::in_script;
    use crate::text::{Sources, Span};

    #[test]
    fn a_place_is_found_by_its_line() {
        let mut sources = Sources::default();
        let text = "python() \"\"\"\n    import boto3\n    x = call(1)\n    x = call(1)\n\"\"\"";
        let file = sources.add("a.ord", text);
        let at = Span::new(0, text.len() as u32).in_file(file);
        let script = "import boto3\nx = call(1)\nx = call(1)\n";
        let second = script.rfind("call").unwrap_or(0);
        let found = in_script(&sources, at, script, (second, second + 7));
        assert_eq!(found.span.of(text), "call(1)");
        assert_eq!(found.span.start as usize, text.rfind("call").unwrap_or(0));
        assert_eq!(in_script(&sources, at, "other", (0, 1)), at);
    }

    #[test]
    fn a_place_is_found_in_lines_that_are_items_of_a_list() {
        for text in ["runCommand:\n  - true\n  - \"echo a\"\n", "[\n  \"true\",\n  \"echo a\"\n]"] {
            let mut sources = Sources::default();
            let file = sources.add("a.yaml", text);
            let at = Span::new(0, text.len() as u32).in_file(file);
            let found = in_script(&sources, at, "true\necho a", (5, 11));
            assert_eq!(found.span.of(text), "echo a");
        }
    }

    #[test]
    fn a_place_is_found_in_texts_with_escapes() {
        for (text, wanted) in [
            ("[\n  \"true\",\n  \"echo \\\"$a\\\"\"\n]", "$a"),
            (r#"{"Script": "true\necho \"$a\""}"#, "$a"),
            (r#""true\necho \u0022$a\u0022\n""#, "$a"),
        ] {
            let mut sources = Sources::default();
            let file = sources.add("a.json", text);
            let at = Span::new(0, text.len() as u32).in_file(file);
            let found = in_script(&sources, at, "true\necho \"$a\"", (11, 13));
            assert_eq!(found.span.of(text), wanted, "{text}");
        }
    }
}
