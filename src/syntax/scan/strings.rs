//! Walking over strings: where they end, and the holes in them.

use super::{Before, PrefixKind, Scanner};
use crate::syntax::errors;

impl Scanner<'_> {
    /// At a `"`: the string, up to its end or its first hole.
    pub(super) fn string(&mut self) {
        let start = self.at;
        let quotes = self.quotes_here();
        let prefix = match self.before {
            Before::Prefix { end, kind } if end == start => Some(kind),
            _ => None,
        };
        let verbatim = prefix == Some(PrefixKind::Text) || self.before == Before::Language;
        match quotes {
            2 => self.advance(2, Before::Operand),
            6 => self.advance(6, Before::Operand),
            1 if prefix == Some(PrefixKind::Raw) => self.one_line(start, Escapes::None),
            1 if self.before == Before::Language => self.one_line(start, Escapes::Any),
            1 => {
                self.at += 1;
                self.continue_string(start, 1);
            }
            4 | 5 | 3 | 7.. if verbatim => self.verbatim(start, quotes),
            _ => {
                self.at += quotes;
                self.continue_string(start, quotes);
            }
        }
    }

    /// Inside a string that began at `start`: on to its end or its next hole.
    pub(super) fn continue_string(&mut self, start: usize, quotes: usize) {
        while self.at < self.text.len() {
            match self.peek(0) {
                b'\\' if self.peek(1) == b'\n' => self.at += 1,
                b'\\' => self.skip(1 + self.length_at(1)),
                b'$' if self.peek(1) == b'{' => {
                    self.open_hole(start, quotes);
                    return;
                }
                b'\n' if quotes == 1 => break,
                b'"' => match self.quotes_here() {
                    fewer if fewer < quotes => self.skip(fewer),
                    _ => return self.advance(quotes, Before::Operand),
                },
                _ => self.skip(self.length_at(0)),
            }
        }
        self.unterminated(start, quotes);
    }

    /// Up to a fence of as many quotes, whatever stands between.
    fn verbatim(&mut self, start: usize, quotes: usize) {
        self.at += quotes;
        while self.at < self.text.len() {
            match self.quotes_here() {
                0 => self.skip(self.length_at(0)),
                fewer if fewer < quotes => self.skip(fewer),
                _ => return self.advance(quotes, Before::Operand),
            }
        }
        self.unterminated(start, quotes);
    }

    fn one_line(&mut self, start: usize, escapes: Escapes) {
        self.at += 1;
        while self.at < self.text.len() {
            match self.peek(0) {
                b'\n' => break,
                b'"' => return self.advance(1, Before::Operand),
                b'\\' if escapes == Escapes::Any && self.peek(1) != b'\n' => {
                    self.skip(1 + self.length_at(1));
                }
                _ => self.skip(self.length_at(0)),
            }
        }
        self.unterminated(start, 1);
    }

    fn unterminated(&mut self, start: usize, quotes: usize) {
        self.before = Before::Operand;
        // A string inside a hole of a string on the same line is the rest of the outer one: the
        // hole is what is not closed, and the end of the line reports it.
        if quotes == 1 && self.frames.in_plain_hole() {
            return;
        }
        let end = if quotes == 1 { self.at } else { start + quotes };
        let at = self.span(start, end).in_file(self.file);
        self.diagnostics.push(errors::unterminated_string(at, quotes));
    }

    fn skip(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.text.len());
    }

    /// How many quotes stand here.
    fn quotes_here(&self) -> usize {
        self.rest().bytes().take_while(|byte| *byte == b'"').count()
    }

    /// How many bytes the character has that starts so many bytes from here.
    fn length_at(&self, ahead: usize) -> usize {
        match self.peek(ahead) {
            0x00..=0x7f => 1,
            0x80..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0.. => 4,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    None,
    Any,
}
