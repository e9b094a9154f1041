//! Where a part of a text stands in it.

/// The offset in bytes at which `part` starts in `text`; nothing where it is no part of it.
///
/// Both must be pieces of one text in memory: equal letters elsewhere are no part.
pub fn offset_in(part: &str, text: &str) -> Option<usize> {
    let before = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (before + part.len() <= text.len()).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::offset_in;

    #[test]
    fn a_part_has_its_offset_and_what_is_none_has_not() {
        let text = "one two";
        assert_eq!(text.split(' ').nth(1).and_then(|part| offset_in(part, text)), Some(4));
        assert_eq!(offset_in(text, text), Some(0));
        assert_eq!(text.get(4..).and_then(|part| offset_in(text, part)), None);
    }
}
