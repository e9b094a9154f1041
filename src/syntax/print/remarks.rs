//! Comments that a tree has beside it: each is printed before the part that it is about.

use std::collections::BTreeMap;

use super::Printer;
use crate::text::Span;

/// Comments by the place of the part that they are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    by_part: BTreeMap<Span, Vec<String>>,
}

impl Remarks {
    /// Adds a comment, without its marker, on the part with this place.
    pub fn add(&mut self, part: Span, text: impl Into<String>) {
        self.by_part.entry(part).or_default().push(text.into());
    }

    /// What is about no part that was printed, in the order of places.
    pub(super) fn rest(self) -> impl Iterator<Item = String> {
        self.by_part.into_values().flatten()
    }
}

impl Printer {
    /// Writes what is said about a part; of parts with one place about the first.
    pub(super) fn remarks_on(&mut self, part: Span) {
        for remark in self.remarks.by_part.remove(&part).unwrap_or_default() {
            self.remark(&remark);
        }
    }

    pub(super) fn remark(&mut self, text: &str) {
        for line in text.split(['\n', '\r']) {
            self.indent();
            self.put("//");
            // Three marks would be documentation.
            if !line.is_empty() && !line.starts_with(' ') {
                self.put(" ");
            }
            self.put(line.trim_end());
            self.put("\n");
        }
    }
}
