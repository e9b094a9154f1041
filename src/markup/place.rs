//! Where each byte of a text stands in the source, whichever way the text is written.

use std::ops::Range;
use std::sync::Arc;

use crate::text::Span;

use super::tree::Style;
use super::{offset, span};

/// Where the bytes of one text stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Places {
    /// One byte of the source for each byte of the text, from here.
    Verbatim(u32),
    /// In the order of the text; each part reaches to the start of the next.
    Parts(Arc<[Part]>),
    /// The whole source of the text: which byte is which is not known.
    Whole(Span),
    /// In a text that stands in the source itself: a document inside of a document.
    Inside(Arc<Inside>),
}

/// Where a text stands in another text, and where that one stands in the source.
#[derive(Debug, PartialEq)]
pub(super) struct Inside {
    inner: Places,
    /// How many bytes the text around has.
    length: usize,
    outer: Places,
}

/// A stretch of a text and the stretch of the source that gives it. Of equal length they are the
/// same bytes; else the part is an escape or a fold and has only one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    text: u32,
    source: Span,
}

impl Places {
    /// The place of a range of a text of so many bytes.
    pub(super) fn find(&self, length: usize, range: Range<usize>) -> Span {
        let end = range.end.min(length);
        let start = range.start.min(end);
        match self {
            Places::Verbatim(first) => {
                let first = *first as usize;
                span(first + start, first + end)
            }
            Places::Whole(whole) => *whole,
            Places::Inside(inside) => {
                let place = inside.inner.find(length, start..end);
                inside.outer.find(inside.length, place.start as usize..place.end as usize)
            }
            Places::Parts(parts) => {
                let from = start_of(parts, length, start);
                let to = if end > start { end_of(parts, length, end - 1) } else { from };
                Span::new(from, to.max(from))
            }
        }
    }
}

impl Places {
    /// The places of a text that stands in `outer`, whose places are these.
    pub(super) fn below(self, length: usize, outer: &Places) -> Places {
        Places::Inside(Arc::new(Inside { inner: self, length, outer: outer.clone() }))
    }

    /// Each piece of a text in turn: how many bytes it has, and which bytes of the text around.
    pub(super) fn of_pieces(pieces: impl IntoIterator<Item = (usize, Range<usize>)>) -> Places {
        let mut parts = Vec::new();
        let mut at = 0;
        for (length, from) in pieces.into_iter().filter(|(length, _)| *length > 0) {
            parts.push(Part { text: offset(at), source: span(from.start, from.end) });
            at += length;
        }
        Places::Parts(parts.into())
    }
}

/// The part that holds a byte of the text, and the length of its text.
fn part_at(parts: &[Part], length: usize, at: usize) -> Option<(&Part, u32)> {
    let number = parts.partition_point(|part| part.text as usize <= at).checked_sub(1)?;
    let part = parts.get(number)?;
    let end = parts.get(number + 1).map_or(offset(length), |next| next.text);
    Some((part, end.saturating_sub(part.text)))
}

fn start_of(parts: &[Part], length: usize, at: usize) -> u32 {
    let Some((part, text_length)) = part_at(parts, length, at) else {
        return parts.first().map_or(0, |part| part.source.start);
    };
    let into = offset(at).saturating_sub(part.text);
    if into >= text_length {
        part.source.end
    } else if text_length == part.source.len() {
        part.source.start + into
    } else {
        part.source.start
    }
}

/// The end of the byte at `at`.
fn end_of(parts: &[Part], length: usize, at: usize) -> u32 {
    let Some((part, text_length)) = part_at(parts, length, at) else { return 0 };
    if text_length == part.source.len() {
        part.source.start + offset(at).saturating_sub(part.text) + 1
    } else {
        part.source.end
    }
}

/// A text that is written in the source, as the reader of events gives it.
pub(super) struct Written<'t> {
    /// The whole source.
    pub(super) source: &'t str,
    pub(super) style: Style,
    /// Of a quoted text what stands between the quotes; of a block all lines behind its first.
    pub(super) content: Range<usize>,
    /// The column at which the lines of a block start.
    pub(super) indent: usize,
}

