//! From byte offsets to lines and columns as people and editors count them.

/// A place as people count it: both from 1, the column in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

/// Where the lines of one text start. A line ends after `\n`; a `\r` before it belongs to the line.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        for (offset, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                starts.push(u32::try_from(offset + 1).unwrap_or(u32::MAX));
            }
        }
        Self { starts }
    }

    /// The line of an offset, counted from 0.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The offset at which a line, counted from 0, starts.
    pub fn line_start(&self, line: usize) -> Option<u32> {
        self.starts.get(line).copied()
    }

    /// The place of `offset` in `text`, the text that this index was made from.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        self.place(text, offset, |before| before.chars().count())
    }

    /// The same with the column in UTF-16 code units, still from 1.
    pub fn line_column_utf16(&self, text: &str, offset: u32) -> LineColumn {
        self.place(text, offset, |before| before.encode_utf16().count())
    }

    fn place(&self, text: &str, offset: u32, length: impl Fn(&str) -> usize) -> LineColumn {
        let line = self.line_of(offset);
        let start = self.line_start(line).unwrap_or(0) as usize;
        let end = (offset as usize).min(text.len());
        // A byte-order mark is no character of its line.
        let start =
            if text.starts_with('\u{feff}') { start.max('\u{feff}'.len_utf8()) } else { start };
        let column = text.get(start..end).map_or(0, length);
        LineColumn { line: to_count(line) + 1, column: to_count(column) + 1 }
    }
}

fn to_count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::{LineColumn, LineIndex};

    #[test]
    fn a_column_counts_characters_not_bytes() {
        let text = "a\nüx";
        let at = LineIndex::new(text).line_column(text, 4);
        assert_eq!(at, LineColumn { line: 2, column: 2 });
    }

    #[test]
    fn a_column_in_utf16_counts_code_units() {
        let text = "a\n\u{1f600}üx";
        let at = LineIndex::new(text).line_column_utf16(text, 8);
        assert_eq!(at, LineColumn { line: 2, column: 4 });
    }

    #[test]
    fn a_byte_order_mark_has_no_column() {
        let text = "\u{feff}ab";
        let at = LineIndex::new(text).line_column(text, 4);
        assert_eq!(at, LineColumn { line: 1, column: 2 });
    }

    #[test]
    fn an_offset_past_the_end_is_at_the_end() {
        let text = "ab";
        let at = LineIndex::new(text).line_column(text, 99);
        assert_eq!(at, LineColumn { line: 1, column: 3 });
    }
}
