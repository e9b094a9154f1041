//! Where a `}` is missing: in a stretch whose braces do not match, the indentation tells.

use super::Scanner;

/// Stands in place of the line break behind which a `}` is missing.
const MISSING_CLOSE: u8 = 0x0b;

/// What indentation is compared with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// A `{` in a line with this indentation; `block` if statements or members stand in it.
    Open {
        indent: usize,
        block: bool,
    },
    Close,
    /// The first token of a line, which is not a `}`.
    Line {
        start: usize,
        column: usize,
    },
    /// The first token of a line, a `}`.
    ClosingLine {
        start: usize,
        column: usize,
    },
}

impl Scanner<'_> {
    /// Marks where up to `missing` blocks should have been closed.
    pub(super) fn mark_missing_closes(&mut self, mut missing: usize) {
        let events = std::mem::take(&mut self.events);
        let mut open: Vec<(usize, bool)> = Vec::new();
        for event in events {
            let (start, ends) = match event {
                Event::Open { indent, block } => {
                    open.push((indent, block));
                    continue;
                }
                Event::Close => {
                    open.pop();
                    continue;
                }
                // A block ends before a line that is not indented more than the one that opened
                // it; a `}` further left than that line closes an outer block.
                Event::Line { start, column } => (start, column),
                Event::ClosingLine { start, column } => (start, column + 1),
            };
            let mut marked = 0;
            while let Some((_, true)) =
                open.last().filter(|(indent, _)| *indent >= ends && missing > marked)
            {
                open.pop();
                marked += 1;
            }
            missing -= marked;
            self.mark_closes(start, marked);
        }
    }

    /// One mark for each byte of white space before `line_start`; there is at least the line break.
    fn mark_closes(&mut self, line_start: usize, count: usize) {
        let bytes = self.text.as_bytes();
        let mut at = line_start;
        for _ in 0..count {
            match at
                .checked_sub(1)
                .filter(|before| bytes.get(*before).is_some_and(u8::is_ascii_whitespace))
            {
                Some(before) => self.mark(before, MISSING_CLOSE),
                None => return,
            }
            at -= 1;
        }
    }
}
