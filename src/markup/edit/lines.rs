//! The lines of a text: where they start and end, and what stands before a place.

use super::super::offset;

#[derive(Clone, Copy)]
pub(super) struct Lines<'t> {
    pub(super) text: &'t str,
}

impl<'t> Lines<'t> {
    fn before(self, at: u32) -> &'t str {
        self.text.get(..at as usize).unwrap_or("")
    }

    pub(super) fn start_of_line(self, at: u32) -> u32 {
        self.before(at).rfind('\n').map_or(0, |end| offset(end + 1))
    }

    /// The start of the next line, or the end of the text.
    pub(super) fn next_line(self, at: u32) -> u32 {
        let rest = self.text.get(at as usize..).unwrap_or("");
        let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        at + offset(length)
    }

    pub(super) fn is_first_on_line(self, at: u32) -> bool {
        let start = self.start_of_line(at) as usize;
        self.text.get(start..at as usize).is_some_and(|before| before.trim().is_empty())
    }

    /// The first character that is no blank of the line that starts here.
    pub(super) fn first_on_line(self, start: u32) -> u32 {
        let rest = self.text.get(start as usize..).unwrap_or("");
        start + offset(rest.len() - rest.trim_start_matches(' ').len())
    }

    /// Blanks as wide as what stands before a place on its line.
    pub(super) fn blanks_before(self, at: u32) -> String {
        let start = self.start_of_line(at) as usize;
        let before = self.text.get(start..at as usize).unwrap_or("");
        " ".repeat(before.trim_start_matches('\u{feff}').chars().count())
    }

    /// The `-` of an item between the end of what stands before it and its value.
    pub(super) fn dash_between(self, start: u32, end: u32) -> Option<u32> {
        let mut at = start as usize;
        while at < self.text.len() && at <= end as usize {
            let rest = self.text.get(at..)?;
            match rest.chars().next()? {
                '-' => return Some(offset(at)),
                // A comment may hold a `-` too.
                '#' => at += rest.find('\n').unwrap_or(rest.len()),
                other => at += other.len_utf8(),
            }
        }
        None
    }

    /// How lines of this text end.
    pub(super) fn line_end(self) -> &'static str {
        let first = self.text.find('\n').unwrap_or(0);
        if self.before(offset(first)).ends_with('\r') { "\r\n" } else { "\n" }
    }
}
