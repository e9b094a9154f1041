//! A regular expression for the whole numbers of a range. SSM bounds numbers in no other way.

use crate::hir::Bounds;

/// An anchored pattern that matches the decimal texts of the numbers within `bounds`, and nothing
/// else. `None` where every number is allowed.
pub(super) fn range_pattern(bounds: Bounds) -> Option<String> {
    if bounds.is_open() {
        return None;
    }
    let mut alternatives = Vec::new();
    // Below zero the digits grow the other way.
    if bounds.low.is_none_or(|low| low < 0) {
        let least = bounds.high.map_or(1, |high| high.saturating_neg().max(1)).unsigned_abs();
        let most = bounds.low.map(|low| low.unsigned_abs());
        let negative = magnitudes(least, most);
        match negative.as_slice() {
            [] => {}
            [single] => alternatives.push(format!("-{single}")),
            several => alternatives.push(format!("-({})", several.join("|"))),
        }
    }
    if bounds.high.is_none_or(|high| high >= 0) {
        let least = bounds.low.unwrap_or(0).max(0).unsigned_abs();
        let most = bounds.high.map(|high| high.max(0).unsigned_abs());
        alternatives.extend(magnitudes(least, most));
    }
    match alternatives.as_slice() {
        [] => None,
        [single] => Some(format!("^{single}$")),
        several => Some(format!("^({})$", several.join("|"))),
    }
}

/// Patterns that together match the numbers from `least` to `most`, without leading zeros.
fn magnitudes(least: u64, most: Option<u64>) -> Vec<String> {
    let Some(most) = most else { return open_magnitudes(least) };
    if least > most {
        return Vec::new();
    }
    let mut patterns = Vec::new();
    let mut start = least;
    loop {
        let end = last_of_length(start).min(most);
        same_length(&start.to_string(), &end.to_string(), &mut patterns);
        match end.checked_add(1) {
            Some(next) if next <= most => start = next,
            _ => return patterns,
        }
    }
}

fn open_magnitudes(least: u64) -> Vec<String> {
    if least == 0 {
        return vec!["0".to_owned(), "[1-9][0-9]*".to_owned()];
    }
    if least == 1 {
        return vec!["[1-9][0-9]*".to_owned()];
    }
    let end = last_of_length(least);
    let mut patterns = Vec::new();
    same_length(&least.to_string(), &end.to_string(), &mut patterns);
    patterns.push(format!("[1-9][0-9]{{{},}}", least.to_string().len()));
    patterns
}

/// The greatest number with as many digits.
fn last_of_length(number: u64) -> u64 {
    let digits = number.to_string().len();
    u32::try_from(digits)
        .ok()
        .and_then(|digits| 10_u64.checked_pow(digits))
        .map_or(u64::MAX, |power| power - 1)
}

/// Patterns for the numbers from `low` to `high`, of equally many digits.
fn same_length(low: &str, high: &str, patterns: &mut Vec<String>) {
    let Some((first_low, rest_low)) = split_digit(low) else { return };
    let Some((first_high, rest_high)) = split_digit(high) else { return };
    let mut below = Vec::new();
    if rest_low.is_empty() || (all(rest_low, '0') && all(rest_high, '9')) {
        patterns.push(digit(first_low, first_high) + &any(rest_low.len()));
        return;
    }
    if first_low == first_high {
        same_length(rest_low, rest_high, &mut below);
        patterns.extend(below.iter().map(|rest| format!("{first_low}{rest}")));
        return;
    }
    let mut middle_low = first_low;
    if !all(rest_low, '0') {
        same_length(rest_low, &"9".repeat(rest_low.len()), &mut below);
        patterns.extend(below.iter().map(|rest| format!("{first_low}{rest}")));
        middle_low = next_digit(first_low);
    }
    let high_is_full = all(rest_high, '9');
    let middle_high = if high_is_full { first_high } else { previous_digit(first_high) };
    if middle_low <= middle_high {
        patterns.push(digit(middle_low, middle_high) + &any(rest_low.len()));
    }
    if !high_is_full {
        let mut above = Vec::new();
        same_length(&"0".repeat(rest_high.len()), rest_high, &mut above);
        patterns.extend(above.iter().map(|rest| format!("{first_high}{rest}")));
    }
}

fn split_digit(text: &str) -> Option<(char, &str)> {
    let first = text.chars().next()?;
    Some((first, text.get(1..)?))
}

fn all(text: &str, wanted: char) -> bool {
    text.chars().all(|c| c == wanted)
}

fn digit(low: char, high: char) -> String {
    if low == high { low.to_string() } else { format!("[{low}-{high}]") }
}

fn any(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "[0-9]".to_owned(),
        _ => format!("[0-9]{{{count}}}"),
    }
}

fn next_digit(digit: char) -> char {
    char::from_u32(u32::from(digit) + 1).unwrap_or(digit)
}

fn previous_digit(digit: char) -> char {
    char::from_u32(u32::from(digit) - 1).unwrap_or(digit)
}

#[cfg(test)]
mod tests {
    use super::range_pattern;
    use crate::hir::Bounds;

    fn check_range(low: Option<i64>, high: Option<i64>) {
        let pattern = range_pattern(Bounds { low, high }).expect("a pattern");
        let regex = regex::Regex::new(&pattern).expect(&pattern);
        for number in -1200..=1200_i64 {
            let wanted = Bounds { low, high }.contains(number);
            assert_eq!(regex.is_match(&number.to_string()), wanted, "{number} against {pattern}");
        }
        for text in ["", "01", "-0", "00", "1x", "+1"] {
            assert!(!regex.is_match(text), "{text} against {pattern}");
        }
    }

    #[test]
    fn a_pattern_matches_exactly_the_numbers_of_its_range() {
        let ends = [
            -1100, -101, -100, -99, -10, -9, -1, 0, 1, 5, 9, 10, 19, 20, 99, 100, 101, 655, 1000,
            1023,
        ];
        for low in ends {
            check_range(Some(low), None);
            check_range(None, Some(low));
            for high in ends.into_iter().filter(|high| *high >= low) {
                check_range(Some(low), Some(high));
            }
        }
    }

    #[test]
    fn a_port_has_a_short_pattern() {
        let pattern = range_pattern(Bounds { low: Some(1), high: Some(65535) });
        assert_eq!(
            pattern.as_deref(),
            Some(
                "^([1-9]|[1-9][0-9]|[1-9][0-9]{2}|[1-9][0-9]{3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$"
            )
        );
    }

    #[test]
    fn the_greatest_numbers_do_not_overflow() {
        for (low, high) in [(i64::MIN, i64::MAX), (i64::MAX, i64::MAX), (i64::MIN, i64::MIN)] {
            let pattern = range_pattern(Bounds { low: Some(low), high: Some(high) });
            let regex = regex::Regex::new(&pattern.expect("a pattern")).expect("a regex");
            assert!(regex.is_match(&low.to_string()) && regex.is_match(&high.to_string()));
        }
    }
}
