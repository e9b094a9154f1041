//! Walking over code: tokens, lines, brackets, comments.

use super::blocks::Event;
use super::frames::{Brace, Frame};
use super::{Before, Chunk, Comment, CommentKind, MAX_NESTING, PrefixKind, SYNC, Scanner, shape};
use crate::syntax::{errors, words};

impl Scanner<'_> {
    pub(super) fn run(&mut self) {
        while self.at < self.text.len() {
            self.step();
        }
        self.close_frames();
    }

    fn step(&mut self) {
        match self.peek(0) {
            b'\n' => self.end_line(),
            b' ' | b'\t' | b'\r' => self.at += 1,
            0xef if self.rest().starts_with('\u{feff}') => {
                self.blank(self.at, self.at + 3);
                self.at += 3;
            }
            b'/' if self.peek(1) == b'/' => self.line_comment(),
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            byte => {
                if self.fresh_line {
                    self.start_line();
                }
                self.token(byte);
            }
        }
    }

    fn token(&mut self, byte: u8) {
        match byte {
            b'"' => self.string(),
            b'`' => self.quoted_word(),
            b'(' => {
                let script = self.before == Before::Language;
                self.open(Frame::Paren { script });
            }
            b'[' => self.open(Frame::Bracket),
            b'{' => self.open_brace(),
            b')' => self.close_paren(),
            b']' => {
                self.frames.close_bracket();
                self.advance(1, Before::Operand);
            }
            b'}' => self.close_brace(),
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => self.word(),
            b'0'..=b'9' => {
                let length = self.run_length(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                self.advance(length, Before::Operand);
            }
            0x00..=0x1f | 0x7f => self.control_character(),
            0x80.. => self.odd_character(),
            b';' => self.semicolon(),
            // A block may follow `=>`.
            b'>' => self.advance(1, Before::Other),
            _ => self.advance(1, Before::Sign),
        }
    }

    fn semicolon(&mut self) {
        let at = self.span(self.at, self.at + 1).in_file(self.file);
        self.diagnostics.push(errors::semicolon(at));
        self.mark(self.at, b' ');
        self.advance(1, Before::Other);
    }

    pub(super) fn advance(&mut self, bytes: usize, before: Before) {
        self.at += bytes;
        self.before = before;
    }

    fn run_length(&self, belongs: impl Fn(u8) -> bool) -> usize {
        self.rest().bytes().take_while(|byte| belongs(*byte)).count()
    }

    fn word(&mut self) {
        let length = self.run_length(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let end = self.at + length;
        let before = match self.text.get(self.at..end) {
            Some("with" | "then" | "and" | "or" | "in") => Before::Sign,
            Some("text") => Before::Prefix { end, kind: PrefixKind::Text },
            Some("r") => Before::Prefix { end, kind: PrefixKind::Raw },
            Some(word) if words::contains(words::LANGUAGES, word) => Before::Language,
            _ => Before::Operand,
        };
        self.advance(length, before);
    }

    fn quoted_word(&mut self) {
        let rest = self.rest();
        let end = rest.find('\n').unwrap_or(rest.len());
        let line = rest.get(1..end).unwrap_or("");
        match line.find('`') {
            Some(close) => self.advance(close + 2, Before::Operand),
            None => {
                let span = self.span(self.at, self.at + end);
                self.diagnostics.push(errors::unterminated_name(span.in_file(self.file)));
                self.advance(end, Before::Operand);
            }
        }
    }

    fn open(&mut self, frame: Frame) {
        self.frames.push(frame);
        if self.frames.depth() > MAX_NESTING && !self.too_deep {
            self.too_deep = true;
            let at = self.span(self.at, self.at + 1).in_file(self.file);
            self.diagnostics.push(errors::too_deep(at, MAX_NESTING));
        }
        self.advance(1, Before::Sign);
    }

    /// At a `${` in the string that began at `string`.
    pub(super) fn open_hole(&mut self, string: usize, quotes: usize) {
        let at = self.at;
        self.open(Frame::Hole { quotes, string, at });
        self.at = at + 2;
    }

    fn open_brace(&mut self) {
        let line = self.text.get(self.line_start..self.at).unwrap_or("");
        let line_indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let block = self.before != Before::Sign;
        self.events.push(Event::Open { indent: line_indent, block });
        self.open(Frame::Brace(Brace { at: self.at, body_column: None }));
    }

    fn close_paren(&mut self) {
        let before = match self.frames.close_paren() {
            Some(Frame::Paren { script: true }) => Before::Language,
            _ => Before::Operand,
        };
        self.advance(1, before);
    }

    fn close_brace(&mut self) {
        let closed = self.frames.close_brace();
        if matches!(closed, Some(Frame::Brace(_))) {
            self.events.push(Event::Close);
        }
        self.advance(1, Before::Operand);
        if let Some(Frame::Hole { quotes, string, .. }) = closed {
            self.continue_string(string, quotes);
        }
    }

    fn end_line(&mut self) {
        if let Some(start) = self.frames.close_plain_holes() {
            let at = self.span(start, start + 2).in_file(self.file);
            self.diagnostics.push(errors::unclosed_hole(at));
        }
        self.at += 1;
        self.line_start = self.at;
        self.fresh_line = true;
    }

    /// At the first token of a line: a new chunk, or a place to recover at.
    fn start_line(&mut self) {
        self.fresh_line = false;
        let column = self.at - self.line_start;
        let rest = self.rest();
        let may_be_member = self.frames.depth() > 0 && shape::starts_handler(rest);
        if column == 0 && shape::starts_item(rest) && !may_be_member {
            self.close_frames();
            self.end_chunk(self.at);
            return;
        }
        let start = self.line_start;
        let line = self.line_start;
        self.events.push(match self.peek(0) {
            b'}' => Event::ClosingLine { start: line, column },
            _ => Event::Line { start: line, column },
        });
        let Some(brace) = self.frames.brace().filter(|brace| brace.at < start) else { return };
        let body_column = *brace.body_column.get_or_insert(column);
        if column <= body_column && start > 0 && shape::starts_statement(rest) {
            self.mark(start - 1, SYNC);
        }
    }

    /// Reports the holes that are open, marks the missing `}`, and forgets all open brackets.
    fn close_frames(&mut self) {
        let open = self.frames.clear();
        let hole = open.iter().find_map(|frame| match frame {
            Frame::Hole { at, .. } => Some(*at),
            Frame::Paren { .. } | Frame::Bracket | Frame::Brace(_) => None,
        });
        if let Some(at) = hole {
            let at = self.span(at, at + 2).in_file(self.file);
            self.diagnostics.push(errors::unclosed_hole(at));
        }
        let braces = open.iter().filter(|frame| matches!(frame, Frame::Brace(_))).count();
        if braces > 0 {
            self.mark_missing_closes(braces);
        }
        self.events.clear();
    }

    pub(super) fn end_chunk(&mut self, end: usize) {
        if end > self.chunk_start {
            let span = self.span(self.chunk_start, end);
            self.chunks.push(Chunk { span, too_deep: self.too_deep });
        }
        self.chunk_start = end;
        self.too_deep = false;
        self.before = Before::Other;
    }

    fn line_comment(&mut self) {
        let rest = self.rest();
        let line = rest.split('\n').next().unwrap_or("");
        let end = self.at + line.trim_end_matches('\r').len();
        let kind = if rest.starts_with("//!") {
            CommentKind::FileDocs
        } else if rest.starts_with("///") && !rest.starts_with("////") {
            CommentKind::Docs
        } else {
            CommentKind::Line
        };
        self.comment(kind, end);
    }

    fn block_comment(&mut self) {
        let bytes = self.text.as_bytes();
        let mut depth = 0usize;
        let mut at = self.at;
        while let Some(pair) = bytes.get(at..at + 2) {
            match pair {
                b"/*" => depth += 1,
                b"*/" => depth -= 1,
                _ => {
                    at += 1;
                    continue;
                }
            }
            at += 2;
            if depth > MAX_NESTING && !self.too_deep {
                self.too_deep = true;
                let place = self.span(at - 2, at).in_file(self.file);
                self.diagnostics.push(errors::too_deep(place, MAX_NESTING));
            }
            if depth == 0 {
                break;
            }
        }
        if depth > 0 {
            let place = self.span(self.at, self.at + 2).in_file(self.file);
            self.diagnostics.push(errors::unterminated_comment(place));
            at = bytes.len();
        }
        self.comment(CommentKind::Block, at);
    }

    fn comment(&mut self, kind: CommentKind, end: usize) {
        let before = self.text.get(self.line_start..self.at).unwrap_or("");
        let own_line = before.trim_matches([' ', '\t', '\r', '\u{feff}']).is_empty();
        let span = self.span(self.at, end);
        self.comments.push(Comment { kind, span, own_line });
        self.blank(self.at, end);
        let text = self.text.get(self.at..end).unwrap_or("");
        if let Some(line) = text.rfind('\n') {
            self.line_start = self.at + line + 1;
        }
        self.at = end;
    }

    fn control_character(&mut self) {
        let at = self.span(self.at, self.at + 1).in_file(self.file);
        self.diagnostics.push(errors::control_character(at, self.peek(0)));
        self.mark(self.at, b' ');
        self.at += 1;
    }

    fn odd_character(&mut self) {
        let Some(character) = self.rest().chars().next() else { return };
        let rest = self.rest();
        let length = match odd_quote_length(rest) {
            Some(length) => {
                let at = self.span(self.at, self.at + length).in_file(self.file);
                self.diagnostics.push(errors::odd_quotes(at, rest.get(..length).unwrap_or("")));
                length
            }
            None => {
                let run =
                    rest.find(|c: char| c.is_ascii() || !c.is_alphanumeric()).unwrap_or(rest.len());
                let length = run.max(character.len_utf8());
                let at = self.span(self.at, self.at + length).in_file(self.file);
                self.diagnostics.push(errors::odd_character(
                    at,
                    rest.get(..length).unwrap_or(""),
                    character,
                ));
                length
            }
        };
        self.advance(length, Before::Operand);
    }
}

/// The bytes from a typographic quote to the next one on the same line.
fn odd_quote_length(rest: &str) -> Option<usize> {
    const QUOTES: [char; 7] =
        ['\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{ab}', '\u{bb}', '\u{ff02}'];
    let first = rest.chars().next().filter(|c| QUOTES.contains(c))?;
    let line = rest.split('\n').next()?.get(first.len_utf8()..)?;
    let (close, quote) = line.char_indices().find(|(_, c)| QUOTES.contains(c))?;
    Some(first.len_utf8() + close + quote.len_utf8())
}

#[cfg(test)]
mod tests {
    use crate::syntax::scan::scan;
    use crate::text::FileId;

    #[test]
    fn comments_are_blanks_in_the_clean_text() {
        let scan = scan("a // 한\nb /* c /* d */\n*/ e \"// f\"", FileId::default());
        assert_eq!(scan.clean, "a       \nb             \n   e \"// f\"");
    }
}
