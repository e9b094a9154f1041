//! What a value without quotes is, by the rules of YAML 1.1 as SnakeYAML has them.

use super::super::trap::TrapKind;

/// What a plain value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Plain {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// A whole number beyond `i64`.
    Large(f64),
    Text,
}

/// What a plain value is, and whether it may have been meant as a text.
pub(super) fn resolve(text: &str) -> (Plain, Option<TrapKind>) {
    let Some(first) = text.bytes().next() else { return (Plain::Null, None) };
    match first {
        b'~' if text == "~" => (Plain::Null, None),
        b'n' | b'N' | b'y' | b'Y' | b'o' | b'O' | b't' | b'T' | b'f' | b'F' => word(text),
        b'0'..=b'9' | b'-' | b'+' | b'.' => number_or_date(text),
        _ => (Plain::Text, None),
    }
}

/// Whether a text may stand without quotes in every place of YAML, and is a text for readers of
/// every version.
pub(in super::super) fn is_plain_text(text: &str) -> bool {
    let is_inside = |letter: char| {
        letter.is_ascii_alphanumeric()
            || matches!(letter, '_' | '-' | '/' | '.' | '$' | '+' | '(' | ')' | ' ')
    };
    let starts =
        text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/' || first == '$');
    // `aws:sleep` is one text, `a: b` is a map.
    let has_key = text.contains(": ") || text.ends_with(':');
    let is_short = ["y", "Y", "n", "N"].contains(&text);
    starts
        && !has_key
        && !is_short
        && !text.ends_with(' ')
        && text.chars().all(|letter| is_inside(letter) || letter == ':')
        && resolve(text) == (Plain::Text, None)
}

fn word(text: &str) -> (Plain, Option<TrapKind>) {
    match text {
        "true" | "True" | "TRUE" => (Plain::Bool(true), None),
        "false" | "False" | "FALSE" => (Plain::Bool(false), None),
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" => (Plain::Bool(true), Some(TrapKind::Boolean)),
        "no" | "No" | "NO" | "off" | "Off" | "OFF" => (Plain::Bool(false), Some(TrapKind::Boolean)),
        "null" | "Null" | "NULL" => (Plain::Null, None),
        _ => (Plain::Text, None),
    }
}

fn number_or_date(text: &str) -> (Plain, Option<TrapKind>) {
    // The longest number that is meant as one is a good deal shorter.
    if text.len() > 400 {
        return (Plain::Text, None);
    }
    whole(text)
        .or_else(|| fraction(text))
        .or_else(|| is_date(text).then_some((Plain::Text, Some(TrapKind::Date))))
        .unwrap_or((Plain::Text, None))
}

/// The sign of a number and what stands behind it.
fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn whole(text: &str) -> Option<(Plain, Option<TrapKind>)> {
    let (is_negative, rest) = split_sign(text);
    if rest == "0" {
        return Some((Plain::Int(0), None));
    }
    if let Some(digits) = rest.strip_prefix("0b") {
        return based(digits, 2, is_negative).map(|it| (it, Some(TrapKind::HexOrBinary)));
    }
    if let Some(digits) = rest.strip_prefix("0x") {
        return based(digits, 16, is_negative).map(|it| (it, Some(TrapKind::HexOrBinary)));
    }
    if let Some(digits) = rest.strip_prefix('0') {
        return based(digits, 8, is_negative).map(|it| (it, Some(TrapKind::Octal)));
    }
    if !rest.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if rest.contains(':') {
        let value = sexagesimal(rest)?;
        let value = if is_negative { -value } else { value };
        return Some((to_whole(value), Some(TrapKind::Sexagesimal)));
    }
    let trap = rest.contains('_').then_some(TrapKind::Underscore);
    based(rest, 10, is_negative).map(|it| (it, trap))
}

/// Digits of a base, with `_` between them.
fn based(digits: &str, base: u32, is_negative: bool) -> Option<Plain> {
    let mut exact: Option<i64> = Some(0);
    let mut near = 0.0_f64;
    let mut count = 0;
    for letter in digits.chars().filter(|letter| *letter != '_') {
        let digit = letter.to_digit(base)?;
        let step = if is_negative { -i64::from(digit) } else { i64::from(digit) };
        exact = exact.and_then(|it| it.checked_mul(i64::from(base))?.checked_add(step));
        near = near * f64::from(base) + f64::from(digit);
        count += 1;
    }
    if count == 0 {
        return None;
    }
    // Rounding each digit is less exact than reading the whole.
    let near = if base == 10 { digits.replace('_', "").parse().unwrap_or(near) } else { near };
    let near = if is_negative { -near } else { near };
    Some(exact.map_or(Plain::Large(near), Plain::Int))
}

