//! Patterns as the service reads them: Java's expressions, whose short classes are of ASCII.

mod java;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

pub use java::translated;

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
    // In our words first: what is quoted to the end must not quote the end.
    matches(&format!("^(?:{})$", java::translated(pattern)), text)
}

/// Whether every match begins and ends where the text does; nothing for a pattern that cannot be
/// read here.
pub fn is_anchored(pattern: &str) -> Option<bool> {
    let hir = regex_syntax::parse(&java::translated(pattern)).ok()?;
    Some(is_bound(&hir, Look::Start) && is_bound(&hir, Look::End))
}

/// Whether all matches pass a look at one end.
fn is_bound(hir: &Hir, look: Look) -> bool {
    match hir.kind() {
        HirKind::Look(found) => *found == look,
        HirKind::Capture(group) => is_bound(&group.sub, look),
        HirKind::Alternation(arms) => arms.iter().all(|arm| is_bound(arm, look)),
        HirKind::Concat(parts) if look == Look::Start => {
            parts.first().is_some_and(|part| is_bound(part, look))
        }
        HirKind::Concat(parts) => parts.last().is_some_and(|part| is_bound(part, look)),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Repetition(_) => false,
    }
}

/// Whether a pattern lets every text through, but perhaps the empty one and those of many lines.
pub fn is_wide(pattern: &str) -> bool {
    regex_syntax::parse(&java::translated(pattern)).is_ok_and(|hir| takes_all(&hir))
}

fn takes_all(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Capture(group) => takes_all(&group.sub),
        HirKind::Repetition(repetition) => {
            repetition.min <= 1 && repetition.max.is_none() && is_every_sign(&repetition.sub)
        }
        HirKind::Alternation(arms) => arms.iter().any(takes_all),
        HirKind::Concat(parts) => {
            let is_end = |part: &&Hir| !matches!(part.kind(), HirKind::Look(_) | HirKind::Empty);
            let mut inner = parts.iter().filter(is_end);
            inner.next().is_some_and(takes_all) && inner.next().is_none()
        }
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => false,
    }
}

/// Whether a part stands for any one sign; ends of lines may be left out.
fn is_every_sign(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let mut left = class.clone();
            left.negate();
            left.ranges().iter().all(|range| range.start() >= '\n' && range.end() <= '\r')
        }
        HirKind::Capture(group) => is_every_sign(&group.sub),
        HirKind::Class(Class::Bytes(_))
        | HirKind::Empty
        | HirKind::Literal(_)
        | HirKind::Look(_)
        | HirKind::Repetition(_)
        | HirKind::Concat(_)
        | HirKind::Alternation(_) => false,
    }
}

/// What keeps Java from reading a pattern; nothing where it can be read, or where only Java knows.
pub fn syntax_problem(pattern: &str) -> Option<String> {
    let error = regex_syntax::parse(&java::translated(pattern)).err()?;
    if java::may_read(&error) {
        return None;
    }
    let problem = error.to_string();
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
    let made = Regex::new(&java::translated(pattern)).ok().map(Arc::new);
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    known.get_or_insert_default().insert(pattern.to_owned(), made.clone());
    made
}

#[cfg(test)]
mod tests {
    use super::{is_anchored, is_wide, java, matches, syntax_problem};

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
        assert_eq!(java::translated(r"a\"), r"a\");
    }

    #[test]
    fn a_pattern_is_anchored_where_each_way_through_it_is() {
        for pattern in [
            "^a$",
            r"\A[a-z]+\z",
            "(^a$)",
            "^(a$|b$)",
            "^$|^(a|b)$",
            "(?i)^abc$",
            "^(?:^a$)$",
            r"^\w$",
        ] {
            assert_eq!(is_anchored(pattern), Some(true), "{pattern}");
        }
        for pattern in ["a", "^a", "a$", "^a|b$", r"^a\$", "(?m)^abc$", "(?i:^abc$)d", "^(a|b$)"] {
            assert_eq!(is_anchored(pattern), Some(false), "{pattern}");
        }
        assert_eq!(is_anchored("^(?!a).*$"), None);
    }

    #[test]
    fn a_wide_pattern_keeps_nothing_out() {
        for pattern in [
            ".*",
            "^.*$",
            "^.+$",
            "^(?:.*)$",
            r"^[\S\s]*$",
            ".*?",
            r"\A.*\z",
            "(?i)^.*$",
            "(?s)^.*$",
        ] {
            assert!(is_wide(pattern), "{pattern}");
        }
        for pattern in ["^.{0,100}$", "^[^']*$", "^a.*$", r"^\S+$", "^.$", "^$", "^.*.*x$"] {
            assert!(!is_wide(pattern), "{pattern}");
        }
    }
}
