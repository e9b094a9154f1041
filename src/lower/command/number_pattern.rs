//! Patterns of whole numbers: what takes the place of `Int` in a command's parameters.

use crate::hir::Bounds;

/// Digits that an open end allows: every such number fits 64 bits, so that scripts can compare it.
const OPEN_DIGITS: u32 = 18;

/// An anchored pattern for the numbers within the bounds, in their one plain spelling: no `+`,
/// no leading zero, no `-0`. `None` where no number is within.
pub(super) fn number_pattern(bounds: Bounds) -> Option<String> {
    let limit = 10_i64.pow(OPEN_DIGITS) - 1;
    let low = bounds.low.unwrap_or(-limit).max(-limit);
    let high = bounds.high.unwrap_or(limit).min(limit);
    if low > high {
        return None;
    }
    if low == -limit && high == limit {
        return Some(format!("^(0|-?[1-9][0-9]{{0,{}}})$", OPEN_DIGITS - 1));
    }
    let mut parts = Vec::new();
    if low < 0 {
        let (nearest, farthest) = (high.min(-1).unsigned_abs(), low.unsigned_abs());
        parts.extend(ranges(nearest, farthest).into_iter().map(|part| format!("-{part}")));
    }
    if high >= 0 {
        parts.extend(ranges(low.max(0).unsigned_abs(), high.unsigned_abs()));
    }
    match parts.as_slice() {
        [one] => Some(format!("^{one}$")),
        several => Some(format!("^({})$", several.join("|"))),
    }
}

/// Patterns that together match the decimal spellings of `low..=high`, in rising order.
fn ranges(low: u64, high: u64) -> Vec<String> {
    let mut parts = Vec::new();
    let mut start = low;
    loop {
        let end = block_end(start, high);
        parts.push(block(start, end));
        match end.checked_add(1) {
            Some(next) if end < high => start = next,
            _ => return merge_open_blocks(parts),
        }
    }
}

/// The end of the longest block from `start` in which some last digits are free and the digit
/// before them has a range.
fn block_end(start: u64, high: u64) -> u64 {
    let mut best = start;
    let mut unit: u64 = 1;
    loop {
        if !start.is_multiple_of(unit) {
            return best;
        }
        let digit = start / unit % 10;
        for last in digit..=9 {
            let end = start + (last - digit) * unit + (unit - 1);
            if end > high || digits(end) != digits(start) {
                return best;
            }
            best = end;
        }
        match unit.checked_mul(10) {
            Some(next) => unit = next,
            None => return best,
        }
    }
}

fn digits(number: u64) -> usize {
    number.to_string().len()
}

/// A block's pattern: equal digits as they are, one range, then free digits.
fn block(start: u64, end: u64) -> String {
    let (start, end) = (start.to_string(), end.to_string());
    let mut text = String::new();
    let mut free = 0;
    for (low, high) in start.chars().zip(end.chars()) {
        match (low, high) {
            (low, high) if low == high => text.push(low),
            ('0', '9') => free += 1,
            (low, high) => text.push_str(&format!("[{low}-{high}]")),
        }
    }
    match free {
        0 => text,
        1 => text + "[0-9]",
        many => format!("{text}[0-9]{{{many}}}"),
    }
}

/// `[1-9]`, `[1-9][0-9]`, `[1-9][0-9]{2}` in a row become `[1-9][0-9]{0,2}`.
fn merge_open_blocks(parts: Vec<String>) -> Vec<String> {
    let full = |free: usize| match free {
        0 => "[1-9]".to_owned(),
        1 => "[1-9][0-9]".to_owned(),
        many => format!("[1-9][0-9]{{{many}}}"),
    };
    let Some(first) = parts.iter().position(|part| *part == full(0)) else { return parts };
    let count = parts
        .iter()
        .skip(first)
        .enumerate()
        .take_while(|(free, part)| **part == full(*free))
        .count();
    if count < 2 {
        return parts;
    }
    let mut merged: Vec<String> = parts.iter().take(first).cloned().collect();
    merged.push(format!("[1-9][0-9]{{0,{}}}", count - 1));
    merged.extend(parts.into_iter().skip(first + count));
    merged
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::number_pattern;
    use crate::hir::Bounds;

    fn pattern(low: Option<i64>, high: Option<i64>) -> String {
        number_pattern(Bounds { low, high }).expect("numbers are within")
    }

    #[test]
    fn a_port_has_a_pattern_that_a_person_would_write() {
        assert_eq!(
            pattern(Some(1), Some(65_535)),
            "^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$"
        );
        assert_eq!(pattern(None, None), "^(0|-?[1-9][0-9]{0,17})$");
        assert_eq!(pattern(Some(5), Some(5)), "^5$");
        assert_eq!(pattern(Some(0), Some(9)), "^[0-9]$");
    }

    #[test]
    fn every_number_within_matches_and_no_other() {
        for (low, high) in
            [(0, 0), (1, 9), (0, 10), (7, 123), (-5, 5), (-120, -7), (99, 1001), (10, 99), (-1, 0)]
        {
            let text = pattern(Some(low), Some(high));
            let regex = Regex::new(&text).expect("a pattern");
            for number in -1300..1300 {
                let within = (low..=high).contains(&number);
                assert_eq!(regex.is_match(&number.to_string()), within, "{number} in {text}");
            }
            for spelling in ["-0", "+1", "01", "", "1 ", "1\n", "1a"] {
                assert!(!regex.is_match(spelling), "{spelling:?} in {text}");
            }
        }
    }

    #[test]
    fn an_open_end_stops_where_scripts_can_still_compare() {
        let regex = Regex::new(&pattern(Some(8), None)).expect("a pattern");
        assert!(regex.is_match("8") && regex.is_match("999999999999999999"));
        assert!(!regex.is_match("7") && !regex.is_match("1000000000000000000"));
        assert_eq!(number_pattern(Bounds { low: Some(2), high: Some(1) }), None);
    }
}
