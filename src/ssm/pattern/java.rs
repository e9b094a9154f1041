//! What Java's regular expressions write otherwise than ours.
//!
//! Source: `java.util.regex.Pattern`, "Summary of regular-expression constructs".

use std::iter::Peekable;
use std::str::Chars;

use regex_syntax::Error;
use regex_syntax::ast::{self, ErrorKind};
use regex_syntax::hir;

/// Escapes and what stands for them: short classes with the letters that Java takes for them without
/// `UNICODE_CHARACTER_CLASS`, ends of lines, signs. Ours are Unicode's, which takes another meaning,
/// and much time to compile.
const ESCAPES: [(char, &str); 14] = [
    ('D', "[^0-9]"),
    ('H', r"[^\x20\t\x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]"),
    ('R', r"(?:\r\n|[\n\x0B\f\r\x{85}\x{2028}\x{2029}])"),
    ('S', r"[^\x20\t\n\x0B\f\r]"),
    ('V', r"[^\n\x0B\f\r\x{85}\x{2028}\x{2029}]"),
    ('W', "[^0-9A-Za-z_]"),
    ('Z', r"(?:\n?\z)"),
    ('b', r"(?-u:\b)"),
    ('d', "[0-9]"),
    ('e', r"\x1B"),
    ('h', r"[\x20\t\x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]"),
    ('s', r"[\x20\t\n\x0B\f\r]"),
    ('v', r"[\n\x0B\f\r\x{85}\x{2028}\x{2029}]"),
    ('w', "[0-9A-Za-z_]"),
];

/// Classes of `\p` that are of ASCII, and what stands for them in brackets.
const PROPERTIES: [(&str, &str); 13] = [
    ("ASCII", r"\x00-\x7F"),
    ("Alnum", "0-9A-Za-z"),
    ("Alpha", "A-Za-z"),
    ("Blank", r"\x20\t"),
    ("Cntrl", r"\x00-\x1F\x7F"),
    ("Digit", "0-9"),
    ("Graph", r"\x21-\x7E"),
    ("Lower", "a-z"),
    ("Print", r"\x20-\x7E"),
    ("Punct", r"\x21-\x2F\x3A-\x40\x5B-\x60\x7B-\x7E"),
    ("Space", r"\x20\t\n\x0B\f\r"),
    ("Upper", "A-Z"),
    ("XDigit", "0-9A-Fa-f"),
];

/// Letters of escapes that Java knows and nothing of ours stands for. Sorted.
const JAVA_ONLY: &str = "GNXk";

/// The pattern with what Java writes otherwise in our words: those of the crate `regex`.
pub fn translated(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len() * 2);
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => escape(&mut letters, &mut written),
            _ => written.push(letter),
        }
    }
    written
}

fn escape(letters: &mut Peekable<Chars<'_>>, written: &mut String) {
    let Some(escaped) = letters.next() else {
        written.push('\\');
        return;
    };
    match escaped {
        'Q' => quoted(letters, written),
        // The end of a quote that nothing begins means nothing.
        'E' => {}
        '0' => octal(letters, written),
        'c' => control(letters, written),
        'p' | 'P' if letters.peek() == Some(&'{') => property(escaped == 'P', letters, written),
        _ => match ESCAPES.iter().find(|(short, _)| *short == escaped) {
            Some((_, ours)) => written.push_str(ours),
            None => written.extend(['\\', escaped]),
        },
    }
}

/// Everything up to `\E`, or to the end, stands for itself.
fn quoted(letters: &mut Peekable<Chars<'_>>, written: &mut String) {
    let mut inner = String::new();
    while let Some(letter) = letters.next() {
        if letter == '\\' && letters.peek() == Some(&'E') {
            letters.next();
            break;
        }
        inner.push(letter);
    }
    written.push_str(&regex_syntax::escape(&inner));
}

/// `\0`, one to three digits, 0377 at most.
fn octal(letters: &mut Peekable<Chars<'_>>, written: &mut String) {
    let mut sign = None;
    while let Some(digit) = letters.peek().and_then(|letter| letter.to_digit(8)) {
        let next = sign.unwrap_or(0) * 8 + digit;
        if next > 0o377 {
            break;
        }
        sign = Some(next);
        letters.next();
    }
    match sign {
        Some(sign) => written.push_str(&format!(r"\x{{{sign:X}}}")),
        // Java refuses it, too.
        None => written.push_str(r"\0"),
    }
}

