//! String literals: their pieces, escapes and holes.

use super::dedent::{Segment, dedent};
use super::{Builder, Place};
use crate::syntax::ast::{Expr, ExprKind, Fence, StringPart};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};
use crate::text::Span;

impl Builder<'_> {
    pub(super) fn string(&mut self, pair: Pair<'_>) -> ExprKind {
        let kind = self.string_parts(pair);
        if let ExprKind::String { parts, fence } = &kind {
            self.check_parts(parts, *fence);
        }
        kind
    }

    fn string_parts(&mut self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::raw_string => {
                let text = self.source(span);
                let inside = text.strip_prefix("r\"").unwrap_or(text);
                let inside = inside.strip_suffix('"').unwrap_or(inside);
                let start = span.start + 2;
                let span = Span::new(start, start + super::offset(inside.len()));
                ExprKind::String { parts: one_text(inside.to_owned(), span), fence: Fence::Raw }
            }
            Rule::text_string => {
                let (text, span) = pair
                    .into_inner()
                    .next()
                    .map_or((String::new(), span), |pair| self.fenced_text(pair));
                ExprKind::String { parts: one_text(text, span), fence: Fence::Text }
            }
            Rule::lines_string => {
                let segments = dedent(self.segments(pair));
                ExprKind::String { parts: join(segments), fence: Fence::Lines }
            }
            _ => {
                let segments = self.segments(pair);
                ExprKind::String { parts: join(segments), fence: Fence::Plain }
            }
        }
    }

    /// A raw fence: its dedented text, and the span of what stands between the fences.
    pub(super) fn fenced_text(&mut self, pair: Pair<'_>) -> (String, Span) {
        let outside = self.span(&pair);
        let Some(inside) = pair.into_inner().find(|pair| pair.as_rule() == Rule::fence_text) else {
            let middle = outside.start + outside.len() / 2;
            return (String::new(), Span::new(middle, middle));
        };
        let span = inside.as_span();
        let start = self.base + super::offset(span.start());
        let span = Span::new(start, self.base + super::offset(span.end()));
        let segments = vec![Segment::Text { text: self.source(span).to_owned(), span }];
        let text = join(dedent(segments)).into_iter().next();
        match text {
            Some(StringPart::Text { text, .. }) => (text, span),
            _ => (String::new(), span),
        }
    }

    fn segments(&mut self, pair: Pair<'_>) -> Vec<Segment<Expr>> {
        let mut segments = Vec::new();
        for pair in pair.into_inner() {
            let raw = pair.as_span();
            let start = self.base + super::offset(raw.start());
            let span = Span::new(start, self.base + super::offset(raw.end()));
            match pair.as_rule() {
                Rule::escape => segments.push(Segment::Escape { text: self.escape(span), span }),
                Rule::hole => {
                    let expr = pair
                        .into_inner()
                        .next()
                        .map_or_else(|| Self::error_expr(span), |pair| self.expression(pair));
                    segments.push(Segment::Hole { expr, span });
                }
                Rule::bad_hole | Rule::lines_bad_hole => {
                    self.bad(&pair, Place::Hole);
                    segments.push(Segment::Hole { expr: Self::error_expr(span), span });
                }
                Rule::empty_fence => {}
                _ => segments.push(Segment::Text { text: self.source(span).to_owned(), span }),
            }
        }
        segments
    }

    fn escape(&mut self, span: Span) -> String {
        let text = self.source(span);
        let unescaped = match text {
            "\\n" => Some('\n'),
            "\\t" => Some('\t'),
            "\\\"" => Some('"'),
            "\\\\" => Some('\\'),
            "\\$" => Some('$'),
            _ => text
                .strip_prefix("\\u{")
                .and_then(|rest| rest.strip_suffix('}'))
                .filter(|digits| digits.len() <= 6)
                .and_then(|digits| u32::from_str_radix(digits, 16).ok())
                .and_then(char::from_u32),
        };
        match unescaped {
            Some(character) => character.to_string(),
            None => {
                self.diagnostics.push(errors::bad_escape(self.at(span), text));
                String::new()
            }
        }
    }

    /// A string without holes: its text, and the span with its quotes.
    pub(super) fn plain_text(&mut self, pair: &Pair<'_>) -> (String, Span) {
        let span = self.span(pair);
        let inside = Span::new(span.start + 1, span.end.saturating_sub(1));
        let mut text = String::new();
        let mut at = inside.start;
        let mut rest = self.source(inside);
        while let Some(before) = rest.find('\\') {
            let (plain, escaped) = rest.split_at(before);
            text.push_str(plain);
            let length = escape_length(escaped);
            let start = at + super::offset(before);
            text.push_str(&self.escape(Span::new(start, start + super::offset(length))));
            at = start + super::offset(length);
            rest = escaped.get(length..).unwrap_or("");
        }
        text.push_str(rest);
        self.check_text(&text, inside, Fence::Raw);
        (text, span)
    }
}

/// How many bytes the escape at the start of `text` has.
fn escape_length(text: &str) -> usize {
    if text.starts_with("\\u{")
        && let Some(end) = text.find('}')
    {
        return end + 1;
    }
    1 + text.chars().nth(1).map_or(0, char::len_utf8)
}

fn one_text(text: String, span: Span) -> Vec<StringPart> {
    if text.is_empty() { Vec::new() } else { vec![StringPart::Text { text, span }] }
}

/// Neighbouring pieces of text become one part; empty ones vanish.
fn join(segments: Vec<Segment<Expr>>) -> Vec<StringPart> {
    let mut parts: Vec<StringPart> = Vec::new();
    for segment in segments {
        match segment {
            Segment::Hole { expr, span } => parts.push(StringPart::Hole { expr, span }),
            Segment::Text { text, span } | Segment::Escape { text, span } => {
                if text.is_empty() {
                    continue;
                }
                if let Some(StringPart::Text { text: before, span: place }) = parts.last_mut() {
                    before.push_str(&text);
                    *place = place.to(span);
                } else {
                    parts.push(StringPart::Text { text, span });
                }
            }
        }
    }
    parts
}
