//! One text: its meaning as the parser gives it, and where it is written.

use granit_parser::ScalarStyle;

use crate::text::Span;

use super::super::place::{Places, Written};
use super::super::span;
use super::super::tree::{Scalar, Style};

/// Where a text is written.
pub(super) struct Source<'t> {
    /// The whole source.
    pub(super) text: &'t str,
    /// The end of what stands before the text.
    pub(super) from: usize,
    /// What the parser says: of a block its lines without the indentation of the first.
    pub(super) at: Span,
}

pub(super) fn read_scalar(text: &str, style: ScalarStyle, source: &Source<'_>) -> Scalar {
    let (start, end) = (source.at.start as usize, source.at.end as usize);
    match style {
        ScalarStyle::Plain if source.at.is_empty() => nothing(source),
        ScalarStyle::Plain => flow(text, Style::Plain, source, start..end),
        ScalarStyle::SingleQuoted => {
            flow(text, Style::Single, source, start + 1..end.saturating_sub(1))
        }
        ScalarStyle::DoubleQuoted => {
            flow(text, Style::Double, source, start + 1..end.saturating_sub(1))
        }
        ScalarStyle::Literal => block(text, Style::Literal, source),
        ScalarStyle::Folded => block(text, Style::Folded, source),
    }
}

/// What is not written; the parser gives `~` for it, and the place before the `:` of its key.
fn nothing(source: &Source<'_>) -> Scalar {
    let is_colon =
        source.text.get(source.at.start as usize..).is_some_and(|it| it.starts_with(':'));
    let at = if is_colon { source.at.start + 1 } else { source.at.start };
    Scalar {
        text: "".into(),
        style: Style::Plain,
        span: Span::new(at, at),
        places: Places::Verbatim(at),
    }
}

fn flow(text: &str, style: Style, source: &Source<'_>, content: std::ops::Range<usize>) -> Scalar {
    let written = Written { source: source.text, style, content, indent: 0 };
    Scalar { text: text.into(), style, span: source.at, places: written.places(text) }
}

fn block(text: &str, style: Style, source: &Source<'_>) -> Scalar {
    let (first, end) = (source.at.start as usize, source.at.end as usize);
    let header = find_header(source.text, source.from, style).unwrap_or(first);
    let rest = source.text.get(header..).unwrap_or("");
    let header_line = rest.find('\n').map_or(source.text.len(), |length| header + length + 1);
    let start = header_line.min(end.max(header));
    let raw = source.text.get(start..end).unwrap_or("");
    let line_start = source.text.get(..first).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
    // What the last line of the file lacks, the parser adds; other readers do not.
    let is_cut =
        end == source.text.len() && !raw.rsplit('\n').next().unwrap_or("").trim().is_empty();
    let text = if is_cut { text.strip_suffix('\n').unwrap_or(text) } else { text };
    let written = Written {
        source: source.text,
        style,
        content: start..end.max(start),
        indent: first.saturating_sub(line_start),
    };
    Scalar {
        text: text.into(),
        style,
        span: span(header, last_line(source.text, header, start..end.max(start))),
        places: written.places(text),
    }
}

/// The end of the last line of a block that is not blank; of an empty block that of its header.
fn last_line(text: &str, header: usize, content: std::ops::Range<usize>) -> usize {
    let raw = text.get(content.clone()).unwrap_or("");
    let trimmed = raw.trim_end().len();
    if trimmed == 0 {
        let line = text.get(header..content.start).unwrap_or("");
        return header + line.trim_end().len();
    }
    let rest = raw.get(trimmed..).unwrap_or("");
    let blanks = rest.find(['\n', '\r']).unwrap_or(rest.len());
    content.start + trimmed + blanks
}

/// The `|` or `>` of a block: behind `from` only blanks, comments, the rest of the key and what
/// stands before a value come before it.
fn find_header(text: &str, from: usize, style: Style) -> Option<usize> {
    let sign = if style == Style::Folded { '>' } else { '|' };
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let first = rest.chars().next()?;
        at += match first {
            letter if letter == sign => return Some(at),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '!' | '&' => rest.find([' ', '\t', '\r', '\n']).unwrap_or(rest.len()),
            other => other.len_utf8(),
        };
    }
}
