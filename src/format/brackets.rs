//! Parts between brackets: all on one line, or each on its own with a comma behind it; and blocks.

use super::Formatter;
use super::paper::Flat;
use super::writer::BlankLine;

/// Brackets, and what is between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Brackets {
    open: &'static str,
    close: &'static str,
    /// What stands inside of the brackets where all is on one line.
    pad: Flat,
    /// Parts that the author wrote on lines of their own stay there.
    keeps_lines: bool,
}

/// `(a, b)`
pub(super) const ROUND: Brackets =
    Brackets { open: "(", close: ")", pad: Flat::Nothing, keeps_lines: false };
/// `[a, b]`
pub(super) const SQUARE: Brackets =
    Brackets { open: "[", close: "]", pad: Flat::Nothing, keeps_lines: false };
/// `<A, B>`
pub(super) const ANGLE: Brackets =
    Brackets { open: "<", close: ">", pad: Flat::Nothing, keeps_lines: false };
/// `{a, b}`
pub(super) const NAMES: Brackets =
    Brackets { open: "{", close: "}", pad: Flat::Nothing, keeps_lines: false };
/// `{ a: 1, b: 2 }`
pub(super) const RECORD: Brackets =
    Brackets { open: "{", close: "}", pad: Flat::Blank, keeps_lines: true };

impl<'a> Formatter<'a> {
    /// Parts with commas between them.
    pub(super) fn bracketed<T>(
        &mut self,
        brackets: Brackets,
        parts: &[T],
        mut each: impl FnMut(&mut Self, &T),
    ) {
        self.writer.comments(1);
        self.writer.begin();
        self.writer.open(brackets.open);
        if brackets.keeps_lines && !parts.is_empty() && self.writer.cursor.line_break_ahead() {
            self.writer.must_break();
        }
        self.writer.indent();
        for (index, part) in parts.iter().enumerate() {
            if index == 0 {
                self.writer.may_end_line(brackets.pad, BlankLine::Drop);
            } else {
                self.writer.may_end_line(Flat::Blank, BlankLine::Keep);
            }
            each(self, part);
            if index + 1 < parts.len() {
                self.writer.comma();
            } else {
                self.writer.last_comma();
            }
        }
        self.writer.comments_before_close();
        self.writer.dedent();
        if !parts.is_empty() || self.writer.has_ended_line() {
            self.writer.may_end_line(brackets.pad, BlankLine::Drop);
        }
        self.writer.close(brackets.close);
        self.writer.end();
    }

    /// `{`, parts on lines of their own, `}`.
    pub(super) fn block_of<T>(&mut self, parts: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.writer.blank();
        self.writer.token_at_margin("{");
        self.writer.indent();
        for (index, part) in parts.iter().enumerate() {
            self.writer.end_line(if index == 0 { BlankLine::Drop } else { BlankLine::Keep });
            each(self, part);
        }
        let has_comments = self.writer.cursor.comment().is_some();
        self.writer.comments_before_close();
        self.writer.dedent();
        if has_comments || !parts.is_empty() {
            self.writer.end_line(BlankLine::Drop);
        }
        self.writer.close("}");
    }
}
