//! The lines of source below a finding, cut so that neither a long file nor a long line costs
//! more than what is shown of it.

use std::collections::HashMap;
use std::sync::Arc;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, FileSpan, LineIndex};

use super::{Group, printable};

/// The most bytes of a label that are underlined.
const LABEL_BYTES: usize = 240;
/// What is shown of a long line before and after a label.
const AROUND_BYTES: usize = 160;
/// The most bytes of one snippet.
const SNIPPET_BYTES: usize = 4_000;

/// The files of a report, made fit to be shown once, however many findings they have.
pub(super) struct Snippets<'a> {
    group: Group<'a>,
    shown: HashMap<FileId, Option<ShownFile>>,
}

/// A file as it is shown: every byte in its place, nothing that could take over a terminal, and
/// a line break at the end.
#[derive(Clone)]
struct ShownFile {
    path: Arc<str>,
    text: Arc<str>,
    lines: Arc<LineIndex>,
}

/// The files of one finding, laid out one after the other as if they were one text.
pub(super) struct View<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    parts: Vec<Part>,
}

/// A file in the whole. A file comes twice where a related place stands far above the primary
/// one: the primary place is always shown first.
struct Part {
    start: usize,
    id: FileId,
    is_above: bool,
    file: ShownFile,
}

impl<'a> Snippets<'a> {
    pub(super) fn new(group: Group<'a>) -> Self {
        Self { group, shown: HashMap::new() }
    }

    /// The files of a finding, that of its primary place first.
    pub(super) fn view<'b>(&mut self, diagnostic: &'b Diagnostic) -> View<'b> {
        let mut view = View { diagnostic, parts: Vec::new() };
        let mut start = 0;
        for label in std::iter::once(&diagnostic.primary).chain(&diagnostic.related) {
            if view.part(label.at).is_some() {
                continue;
            }
            let id = label.at.file;
            if let Some(file) = self.file(id) {
                let length = file.text.len();
                view.parts.push(Part { start, id, is_above: view.is_above(label.at), file });
                start += length + 1;
            }
        }
        view
    }

    fn file(&mut self, id: FileId) -> Option<ShownFile> {
        let Group { sources, prefix, .. } = self.group;
        let make = || {
            sources.get(id).map(|source| ShownFile {
                path: printable(&format!("{prefix}{}", source.path)).into(),
                text: shown_text(&source.text).into(),
                lines: source.lines.clone(),
            })
        };
        self.shown.entry(id).or_insert_with(make).clone()
    }
}

impl View<'_> {
    /// Offset and length of a place in the whole, cut at the end of its first line.
    pub(super) fn place(&self, at: FileSpan) -> Option<(usize, usize)> {
        let Part { start, file, .. } = self.part(at)?;
        let text = &file.text;
        // The line break that was added at the end is no place of the source.
        let last = text.len().saturating_sub(1);
        let from = floor_boundary(text, (at.span.start as usize).min(last));
        let line = line_end(text, file.lines.line_of(at.span.start), &file.lines);
        let to = (at.span.end as usize).min(line).min(from + LABEL_BYTES).max(from);
        let to = floor_boundary(text, to.min(last)).max(from);
        Some((start + from, to - from))
    }

    fn part(&self, at: FileSpan) -> Option<&Part> {
        let is_above = self.is_above(at);
        self.parts.iter().find(|part| part.id == at.file && part.is_above == is_above)
    }

    /// Whether a place stands above the primary one, with other lines between.
    fn is_above(&self, at: FileSpan) -> bool {
        let primary = self.diagnostic.primary.at;
        let Some(first) = self.parts.first().filter(|_| at.file == primary.file) else {
            return false;
        };
        let lines = &first.file.lines;
        lines.line_of(at.span.start) + 1 < lines.line_of(primary.span.start)
    }

    fn find(&self, offset: usize) -> Option<&Part> {
        self.parts.iter().rev().find(|part| part.start <= offset)
    }
}

impl SourceCode for View<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let Part { start, file, .. } = self.find(span.offset()).ok_or(MietteError::OutOfBounds)?;
        let from = span.offset() - start;
        let to = from + span.len();
        if to > file.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let offset = u32::try_from(from).unwrap_or(u32::MAX);
        let first = file.lines.line_of(offset);
        let last = file.lines.line_of(u32::try_from(to).unwrap_or(u32::MAX));
        // The renderer asks with no lines around when it wants to know the column only.
        let (window_start, window_end, column) = if lines_before == 0 {
            (from, to, file.lines.line_column(&file.text, offset).column as usize - 1)
        } else {
            let (low, high) = window(file, (from, to), (first, last))?;
            (low, high, 0)
        };
        Ok(Box::new(MietteSpanContents::new_named(
            file.path.to_string(),
            file.text.as_bytes().get(window_start..window_end).unwrap_or_default(),
            (start + window_start, window_end - window_start).into(),
            first,
            column,
            last - first + 1,
        )))
    }
}

/// The whole lines of a stretch; of a long line only what is near.
fn window(
    file: &ShownFile,
    (from, to): (usize, usize),
    (first, last): (usize, usize),
) -> Result<(usize, usize), MietteError> {
    let line_start = file.lines.line_start(first).unwrap_or(0) as usize;
    let low = if from - line_start > AROUND_BYTES {
        floor_boundary(&file.text, from - AROUND_BYTES)
    } else {
        line_start
    };
    let end = line_end(&file.text, last, &file.lines);
    let high = if end > to + AROUND_BYTES {
        floor_boundary(&file.text, to + AROUND_BYTES)
    } else {
        // Behind the line break, not between its two characters: the renderer counts breaks.
        let next = file.lines.line_start(last + 1).map_or(file.text.len(), |it| it as usize);
        next.min(file.text.len())
    };
    if high - low > SNIPPET_BYTES {
        return Err(MietteError::OutOfBounds);
    }
    Ok((low, high.max(to)))
}

/// The offset of the line break that ends a line.
fn line_end(text: &str, line: usize, lines: &LineIndex) -> usize {
    let last = text.len().saturating_sub(1);
    let end = lines.line_start(line + 1).map_or(last, |next| next as usize - 1).min(last);
    let has_return = end > 0 && text.as_bytes().get(end - 1) == Some(&b'\r');
    if has_return { end - 1 } else { end }
}

fn floor_boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Whether a character would show a text in another order than it has.
pub(super) fn turns_direction(it: char) -> bool {
    matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with every control and direction character replaced by one of the same length.
fn shown_text(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 1);
    let mut rest = text.chars();
    while let Some(it) = rest.next() {
        match it {
            '\n' | '\t' => shown.push(it),
            // Only as half of a line break: alone it would write over the line.
            '\r' if rest.as_str().starts_with('\n') => shown.push(it),
            // One byte each.
            '\0'..='\u{1f}' | '\u{7f}' => shown.push('?'),
            // Two bytes each.
            '\u{80}'..='\u{9f}' => shown.push('\u{b7}'),
            // Three bytes each.
            other if turns_direction(other) => shown.push('\u{fffd}'),
            other => shown.push(other),
        }
    }
    shown.push('\n');
    shown
}
