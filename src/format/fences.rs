//! Texts over several lines: their lines move together, and their value stays.

use super::Formatter;
use super::paper::Line;
use crate::syntax::ast::StringPart;
use crate::text::Span;

/// A text between fences.
struct Fence<'a> {
    /// From the first quote or the word before it.
    start: usize,
    /// Between the fences.
    inside: Span,
    end: usize,
    parts: &'a [StringPart],
}

impl<'a> Formatter<'a> {
    /// A string, which stands at `span`.
    pub(super) fn string(&mut self, span: Span, parts: &[StringPart]) {
        let text = span.of(self.source);
        if !text.contains('\n') {
            return self.writer.leaf(span);
        }
        let word = text.find('"').unwrap_or(0);
        let quotes = text.get(word..).unwrap_or("").bytes().take_while(|it| *it == b'"').count();
        let start = span.start as usize;
        let inside = Span::new(offset(start + word + quotes), offset(span.end as usize - quotes));
        self.writer.comments(1);
        let end = span.end as usize;
        self.fenced(&Fence { start, inside, end, parts });
    }

    /// The text of a script, between whose fences `inside` lies.
    pub(super) fn fence(&mut self, inside: Span) {
        self.writer.comments(1);
        let start = self.writer.cursor.token_start();
        let quotes = (inside.start as usize).saturating_sub(start);
        let end = inside.end as usize + quotes;
        if inside.of(self.source).contains('\n') {
            self.fenced(&Fence { start, inside, end, parts: &[] });
        } else {
            self.writer.rest_of(Span::new(offset(start), offset(end)));
        }
    }

    fn fenced(&mut self, fence: &Fence<'_>) {
        if self.writer.cursor.token_start() != fence.start {
            return self.writer.lose();
        }
        let source = self.source;
        let open = source.get(fence.start..fence.inside.start as usize).unwrap_or("");
        let first = fence.inside.of(source).split('\n').next().unwrap_or("");
        let first = if is_blank(first) { open.len() } else { open.len() + first.len() };
        let first = source.get(fence.start..fence.start + first).unwrap_or("");
        let lines = lines_of(source, fence);
        self.writer.lines(fence.end, first.strip_suffix('\r').unwrap_or(first), lines);
    }
}

/// The lines behind the first one, the closing fence at the end of the last.
fn lines_of<'a>(source: &'a str, fence: &Fence<'_>) -> Vec<Line<'a>> {
    let inside = fence.inside.of(source);
    let common = common_indentation(fence, inside);
    let mut lines = Vec::new();
    let mut start = fence.inside.start as usize;
    let count = inside.split('\n').count();
    for (number, line) in inside.split('\n').enumerate() {
        let here = start;
        start += line.len() + 1;
        if number == 0 {
            continue;
        }
        let is_last = number + 1 == count;
        let end = if is_last { fence.end } else { here + line.len() };
        let whole = |from: usize| source.get(from..end).unwrap_or("");
        let plain = |text: &'a str| text.strip_suffix('\r').unwrap_or(text);
        lines.push(match common {
            _ if starts_in_hole(fence, here) => Line::AsItIs(plain(whole(here))),
            _ if is_last && is_blank(line) => Line::Closing(whole(here + line.len())),
            None => Line::AsItIs(plain(whole(here))),
            Some(common) if is_blank(line) => {
                let blanks = line.trim_end_matches('\r').len().min(common);
                Line::Inside(plain(whole(here + blanks)))
            }
            Some(common) => Line::Inside(plain(whole(here + common))),
        });
    }
    lines
}

/// What dedenting takes off each line; nothing where no line has anything in it.
fn common_indentation(fence: &Fence<'_>, inside: &str) -> Option<usize> {
    let mut start = fence.inside.start as usize;
    let mut least = None;
    for (number, line) in inside.split('\n').enumerate() {
        let here = start;
        start += line.len() + 1;
        if number > 0 && !starts_in_hole(fence, here) && !is_blank(line) {
            let indentation = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            least = Some(least.map_or(indentation, |least: usize| least.min(indentation)));
        }
    }
    least
}

fn starts_in_hole(fence: &Fence<'_>, at: usize) -> bool {
    fence.parts.iter().any(|part| match part {
        StringPart::Hole { span, .. } => (span.start as usize) < at && at < span.end as usize,
        StringPart::Text { .. } => false,
    })
}

fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
