//! One walk over the text before the grammar: comments, brackets, and where to recover.

mod blocks;
mod code;
mod frames;
mod shape;
mod strings;

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Span};

use super::errors;

use blocks::Event;
use frames::Frames;

/// Brackets, holes and blocks inside each other. Deeper ones are refused.
pub(super) const MAX_NESTING: usize = 128;

/// Behind it a statement probably starts; stands in place of a line break.
const SYNC: u8 = 0x0c;

/// What a comment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentKind {
    /// `// …`
    Line,
    /// `/* … */`
    Block,
    /// `/// …`
    Docs,
    /// `//! …`
    FileDocs,
}

/// A comment with its markers, without the line break behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    pub kind: CommentKind,
    pub span: Span,
    /// Nothing but blanks stands before it on its line.
    pub own_line: bool,
}

/// What lies between declarations that start in the first column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    pub(super) span: Span,
    /// Already reported; not given to the grammar.
    pub(super) too_deep: bool,
}

pub(super) struct Scan {
    /// The text, byte for byte as long, with blanks in place of comments and marks in place of
    /// some line breaks.
    pub(super) clean: String,
    pub(super) chunks: Vec<Chunk>,
    pub(super) comments: Vec<Comment>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Walks over `text`, which has at most `u32::MAX` bytes.
pub(super) fn scan(text: &str, file: FileId) -> Scan {
    let returns = lone_returns(text);
    if returns.is_empty() {
        return scan_lines(text, file);
    }
    // Editors show a line break there, so the text is read with one: as long, byte for byte.
    let mut lines = text.as_bytes().to_vec();
    for at in &returns {
        if let Some(byte) = lines.get_mut(*at) {
            *byte = b'\n';
        }
    }
    let mut scan = scan_lines(&String::from_utf8_lossy(&lines), file);
    let spans = returns.iter().map(|at| Span::new(offset(*at), offset(at + 1)).in_file(file));
    scan.diagnostics.extend(errors::lone_returns(spans));
    scan
}

fn scan_lines(text: &str, file: FileId) -> Scan {
    let mut scanner = Scanner::new(text, file);
    scanner.run();
    scanner.finish()
}

/// The offsets of the carriage returns that no line feed follows.
fn lone_returns(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let returns = text.match_indices('\r').map(|(at, _)| at);
    returns.filter(|at| bytes.get(at + 1) != Some(&b'\n')).collect()
}

/// What the token before was, as far as the next one depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Other,
    /// `sh`, `python`, …: text that follows is a script.
    Language,
    /// `text` or `r` that ends at this offset.
    Prefix {
        end: usize,
        kind: PrefixKind,
    },
    /// Something that an operand ends with, or a word; a `{` behind it opens a block.
    Operand,
    /// `with` or a sign; a `{` behind it opens a record.
    Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PrefixKind {
    Text,
    Raw,
}

struct Scanner<'a> {
    text: &'a str,
    file: FileId,
    at: usize,
    line_start: usize,
    /// No token has been seen on this line.
    fresh_line: bool,
    before: Before,
    frames: Frames,
    clean: Vec<u8>,
    chunks: Vec<Chunk>,
    chunk_start: usize,
    too_deep: bool,
    comments: Vec<Comment>,
    /// Braces and lines of the chunk at hand.
    events: Vec<Event>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, file: FileId) -> Self {
        Self {
            text,
            file,
            at: 0,
            line_start: 0,
            fresh_line: true,
            before: Before::Other,
            frames: Frames::default(),
            clean: text.as_bytes().to_vec(),
            chunks: Vec::new(),
            chunk_start: 0,
            too_deep: false,
            comments: Vec::new(),
            events: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    fn finish(mut self) -> Scan {
        self.end_chunk(self.text.len());
        // Only whole characters were replaced, by ASCII bytes.
        let clean = String::from_utf8(self.clean).unwrap_or_else(|_| self.text.to_owned());
        Scan { clean, chunks: self.chunks, comments: self.comments, diagnostics: self.diagnostics }
    }

    /// The byte at an offset from here; 0 past the end.
    fn peek(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(offset(start), offset(end))
    }

    /// Whole characters from `start` to `end` become blanks; line breaks stay.
    fn blank(&mut self, start: usize, end: usize) {
        for byte in self.clean.get_mut(start..end).unwrap_or_default() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }

    fn mark(&mut self, at: usize, mark: u8) {
        if let Some(byte) = self.clean.get_mut(at)
            && byte.is_ascii()
        {
            *byte = mark;
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