/// `[1-9][0-9_]*(:[0-5]?[0-9])+`
fn sexagesimal(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let first = parts.next()?.replace('_', "");
    let mut value: f64 = first.parse::<u64>().ok().map(|it| it as f64)?;
    for part in parts {
        let is_part = matches!(part.len(), 1 | 2) && part.bytes().all(|it| it.is_ascii_digit());
        let number: u32 = part.parse().ok().filter(|number| is_part && *number < 60)?;
        value = value * 60.0 + f64::from(number);
    }
    Some(value)
}

fn to_whole(value: f64) -> Plain {
    // Beyond this not every whole number is an `f64`.
    if value.abs() < 9.0e15 { Plain::Int(value as i64) } else { Plain::Large(value) }
}

fn fraction(text: &str) -> Option<(Plain, Option<TrapKind>)> {
    let (is_negative, rest) = split_sign(text);
    match rest {
        ".inf" | ".Inf" | ".INF" => {
            let value = if is_negative { f64::NEG_INFINITY } else { f64::INFINITY };
            return Some((Plain::Float(value), Some(TrapKind::Infinity)));
        }
        ".nan" | ".NaN" | ".NAN" if rest == text => {
            return Some((Plain::Float(f64::NAN), Some(TrapKind::Infinity)));
        }
        _ => {}
    }
    if rest.contains(':') {
        let (before, after) = rest.split_once('.')?;
        let is_fraction = after.bytes().all(|it| it.is_ascii_digit() || it == b'_');
        let value = sexagesimal(before).filter(|_| is_fraction && before.contains(':'))?;
        let value = value + format!("0.{}0", after.replace('_', "")).parse::<f64>().ok()?;
        let value = if is_negative { -value } else { value };
        return Some((Plain::Float(value), Some(TrapKind::Sexagesimal)));
    }
    // A dot may start a number, but behind a sign it does not.
    if rest.starts_with('.') && rest != text {
        return None;
    }
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (rest.get(..at)?, Some(rest.get(at + 1..)?)),
        None => (rest, None),
    };
    if !is_mantissa(mantissa) || exponent.is_some_and(|it| !is_exponent(it)) {
        return None;
    }
    if exponent.is_none() && !mantissa.contains('.') {
        return None;
    }
    let value: f64 = text.replace('_', "").parse().ok()?;
    let trap = match exponent {
        Some(_) => TrapKind::Exponent,
        None if mantissa.contains('_') => TrapKind::Underscore,
        None => TrapKind::Fraction,
    };
    Some((Plain::Float(value), Some(trap)))
}

/// `[0-9][0-9_]*(\.[0-9_]*)?` or `\.[0-9][0-9_]*`
fn is_mantissa(text: &str) -> bool {
    let are_digits = |part: &str| part.bytes().all(|it| it.is_ascii_digit() || it == b'_');
    let starts = |part: &str| part.starts_with(|first: char| first.is_ascii_digit());
    match text.split_once('.') {
        Some(("", after)) => starts(after) && are_digits(after),
        Some((before, after)) => starts(before) && are_digits(before) && are_digits(after),
        None => starts(text) && are_digits(text),
    }
}

fn is_exponent(text: &str) -> bool {
    let (_, digits) = split_sign(text);
    !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
}

/// `2026-11-23`, and with a time behind it.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let are_digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    if !are_digits(0..4) || bytes.get(4) != Some(&b'-') {
        return false;
    }
    if bytes.len() == 10 {
        return are_digits(5..7) && bytes.get(7) == Some(&b'-') && are_digits(8..10);
    }
    let Some((date, time)) = text.split_once(['T', 't', ' ', '\t']) else { return false };
    let mut parts = date.split('-').skip(1);
    let is_part = |part: Option<&str>| {
        part.is_some_and(|it| matches!(it.len(), 1 | 2) && it.bytes().all(|b| b.is_ascii_digit()))
    };
    is_part(parts.next()) && is_part(parts.next()) && parts.next().is_none() && is_time(time)
}

/// `12:30:45`, with a fraction and a zone.
fn is_time(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t']);
    let end = text.find(|it: char| !it.is_ascii_digit() && it != ':' && it != '.');
    let (clock, zone) = text.split_at(end.unwrap_or(text.len()));
    let (clock, _) = clock.split_once('.').unwrap_or((clock, ""));
    let lengths: Vec<usize> = clock.split(':').map(str::len).collect();
    let zone = zone.trim_start_matches([' ', '\t']);
    let is_zone = zone.is_empty()
        || zone == "Z"
        || zone.strip_prefix(['+', '-']).is_some_and(|rest| {
            let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "00"));
            matches!(hours.len(), 1 | 2)
                && minutes.len() == 2
                && rest.bytes().all(|it| it.is_ascii_digit() || it == b':')
        });
    matches!(lengths.as_slice(), [1 | 2, 2, 2]) && is_zone
}