/// `\cX`: the control sign of a letter.
fn control(letters: &mut Peekable<Chars<'_>>, written: &mut String) {
    match letters.next() {
        Some(letter) => written.push_str(&format!(r"\x{{{:X}}}", u32::from(letter) ^ 64)),
        None => written.push_str(r"\c"),
    }
}

/// `\p{…}` behind the letter.
fn property(is_negated: bool, letters: &mut Peekable<Chars<'_>>, written: &mut String) {
    let rest: String = letters.clone().skip(1).take_while(|letter| *letter != '}').collect();
    match PROPERTIES.iter().find(|(name, _)| *name == rest) {
        Some((_, class)) => {
            letters.nth(rest.chars().count() + 1);
            let not = if is_negated { "^" } else { "" };
            written.push_str(&format!("[{not}{class}]"));
        }
        None => written.push_str(if is_negated { r"\P" } else { r"\p" }),
    }
}

/// Whether Java may read what our engine does not: look-around, references back, atomic groups,
/// its own classes and flags.
pub(super) fn may_read(error: &Error) -> bool {
    match error {
        Error::Parse(error) => match error.kind() {
            ErrorKind::UnsupportedLookAround => true,
            // What begins with 0 is no reference back, but a sign without digits of its number.
            ErrorKind::UnsupportedBackreference => at(error).nth(1) != Some('0'),
            ErrorKind::EscapeUnrecognized => {
                at(error).nth(1).is_some_and(|letter| JAVA_ONLY.contains(letter))
            }
            ErrorKind::FlagUnrecognized => matches!(at(error).next(), Some('>' | 'd' | 'U')),
            _ => false,
        },
        Error::Translate(error) => matches!(
            error.kind(),
            hir::ErrorKind::UnicodePropertyNotFound | hir::ErrorKind::UnicodePropertyValueNotFound
        ),
        _ => true,
    }
}

/// The pattern from where it could not be read.
fn at(error: &ast::Error) -> impl Iterator<Item = char> + '_ {
    error.pattern().get(error.span().start.offset..).unwrap_or("").chars()
}

#[cfg(test)]
mod tests {
    use super::super::{matches_whole, syntax_problem};
    use super::{ESCAPES, JAVA_ONLY, PROPERTIES};

    #[test]
    fn the_tables_are_sorted() {
        assert!(ESCAPES.is_sorted_by_key(|row| row.0));
        assert!(PROPERTIES.is_sorted_by_key(|row| row.0));
        assert!(JAVA_ONLY.chars().is_sorted());
    }

    #[track_caller]
    fn check(pattern: &str, takes: &[&str], refuses: &[&str]) {
        assert_eq!(syntax_problem(pattern), None, "{pattern}");
        for text in takes {
            assert!(matches_whole(pattern, text), "{pattern} takes {text:?}");
        }
        for text in refuses {
            assert!(!matches_whole(pattern, text), "{pattern} refuses {text:?}");
        }
    }

    #[test]
    fn what_java_writes_otherwise_means_what_it_means_there() {
        check(r"\Qa.b\E+", &["a.b", "a.bb"], &["axb"]);
        check(r"\Qa(b", &["a(b"], &["a"]);
        check(r"a\h\H", &["a b", "a\u{a0}b"], &["a\nb", "a  "]);
        check(r"a\Rb", &["a\r\nb", "a\nb"], &["a b"]);
        check(r"a\vb", &["a\nb", "a\u{b}b"], &["a b"]);
        check(r"\0101\x42\cA", &["AB\u{1}"], &["AB"]);
        check(r"[\p{Alpha}_]\P{Digit}", &["a-", "__"], &["1-", "a1"]);
        check(r"[a-z&&[^x]]+", &["abc"], &["axc"]);
        check(r"\e\Z", &["\u{1b}"], &["e"]);
    }

    #[test]
    fn what_only_java_reads_is_no_problem_and_takes_everything() {
        for pattern in [
            r"(?=a)b",
            r"(?<!a)b",
            r"(?>a+)b",
            r"(a)\1",
            r"(?<n>a)\k<n>",
            r"\Ga",
            r"\X",
            r"\p{javaLowerCase}",
            r"(?d)a$",
        ] {
            check(pattern, &["anything"], &[]);
        }
    }

    #[test]
    fn what_java_refuses_is_a_problem() {
        for pattern in ["(a", "[a", "*a", "a)", r"\y", r"\08", "a{2,1}", r"\p{", r"(?y)a"] {
            assert!(syntax_problem(pattern).is_some(), "{pattern}");
        }
    }
}
