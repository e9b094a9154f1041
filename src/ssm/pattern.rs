//! Patterns as the service reads them: Java's expressions, whose short classes are of ASCII.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use regex::Regex;

/// Patterns that were compiled once; nothing for those that cannot be tried here.
type Compiled = HashMap<String, Option<Arc<Regex>>>;

static COMPILED: RwLock<Option<Compiled>> = RwLock::new(None);

/// Whether a pattern is found in a text. One that cannot be tried here (with look-around, or too
/// large) matches everything.
pub fn matches(pattern: &str, text: &str) -> bool {
    compiled(pattern).is_none_or(|regex| regex.is_match(text))
}

/// Whether a pattern matches a text from its start to its end; what cannot be tried does.
pub fn matches_whole(pattern: &str, text: &str) -> bool {
    matches(&format!("^(?:{pattern})$"), text)
}

/// What keeps a pattern from being read; nothing where it can be.
pub fn syntax_problem(pattern: &str) -> Option<String> {
    let problem = regex_syntax::parse(&in_ascii(pattern)).err()?.to_string();
    let reason = problem.lines().rev().find_map(|line| line.strip_prefix("error: "));
    Some(reason.unwrap_or("it cannot be read").to_owned())
}

fn compiled(pattern: &str) -> Option<Arc<Regex>> {
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = known.as_ref().and_then(|known| known.get(pattern)) {
        return found.clone();
    }
    drop(known);
    // Two threads may do the same here: that is cheaper than to wait for each other.
    let made = Regex::new(&in_ascii(pattern)).ok().map(Arc::new);
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    known.get_or_insert_default().insert(pattern.to_owned(), made.clone());
    made
}

/// Short classes and the letters that Java takes for them without `UNICODE_CHARACTER_CLASS`.
///
/// Source: `java.util.regex.Pattern`, "Predefined character classes".
const CLASSES: [(char, &str); 7] = [
    ('D', "[^0-9]"),
    ('S', r"[^\x20\t\n\x0B\f\r]"),
    ('W', "[^0-9A-Za-z_]"),
    ('b', r"(?-u:\b)"),
    ('d', "[0-9]"),
    ('s', r"[\x20\t\n\x0B\f\r]"),
    ('w', "[0-9A-Za-z_]"),
];

/// The pattern with its short classes written out. They are Unicode's in Rust, which takes another
/// meaning, and much time to compile.
fn in_ascii(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len() * 2);
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            written.push(letter);
            continue;
        }
        let Some(escaped) = letters.next() else {
            written.push(letter);
            break;
        };
        match CLASSES.iter().find(|(short, _)| *short == escaped) {
            Some((_, class)) => written.push_str(class),
            None => written.extend([letter, escaped]),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, in_ascii, matches, syntax_problem};

    #[test]
    fn the_table_is_sorted() {
        assert!(CLASSES.is_sorted_by_key(|row| row.0));
    }

    #[test]
    fn short_classes_are_of_ascii() {
        for (pattern, text, is_match) in [
            (r"^\w+$", "a_1", true),
            (r"^\w+$", "ä", false),
            (r"^[\w-]+$", "a-b", true),
            (r"^[\w-z]+$", "a-z", true),
            (r"^[^\s]+$", "a\u{a0}b", true),
            (r"^[\W]$", "é", true),
            (r"^\d$", "٣", false),
            (r"^\\w$", r"\w", true),
            (r"\bend\b", "the end", true),
        ] {
            assert_eq!(matches(pattern, text), is_match, "`{pattern}` on `{text}`");
        }
    }

    #[test]
    fn what_cannot_be_tried_matches() {
        assert!(matches("^(?!a)", "a"));
        assert!(matches(r"(\w{1,900}){1,900}", "!"));
    }

    #[test]
    fn a_problem_is_said_and_nothing_of_a_good_pattern() {
        assert_eq!(syntax_problem(r"^[a-z]{1,5}\p{L}$"), None);
        assert!(syntax_problem("a(").is_some_and(|it| it.contains("group")));
    }

    #[test]
    fn a_backslash_at_the_end_stays() {
        assert_eq!(in_ascii(r"a\"), r"a\");
    }
}
