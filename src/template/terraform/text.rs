//! Texts: in quotes with escapes, and as heredocs. Each byte keeps its place; `${…}` is unknown.
//!
//! Source: "Strings and Templates", documentation of Terraform.

use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::template::Element;

use crate::markup::{Node, NodeKind, Scalar};
use crate::template::unknown::HOLE;
use crate::text::Span;

use super::value::{Reader, span};

/// A part of a text and what stands for it.
type Part = (Range<usize>, String);

/// A text in quotes; `at` holds them.
pub(super) fn quoted(reader: &mut Reader<'_>, at: Span, elements: &[&Element]) -> Node {
    let inner = span(at.start as usize + 1, (at.end as usize).saturating_sub(1));
    let Some(holes) = holes(reader, inner, elements) else { return reader.unknown(at) };
    let raw = inner.of(reader.source);
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(rest) = raw.get(from..).filter(|rest| !rest.is_empty()) {
        if let Some(hole) = holes.iter().find(|hole| hole.start == from) {
            parts.push((hole.clone(), HOLE.to_owned()));
            from = hole.end.max(from + 1);
            continue;
        }
        let (length, replacement) = escape(rest);
        parts.extend(replacement.map(|text| (from..from + length, text)));
        from += length;
    }
    text(reader, (at, inner), &parts, &holes)
}

/// How long the first letter of a text in quotes is written, and what it means if that differs.
fn escape(rest: &str) -> (usize, Option<String>) {
    if let Some(double) = doubled(rest) {
        return double;
    }
    let mut letters = rest.chars();
    let first = letters.next();
    let length = first.map_or(1, char::len_utf8);
    let Some(next) = letters.next().filter(|_| first == Some('\\')) else { return (length, None) };
    let code = |digits: usize| {
        let value = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
        Some((2 + digits, Some(char::from_u32(value)?.to_string())))
    };
    let simple = |letter: char| (2, Some(letter.to_string()));
    match next {
        'n' => simple('\n'),
        'r' => simple('\r'),
        't' => simple('\t'),
        // Only JSON has these three.
        'b' => simple('\u{8}'),
        'f' => simple('\u{c}'),
        '/' => simple('/'),
        '"' | '\\' => simple(next),
        'u' => code(4).unwrap_or((length, None)),
        'U' => code(8).unwrap_or((length, None)),
        _ => (length, None),
    }
}

/// `$${` is `${`, and `%%{` is `%{`.
fn doubled(rest: &str) -> Option<(usize, Option<String>)> {
    let is_double = rest.starts_with("$${") || rest.starts_with("%%{");
    is_double.then(|| (3, rest.get(1..3).map(str::to_owned)))
}

/// A text between `<<MARK` or `<<-MARK` and the line of the mark.
pub(super) fn heredoc(reader: &mut Reader<'_>, at: Span, elements: &[&Element]) -> Node {
    let whole = at.of(reader.source);
    let is_indented = whole.starts_with("<<-");
    let Some(first) = whole.find('\n').map(|end| end + 1) else { return reader.unknown(at) };
    let last = whole.trim_end().rfind('\n').map_or(first, |end| (end + 1).max(first));
    let inner = span(at.start as usize + first, at.start as usize + last);
    let Some(holes) = holes(reader, inner, elements) else { return reader.unknown(at) };
    let raw = inner.of(reader.source);
    let indent = if is_indented { common_indent(raw) } else { 0 };
    let mut parts: Vec<Part> = Vec::new();
    let mut from = 0;
    for line in raw.split_inclusive('\n') {
        let end = from + line.len();
        let is_in_hole = holes.iter().any(|hole| hole.start < from && from < hole.end);
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        if indent > 0 && !is_in_hole {
            parts.push((from..from + blank.min(indent), String::new()));
        }
        let mut place = from;
        while let Some(rest) = raw.get(place..end).filter(|rest| !rest.is_empty()) {
            if let Some(hole) = holes.iter().find(|hole| hole.start == place) {
                parts.push((hole.clone(), HOLE.to_owned()));
                place = hole.end.max(place + 1);
                continue;
            }
            let length = match doubled(rest) {
                Some((length, replacement)) => {
                    parts.extend(replacement.map(|text| (place..place + length, text)));
                    length
                }
                None => rest.chars().next().map_or(1, char::len_utf8),
            };
            place += length;
        }
        from = end;
    }
    text(reader, (at, inner), &parts, &holes)
}

/// The blanks that all lines begin with, but for empty ones.
fn common_indent(raw: &str) -> usize {
    let lines = raw.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min().unwrap_or(0)
}

/// The holes of a text in the order of their places, counted from its start; nothing where a
/// directive makes more or less of the text.
fn holes(reader: &Reader<'_>, inner: Span, elements: &[&Element]) -> Option<Vec<Range<usize>>> {
    let mut holes = Vec::new();
    for element in elements {
        match element {
            Element::Literal(_) => {}
            Element::Interpolation(hole) => {
                let at = reader.span(hole.span());
                let start = at.start.checked_sub(inner.start)? as usize;
                holes.push(start..start + (at.end - at.start) as usize);
            }
            Element::Directive(_) => return None,
        }
    }
    Some(holes)
}

fn text(
    reader: &mut Reader<'_>,
    (at, inner): (Span, Span),
    parts: &[Part],
    holes: &[Range<usize>],
) -> Node {
    let whole = Scalar::written(reader.source, inner);
    let scalar = if parts.is_empty() { whole.clone() } else { whole.with_parts(parts) };
    if scalar.text.contains('\n') {
        reader.texts.push(at);
    }
    for hole in holes {
        reader.unknowns.part(whole.place(hole.clone()), (at, &scalar));
    }
    Node::of(NodeKind::String(scalar), at)
}
