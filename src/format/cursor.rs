//! Walking over the source token by token, so that no token and no comment can be lost.

use crate::syntax::Comment;
use crate::text::Span;

/// A place in the source, behind the last token or comment that was taken.
pub(super) struct Cursor<'a> {
    text: &'a str,
    comments: &'a [Comment],
    at: usize,
    /// The first comment that starts at or behind `at`.
    next: usize,
    /// A comma that was taken before the comments before it: a blank from here on.
    taken_comma: Option<usize>,
}

/// How a comment stands among the tokens around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// A line break stands before it.
    pub(super) starts_line: bool,
    /// Nothing but comments follows on its line.
    pub(super) ends_line: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, comments: &'a [Comment]) -> Self {
        Self { text, comments, at: 0, next: 0, taken_comma: None }
    }

    /// The comment that comes next, if no token stands before it.
    pub(super) fn comment(&self) -> Option<Comment> {
        let comment = self.comments.get(self.next)?;
        (start(comment) == self.skip_blanks(self.at)).then_some(*comment)
    }

    /// How the comment that comes next stands.
    pub(super) fn standing(&self) -> Standing {
        let starts_line = self.breaks_before(self.skip_blanks(self.at)) > 0;
        let mut end = self.at;
        for comment in self.comments.get(self.next..).unwrap_or_default() {
            let before = self.skip_blanks(end);
            let follows = start(comment) == before;
            if !follows || end > self.at && self.has_break(end, before) {
                break;
            }
            end = comment.span.end as usize;
        }
        let after = self.skip_blanks(end);
        Standing { starts_line, ends_line: after == self.text.len() || self.has_break(end, after) }
    }

    /// Takes the comment that comes next. Gives its text without blanks at its end, and its column.
    pub(super) fn take_comment(&mut self) -> Option<(&'a str, usize)> {
        let comment = self.comment()?;
        self.next += 1;
        self.at = comment.span.end as usize;
        let before = self.text.get(..start(&comment)).unwrap_or("");
        let line = before.rfind('\n').map_or(0, |line| line + 1);
        let column = before.get(line..).unwrap_or("").chars().count();
        Some((comment.span.of(self.text).trim_end(), column))
    }

    /// Whether an empty line comes before the next token or comment.
    pub(super) fn blank_line_ahead(&self) -> bool {
        self.breaks_before(self.skip_blanks(self.at)) > 1
    }

    /// Whether a line break comes before the next token or comment.
    pub(super) fn line_break_ahead(&self) -> bool {
        self.breaks_before(self.skip_blanks(self.at)) > 0
    }

    /// Where the next token starts, behind blanks and comments.
    pub(super) fn token_start(&self) -> usize {
        let mut at = self.skip_blanks(self.at);
        for comment in self.comments.get(self.next..).unwrap_or_default() {
            if start(comment) != at {
                break;
            }
            at = self.skip_blanks(comment.span.end as usize);
        }
        at
    }

    /// The source from the next token on.
    pub(super) fn ahead(&self) -> &'a str {
        self.text.get(self.token_start()..).unwrap_or("")
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.token_start() == self.text.len()
    }

    /// Takes what stands from the next token on up to `end`, comments in it included.
    pub(super) fn take_to(&mut self, end: usize) -> Option<&'a str> {
        let taken = self.text.get(self.token_start()..end)?;
        self.at = end;
        while self.comments.get(self.next).is_some_and(|comment| start(comment) < end) {
            self.next += 1;
        }
        Some(taken)
    }

    /// Takes a comma before the comments that stand before it: they come next.
    pub(super) fn take_comma(&mut self) {
        self.taken_comma = Some(self.token_start());
    }

    /// Whether comments stand between two places.
    pub(super) fn has_comments(&self, between: Span) -> bool {
        let first = self.comments.partition_point(|comment| comment.span.start < between.start);
        self.comments.get(first).is_some_and(|comment| comment.span.start < between.end)
    }

    fn breaks_before(&self, end: usize) -> usize {
        let blanks = self.text.get(self.at..end).unwrap_or("");
        blanks.bytes().filter(|byte| *byte == b'\n').count()
    }

    fn has_break(&self, from: usize, to: usize) -> bool {
        self.text.get(from..to).is_some_and(|blanks| blanks.contains('\n'))
    }

    fn skip_blanks(&self, from: usize) -> usize {
        let mut at = from;
        loop {
            let rest = self.text.get(at..).unwrap_or("");
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            if blanks > 0 {
                at += blanks;
            } else if rest.starts_with('\u{feff}') {
                at += '\u{feff}'.len_utf8();
            } else if self.taken_comma == Some(at) {
                at += 1;
            } else {
                return at;
            }
        }
    }
}

fn start(comment: &Comment) -> usize {
    comment.span.start as usize
}
