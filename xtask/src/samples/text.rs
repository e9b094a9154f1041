//! Texts of a wanted length, and texts that a pattern matches.

use std::ops::RangeInclusive;

use ordain::aws::{Bounds, StringShape};
use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::random::Random;

/// The longest text that is made: a statement must fit on a line.
const LONGEST: usize = 300;

/// How often a text is made anew until it has a length that is allowed.
const TRIES: usize = 12;

const LETTERS: &[char] = &[
    'a', 'b', 'c', 'd', 'e', 'f', 'k', 'm', 'n', 'r', 's', 't', 'x', 'y', 'z', 'A', 'B', 'Q', 'Z',
    '0', '1', '2', '7', '9', '-', '_', '.', ':', '/', ' ', '"', '\\', '$', '\'', '#', 'é', '日',
    '😀',
];

/// How long a text may be, as far as texts are made here; nothing where it would be too long.
pub(super) fn lengths(bounds: Bounds<i64>) -> Option<RangeInclusive<usize>> {
    let least = usize::try_from(bounds.min.unwrap_or(0).max(0)).ok()?.max(1);
    let most = bounds.max.map_or(Some(LONGEST), |most| usize::try_from(most).ok())?;
    (least <= most && least <= LONGEST).then(|| least..=most.min(LONGEST))
}

/// A text of a length, of letters that a source must write with care, too.
pub(super) fn plain(random: &mut Random, length: usize) -> String {
    // Most texts are of the first, harmless letters.
    let letters = if random.chance(15) { LETTERS } else { LETTERS.get(..24).unwrap_or(LETTERS) };
    (0..length).filter_map(|_| random.pick(letters)).collect()
}

/// A text that a shape allows; nothing where none is found.
pub(super) fn of_shape(random: &mut Random, shape: &StringShape<'_>) -> Option<String> {
    let values: Vec<&str> = shape.values.iter().collect();
    if !values.is_empty() {
        return random.pick(&values).map(|value| (*value).to_owned());
    }
    let lengths = lengths(shape.length)?;
    match shape.pattern {
        Some(pattern) => matching(random, pattern, &lengths),
        None => {
            let most = (lengths.start() + 10).min(*lengths.end());
            let length = random.between(*lengths.start(), most);
            Some(plain(random, length))
        }
    }
}

/// A text that a pattern matches as a whole.
fn matching(random: &mut Random, pattern: &str, lengths: &RangeInclusive<usize>) -> Option<String> {
    if is_read_in_several_ways(pattern) {
        return None;
    }
    let hir = regex_syntax::parse(pattern).ok()?;
    let whole = Regex::new(&format!("^(?:{pattern})$")).ok()?;
    (0..TRIES).find_map(|attempt| {
        let mut made = String::new();
        // Texts that are too short are made of longer repetitions the next time.
        add(random, &hir, lengths.start() / 4 + attempt * 4, &mut made)?;
        let fits = lengths.contains(&made.chars().count()) && is_writable(&made);
        (fits && whole.is_match(&made)).then_some(made)
    })
}

/// Possessive for the services, a repetition of a repetition here, and a mistake to others.
fn is_read_in_several_ways(pattern: &str) -> bool {
    ["}+", "++", "*+", "?+", "}{"].iter().any(|it| pattern.contains(it))
}

/// Whether a text in a source means itself to SSM too.
fn is_writable(text: &str) -> bool {
    !text.contains("{{") && !text.chars().any(char::is_control)
}

/// Adds a text that the expression matches. Repetitions take up to `more` turns above the least.
fn add(random: &mut Random, hir: &Hir, more: usize, to: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(()),
        HirKind::Literal(literal) => {
            to.push_str(std::str::from_utf8(&literal.0).ok()?);
            Some(())
        }
        HirKind::Class(class) => {
            to.push(one_of(random, class)?);
            Some(())
        }
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).ok()?;
            let most = repetition.max.map_or(usize::MAX, |most| most as usize);
            let turns = random.between(least, most.min(least + more + 2));
            (0..turns).try_for_each(|_| {
                if to.len() > LONGEST { None } else { add(random, &repetition.sub, more, to) }
            })
        }
        HirKind::Capture(capture) => add(random, &capture.sub, more, to),
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| add(random, part, more, to)),
        HirKind::Alternation(parts) => {
            let part = random.pick(parts)?;
            add(random, part, more, to)
        }
    }
}

/// A letter of a class, where there is one a plain one.
fn one_of(random: &mut Random, class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else { return None };
    let has =
        |letter: char| class.ranges().iter().any(|it| it.start() <= letter && letter <= it.end());
    let plain: Vec<char> = LETTERS.iter().copied().filter(|it| it.is_ascii() && has(*it)).collect();
    match random.pick(&plain) {
        Some(letter) => Some(*letter),
        None => class.ranges().first().map(|range| range.start()),
    }
}

/// A text of the allowed length that a pattern matches nowhere.
pub(super) fn not_matching(
    random: &mut Random,
    pattern: &str,
    bounds: Bounds<i64>,
) -> Option<String> {
    if is_read_in_several_ways(pattern) {
        return None;
    }
    let expression = Regex::new(pattern).ok()?;
    let lengths = lengths(bounds)?;
    ["!", "ä ö", "~~~", " ", "%&", "=", "A!", "\t"].iter().find_map(|piece| {
        let most = (*lengths.start() + 5).min(*lengths.end());
        let length = random.between(*lengths.start(), most);
        let made: String = piece.chars().cycle().take(length).collect();
        (!expression.is_match(&made)).then_some(made)
    })
}