impl Written<'_> {
    /// Where the bytes of `text`, the meaning of this, stand.
    pub(super) fn places(&self, text: &str) -> Places {
        let raw = self.source.get(self.content.clone()).unwrap_or("");
        if raw == text {
            return Places::Verbatim(offset(self.content.start));
        }
        let mut builder = Builder { text, at: 0, parts: Vec::new() };
        let done = match self.style {
            Style::Literal => self.literal(raw, &mut builder),
            Style::Folded => self.folded(raw, &mut builder),
            Style::Plain | Style::Single | Style::Double => self.flow(raw, &mut builder),
        };
        match done {
            Some(()) if builder.at == text.len() => Places::Parts(builder.parts.into()),
            Some(()) | None => Places::Whole(span(self.content.start, self.content.end)),
        }
    }

    /// Line by line, each without its indentation.
    fn literal(&self, raw: &str, builder: &mut Builder<'_>) -> Option<()> {
        let mut start = self.content.start;
        for line in raw.split_inclusive('\n') {
            if builder.rest().is_empty() {
                break;
            }
            let (content, end) = split_line(line);
            let skipped = indentation(content, self.indent);
            let content = content.get(skipped..)?;
            builder.verbatim(content, start + skipped)?;
            if !end.is_empty() && builder.rest().starts_with('\n') {
                let from = start + skipped + content.len();
                builder.push(1, from, end.len());
            }
            start += line.len();
        }
        Some(())
    }

    /// Like a literal, but what stands between two lines is a blank or line ends.
    fn folded(&self, raw: &str, builder: &mut Builder<'_>) -> Option<()> {
        let mut start = self.content.start;
        // Where the last line that is not empty ended.
        let mut last_end = start;
        for line in raw.split_inclusive('\n') {
            let (content, _) = split_line(line);
            let skipped = indentation(content, self.indent);
            let content = content.get(skipped..)?;
            let from = start + skipped;
            start += line.len();
            // A line of blanks is empty, unless the text has these blanks.
            if content.is_empty() || builder.rest().is_empty() {
                continue;
            }
            let breaks = builder.rest().len() - builder.rest().trim_start_matches('\n').len();
            let is_folded = breaks == 0 && builder.at > 0 && builder.rest().starts_with(' ');
            let between = if is_folded { 1 } else { breaks };
            builder.push(between, last_end, from.saturating_sub(last_end));
            builder.verbatim(content, from)?;
            last_end = from + content.len();
        }
        let left = builder.rest().len();
        let is_blank = builder.rest().trim_start_matches('\n').is_empty();
        builder.push(left, last_end, self.content.end.saturating_sub(last_end));
        is_blank.then_some(())
    }

    /// Character by character: escapes, and line ends with the blanks around them.
    fn flow(&self, raw: &str, builder: &mut Builder<'_>) -> Option<()> {
        let mut at = 0;
        while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
            let from = self.content.start + at;
            if let Some(escape) = escape_length(rest, self.style) {
                let is_break = rest.starts_with("\\\n") || rest.starts_with("\\\r");
                let length = builder.rest().chars().next().map_or(0, char::len_utf8);
                builder.push(if is_break { 0 } else { length }, from, escape);
                at += escape;
                continue;
            }
            let stays = rest.trim_start_matches([' ', '\t']);
            if stays.starts_with(['\n', '\r']) {
                let next = rest.trim_start_matches([' ', '\t', '\n', '\r']);
                let folded = rest.len() - next.len();
                let fold = rest.get(..folded)?;
                let breaks = fold.matches('\n').count().max(1);
                builder.push(if breaks == 1 { 1 } else { breaks - 1 }, from, folded);
                at += folded;
                continue;
            }
            let blanks = rest.len() - stays.len();
            let length = if blanks > 0 { blanks } else { plain_run(rest, self.style) };
            builder.verbatim(rest.get(..length)?, from)?;
            at += length;
        }
        Some(())
    }
}

/// How many bytes at the start of `rest` stand for themselves; at least one character.
fn plain_run(rest: &str, style: Style) -> usize {
    let is_special = |letter: char| {
        matches!(letter, ' ' | '\t' | '\n' | '\r')
            || (style == Style::Double && letter == '\\')
            || (style == Style::Single && letter == '\'')
    };
    let first = rest.chars().next().map_or(0, char::len_utf8);
    rest.get(first..).and_then(|more| more.find(is_special)).map_or(rest.len(), |end| first + end)
}

/// The length of the escape at the start of `rest`.
fn escape_length(rest: &str, style: Style) -> Option<usize> {
    match style {
        Style::Single => rest.starts_with("''").then_some(2),
        Style::Double => {
            let letter = rest.strip_prefix('\\')?.chars().next()?;
            Some(match letter {
                'x' => 4,
                'u' if is_pair(rest) => 12,
                'u' => 6,
                'U' => 10,
                // The blanks at the start of the next line are none of the text.
                '\n' | '\r' => {
                    let next = rest.get(1..)?.trim_start_matches(['\r', '\n']);
                    let breaks = rest.len() - 1 - next.len();
                    1 + breaks + next.len() - next.trim_start_matches([' ', '\t']).len()
                }
                other => 1 + other.len_utf8(),
            })
        }
        Style::Plain | Style::Literal | Style::Folded => None,
    }
}

/// Whether two escapes of UTF-16 stand here that are one character.
fn is_pair(rest: &str) -> bool {
    let digits = rest.get(2..6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    digits.is_some_and(|unit| (0xd800..0xdc00).contains(&unit))
        && rest.get(6..8).is_some_and(|next| next == "\\u")
}

/// A line without its end, and its end.
fn split_line(line: &str) -> (&str, &str) {
    let content = line.strip_suffix('\n').unwrap_or(line);
    let content = content.strip_suffix('\r').filter(|_| line.ends_with('\n')).unwrap_or(content);
    (content, line.get(content.len()..).unwrap_or(""))
}

/// How many of the first `most` bytes are blanks of indentation.
fn indentation(line: &str, most: usize) -> usize {
    line.bytes().take(most).take_while(|byte| *byte == b' ').count()
}

/// Pairs stretches of a text with stretches of the source.
struct Builder<'t> {
    text: &'t str,
    at: usize,
    parts: Vec<Part>,
}

impl Builder<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next bytes of the text stand in the source as they are.
    fn verbatim(&mut self, content: &str, source: usize) -> Option<()> {
        if !self.rest().starts_with(content) {
            return None;
        }
        self.push(content.len(), source, content.len());
        Some(())
    }

    /// The next `length` bytes of the text come from `source_length` bytes of the source.
    fn push(&mut self, length: usize, source: usize, source_length: usize) {
        if length == 0 {
            return;
        }
        let place = span(source, source + source_length);
        let is_verbatim = length == source_length;
        let text = offset(self.at);
        self.at += length;
        if let Some(last) = self.parts.last_mut()
            && is_verbatim
            && last.source.end == place.start
            && text - last.text == last.source.len()
        {
            last.source.end = place.end;
            return;
        }
        self.parts.push(Part { text, source: place });
    }
}
