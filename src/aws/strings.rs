//! Strings that are found by their number.

use super::packed::Strings;

#[derive(Debug)]
pub(super) struct Text {
    text: String,
    /// Where each string ends in `text`.
    ends: Vec<u32>,
}

impl Text {
    /// Nothing where the lengths do not fit the text, or a string would begin inside a letter.
    pub(super) fn of(strings: Strings) -> Option<Self> {
        let mut end = 0_u32;
        let mut ends = strings.lengths;
        for length in &mut ends {
            end = end.checked_add(*length)?;
            if !strings.text.is_char_boundary(end as usize) {
                return None;
            }
            *length = end;
        }
        (end as usize == strings.text.len()).then_some(Text { text: strings.text, ends })
    }

    pub(super) fn get(&self, id: u32) -> Option<&str> {
        let id = id as usize;
        let end = *self.ends.get(id)?;
        let start = id.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start as usize..end as usize)
    }
}
