//! From the pairs of the grammar to the tree. Each file adds one family of nodes.

mod arms;
mod bodies;
mod calls;
mod chain;
mod clauses;
mod dedent;
mod docs;
mod expressions;
mod headers;
mod items;
mod literals;
mod names;
mod operands;
mod references;
mod scripts;
mod statements;
mod strings;
mod types;

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, FileSpan, Span};

use super::ast;
use super::grammar::{Pair, Pairs, Rule};
use super::scan::{Comment, Scan};

pub(super) use chain::{COMPARISON, OPERATORS, level};

/// How deep the tree of one expression may grow; a chain of operators grows one level by each.
const MAX_LEVELS: u32 = 256;

/// A stretch that could not be read, and what stood open around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bad {
    pub(super) span: Span,
    pub(super) place: Place,
}

/// Where something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Item,
    Member,
    Statement,
    MatchArm,
    TaskAttribute,
    PlatformScript,
    Hole,
}

/// A block whose `}` is missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unclosed {
    /// The `{`.
    pub(super) open: Span,
    /// Where the `}` should stand: behind the last token.
    pub(super) at: Span,
}

pub(super) struct Builder<'a> {
    text: &'a str,
    /// The text as the grammar sees it.
    clean: &'a str,
    file: FileId,
    /// Where the chunk at hand starts in the text.
    base: u32,
    level: u32,
    /// How many calls of `raw` are open: references in their texts are meant.
    raw: u32,
    comments: &'a [Comment],
    docs_used: Vec<bool>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) bad: Vec<Bad>,
    pub(super) unclosed: Vec<Unclosed>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str, file: FileId, scan: &'a Scan) -> Self {
        let comments = &scan.comments;
        Self {
            text,
            clean: &scan.clean,
            file,
            base: 0,
            level: 0,
            raw: 0,
            comments,
            docs_used: vec![false; comments.len()],
            diagnostics: Vec::new(),
            bad: Vec::new(),
            unclosed: Vec::new(),
        }
    }

    /// The declarations of one chunk, which starts at `base`.
    pub(super) fn chunk(&mut self, pairs: Pairs<'_>, base: u32, items: &mut Vec<ast::Item>) {
        self.base = base;
        for pair in pairs.flat_map(Pair::into_inner) {
            match pair.as_rule() {
                Rule::item => items.push(self.item(pair)),
                Rule::bad_item => items.push(self.bad_item(&pair)),
                _ => {}
            }
        }
    }

    /// A chunk that the grammar gave up on: it runs out of stack, nothing else stops it.
    pub(super) fn too_complex(&mut self, span: Span, items: &mut Vec<ast::Item>) {
        let end = self.trim_end(span.start, span.end);
        let span = Span::new(span.start, end);
        let first_line = self.source(span).lines().next().map_or(0, str::len);
        let place = Span::new(span.start, span.start + offset(first_line));
        self.diagnostics.push(super::errors::too_deep(self.at(place), super::scan::MAX_NESTING));
        items.push(ast::Item { docs: None, kind: ast::ItemKind::Error, span });
    }

    /// The span of a pair, without the blanks and comments that end it.
    fn span(&self, pair: &Pair<'_>) -> Span {
        let span = pair.as_span();
        let start = self.base + offset(span.start());
        Span::new(start, self.trim_end(start, self.base + offset(span.end())))
    }

    /// The end of the last token that starts at or behind `start` and ends at or before `end`.
    fn trim_end(&self, start: u32, end: u32) -> u32 {
        let text = Span::new(start, end).of(self.clean).as_bytes();
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
        let length = text.iter().rposition(|byte| !is_blank(byte)).map_or(0, |last| last + 1);
        start + offset(length)
    }

    fn at(&self, span: Span) -> FileSpan {
        span.in_file(self.file)
    }

    fn source(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    fn bad(&mut self, pair: &Pair<'_>, place: Place) -> Span {
        let span = self.span(pair);
        self.bad.push(Bad { span, place });
        span
    }

    /// Whether `more` levels of an expression still fit; if so they are taken.
    fn enter(&mut self, more: u32) -> bool {
        let fits = self.level.saturating_add(more) <= MAX_LEVELS;
        if fits {
            self.level += more;
        }
        fits
    }

    fn leave(&mut self, levels: u32) {
        self.level -= levels;
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn is_missing_close(pair: &Pair<'_>) -> bool {
    pair.as_rule() == Rule::missing_close
}
