//! Writing tokens in the order of the source, with the comments between them.

use crate::syntax::CommentKind;
use crate::text::Span;

use super::cursor::Cursor;
use super::paper::{Break, Breaks, Flat, Line, Piece};

/// What stands before the next text on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// Nothing; the line is indented so many levels more than the level at hand.
    Nothing {
        levels: usize,
    },
    /// An opening bracket.
    Opening,
    Text,
    /// A comment that ends its line.
    EndOfLine,
}

/// Whether an empty line of the author's stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlankLine {
    Keep,
    Drop,
    /// One stands there, whatever the author wrote.
    Make,
}

/// Takes tokens from the source and puts them on paper.
pub(super) struct Writer<'a> {
    pub(super) cursor: Cursor<'a>,
    pieces: Vec<Piece<'a>>,
    /// The open groups, by their place among the pieces.
    groups: Vec<usize>,
    before: Before,
    /// A blank stands before the next text on the same line.
    wants_blank: bool,
    /// A token stood where another was to be: the layout is worth nothing.
    is_lost: bool,
    /// Nothing but comments was written.
    is_at_start: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(cursor: Cursor<'a>) -> Self {
        Self {
            cursor,
            pieces: Vec::new(),
            groups: Vec::new(),
            before: Before::Nothing { levels: 0 },
            wants_blank: false,
            is_lost: false,
            is_at_start: true,
        }
    }

    /// The layout; nothing if the tree and the source do not fit together.
    pub(super) fn finish(mut self) -> Option<String> {
        self.comments_before_close();
        let is_whole = self.cursor.is_at_end() && !self.is_lost;
        is_whole.then(|| super::paper::print(&self.pieces))
    }

    /// What cannot be laid out.
    pub(super) fn lose(&mut self) {
        self.is_lost = true;
    }

    /// A word or sign of the language.
    pub(super) fn token(&mut self, text: &'static str) {
        self.comments(1);
        self.plain_token(text);
    }

    /// A token that stands on the line of the block before it, or at the level at hand.
    pub(super) fn token_at_margin(&mut self, text: &'static str) {
        self.comments(0);
        self.plain_token(text);
    }

    fn plain_token(&mut self, text: &'static str) {
        let end = self.cursor.token_start() + text.len();
        match self.cursor.take_to(end) {
            Some(found) if found == text => self.text(found),
            _ => self.is_lost = true,
        }
    }

    /// `(`, `[` or `{`.
    pub(super) fn open(&mut self, text: &'static str) {
        self.token(text);
        self.before = Before::Opening;
    }

    /// `)`, `]`, `}` or a comma, without the comments before it.
    pub(super) fn close(&mut self, text: &'static str) {
        self.wants_blank = false;
        self.plain_token(text);
    }

    /// A token that the source may leave out.
    pub(super) fn token_or_new(&mut self, text: &'static str) {
        if self.cursor.ahead().starts_with(text) {
            self.token(text);
        } else {
            self.text(text);
        }
    }

    /// What stands at `span`, which starts with the next token.
    pub(super) fn leaf(&mut self, span: Span) {
        self.comments(1);
        if self.cursor.token_start() != span.start as usize {
            self.is_lost = true;
            return;
        }
        self.rest_of(span);
    }

    /// What stands from the next token on to the end of `span`.
    pub(super) fn rest_of(&mut self, span: Span) {
        match self.cursor.take_to(span.end as usize) {
            Some(found) if !found.contains('\n') => self.text(found),
            _ => self.is_lost = true,
        }
    }

    /// A text of several lines, which starts with the next token and ends at `end`.
    pub(super) fn lines(&mut self, end: usize, first: &'a str, lines: Vec<Line<'a>>) {
        if self.cursor.take_to(end).is_none() {
            self.is_lost = true;
        }
        self.text(first);
        self.must_break();
        self.pieces.push(Piece::Lines(lines));
    }

    fn text(&mut self, text: &'a str) {
        if self.before == Before::EndOfLine {
            self.must_end_line(1, BlankLine::Drop);
        }
        let is_inside = !matches!(self.before, Before::Nothing { .. });
        if self.wants_blank && is_inside {
            self.pieces.push(Piece::Text(" "));
        }
        self.wants_blank = false;
        self.before = Before::Text;
        self.is_at_start = false;
        self.pieces.push(Piece::Text(text));
    }

    /// A blank before the next text.
    pub(super) fn blank(&mut self) {
        self.wants_blank = true;
    }

    pub(super) fn begin(&mut self) {
        self.begin_group(Breaks::IfWide);
    }

    /// A group that is broken if the group that ended last is.
    pub(super) fn begin_like_last(&mut self) {
        self.begin_group(Breaks::IfLastIs);
    }

    fn begin_group(&mut self, breaks: Breaks) {
        self.groups.push(self.pieces.len());
        self.pieces.push(Piece::Begin(breaks));
    }

    pub(super) fn end(&mut self) {
        self.groups.pop();
        self.pieces.push(Piece::End);
    }

    /// All open groups are broken.
    pub(super) fn must_break(&mut self) {
        for index in &self.groups {
            if let Some(Piece::Begin(breaks)) = self.pieces.get_mut(*index) {
                *breaks = Breaks::Always;
            }
        }
    }

    pub(super) fn indent(&mut self) {
        self.pieces.push(Piece::Indent);
    }

    pub(super) fn dedent(&mut self) {
        self.pieces.push(Piece::Dedent);
    }

    /// A place where the line ends if the group is broken.
    pub(super) fn may_end_line(&mut self, flat: Flat, blank_line: BlankLine) {
        self.comments_behind();
        if self.before == Before::EndOfLine {
            return self.must_end_line(0, blank_line);
        }
        self.line_break(flat, 0, blank_line);
    }

    /// The line ends.
    pub(super) fn end_line(&mut self, blank_line: BlankLine) {
        self.comments_behind();
        self.must_end_line(0, blank_line);
    }

    fn must_end_line(&mut self, levels: usize, blank_line: BlankLine) {
        self.must_break();
        self.line_break(Flat::Never, levels, blank_line);
    }

    fn line_break(&mut self, flat: Flat, levels: usize, blank_line: BlankLine) {
        let blank_line = match blank_line {
            BlankLine::Keep => self.cursor.blank_line_ahead(),
            BlankLine::Drop => false,
            BlankLine::Make => true,
        };
        self.wants_blank = false;
        self.before = Before::Nothing { levels };
        self.pieces.push(Piece::Break(Break { flat, levels, blank_line }));
    }

    /// Whether nothing was written since the last line ended for sure.
    pub(super) fn has_ended_line(&self) -> bool {
        self.before == Before::EndOfLine
    }

    /// The comma behind a part: what stands on its line before it stays before it, all other
    /// comments come behind it.
    pub(super) fn comma(&mut self) {
        self.comments_before_comma();
        self.cursor.take_comma();
        self.glue(",");
    }

    /// The comma behind the last part: there if the group is broken, and only then.
    pub(super) fn last_comma(&mut self) {
        if self.cursor.ahead().starts_with(',') {
            self.comments_before_comma();
            self.cursor.take_comma();
        }
        self.pieces.push(Piece::IfBroken(","));
    }

    fn comments_before_comma(&mut self) {
        while self.cursor.comment().is_some() {
            let standing = self.cursor.standing();
            if standing.starts_line || standing.ends_line {
                return;
            }
            self.comment_in_line();
        }
    }

    fn glue(&mut self, text: &'static str) {
        self.wants_blank = false;
        self.text(text);
    }

    /// The comments before the next token; those that need a line of their own in the middle of
    /// something are indented so many levels more.
    pub(super) fn comments(&mut self, levels: usize) {
        while let Some(comment) = self.cursor.comment() {
            let standing = self.cursor.standing();
            if !standing.ends_line {
                self.comment_in_line();
                continue;
            }
            let is_first = matches!(self.before, Before::Nothing { .. });
            if !standing.starts_line && !is_first {
                self.comment_behind();
                self.must_end_line(levels, BlankLine::Drop);
                continue;
            }
            let levels = match self.before {
                Before::Nothing { levels } => levels,
                Before::Opening | Before::Text | Before::EndOfLine => {
                    self.must_end_line(levels, BlankLine::Drop);
                    levels
                }
            };
            let is_at_start = self.is_at_start;
            self.comment_text();
            let starts_file = is_at_start && comment.kind == CommentKind::FileDocs;
            self.is_at_start = is_at_start;
            let next_kind = self.cursor.comment().map(|next| next.kind);
            let blank_line = match next_kind {
                _ if levels > 0 => BlankLine::Drop,
                Some(CommentKind::FileDocs) => BlankLine::Keep,
                _ if starts_file => BlankLine::Make,
                _ => BlankLine::Keep,
            };
            // Others may stand on the same line.
            self.comments_behind();
            self.must_end_line(levels, blank_line);
        }
    }

    /// The comments that end the line of the last token.
    fn comments_behind(&mut self) {
        while self.cursor.comment().is_some() {
            let standing = self.cursor.standing();
            if standing.starts_line || !standing.ends_line {
                return;
            }
            self.comment_behind();
        }
    }

    /// All comments before a closing bracket or the end of the file.
    pub(super) fn comments_before_close(&mut self) {
        while self.cursor.comment().is_some() {
            let standing = self.cursor.standing();
            let is_first = matches!(self.before, Before::Nothing { .. });
            if !standing.starts_line && !is_first {
                match standing.ends_line {
                    true => self.comment_behind(),
                    false => self.comment_in_line(),
                }
                continue;
            }
            if !is_first {
                let is_opened = matches!(self.pieces.last(), Some(Piece::Indent));
                let kept = if is_opened { BlankLine::Drop } else { BlankLine::Keep };
                self.must_end_line(0, kept);
            }
            self.comment_text();
            self.before = Before::EndOfLine;
        }
    }

    /// A comment at the end of a line.
    fn comment_behind(&mut self) {
        self.wants_blank = true;
        if self.before == Before::EndOfLine {
            self.before = Before::Text;
        }
        self.comment_text();
        self.must_break();
        self.before = Before::EndOfLine;
    }

    /// A comment with something behind it on its line.
    fn comment_in_line(&mut self) {
        self.wants_blank = self.before != Before::Opening;
        self.comment_text();
        self.wants_blank = true;
    }

    fn comment_text(&mut self) {
        let Some((text, column)) = self.cursor.take_comment() else { return };
        if !text.contains('\n') {
            return self.text(text);
        }
        self.text("");
        self.must_break();
        self.pieces.push(Piece::Comment { text, column });
    }
}
