//! What stands in parentheses behind a type: ranges, patterns, lengths, counts of items.

use std::sync::Arc;

use crate::hir::{Bounds, Ty, Value};
use crate::ssm::pattern::{self, is_wide, syntax_problem};
use crate::syntax::ast;
use crate::text::FileSpan;

use super::types::are_crossed;
use super::{Body, Checker, errors};

/// Go's expressions (RE2), which the agent uses, repeat at most so often.
const MOST_REPETITIONS: u32 = 1_000;

impl Checker<'_> {
    /// `ty` narrowed by what is written behind it.
    pub(super) fn refined(&mut self, ty: Ty, spelt: &str, written: &[ast::Argument]) -> Ty {
        for (index, one) in written.iter().enumerate() {
            let name = |one: &ast::Argument| one.name.as_ref().map(|name| name.text.clone());
            let mut before = written.iter().take(index);
            if let Some(first) = before.find(|other| name(other) == name(one)) {
                let (at, first) = (self.at(one.span), self.at(first.span));
                self.report(errors::refinement_twice(at, first));
                return Ty::Unknown;
            }
        }
        written.iter().fold(ty, |ty, one| self.refined_by(ty, spelt, one))
    }

    fn refined_by(&mut self, ty: Ty, spelt: &str, written: &ast::Argument) -> Ty {
        let name = written.name.as_ref().map(|name| name.text.as_str());
        match (ty, name) {
            (Ty::Unknown, _) => Ty::Unknown,
            (Ty::Int(known), None) => Ty::Int(self.narrowed(&written.value, i64::MIN, known)),
            (
                Ty::String { pattern: Some(known), .. } | Ty::Aws { pattern: Some(known), .. },
                Some("pattern"),
            ) => {
                let at = self.at(written.span);
                self.report(errors::second_pattern(at, spelt, &known));
                Ty::Unknown
            }
            (Ty::String { length, .. }, Some("pattern")) => {
                Ty::String { pattern: self.pattern(&written.value), length }
            }
            (Ty::String { pattern, length }, Some("length")) => {
                Ty::String { pattern, length: self.narrowed(&written.value, 0, length) }
            }
            (Ty::Aws { ty, .. }, Some("pattern")) => {
                Ty::Aws { ty, pattern: self.pattern(&written.value) }
            }
            (Ty::List { element, items }, Some("items")) => {
                Ty::List { element, items: self.narrowed(&written.value, 0, items) }
            }
            // How the console shows a parameter is no matter of its type.
            (ty @ Ty::String { .. }, Some("multiline")) => {
                self.build_value(&written.value, &Ty::Bool, "`multiline`");
                ty
            }
            (ty, name) => {
                let span = written.name.as_ref().map_or(written.span, |name| name.span);
                let known = match ty {
                    Ty::Int(_) => "a range: `Int(1..10)`",
                    Ty::String { .. } => "`pattern`, `length` and `multiline`",
                    Ty::Aws { .. } => "`pattern`",
                    Ty::List { .. } => "`items`",
                    _ => "nothing",
                };
                let at = self.at(span);
                self.report(errors::unknown_refinement(at, spelt, name, known));
                ty
            }
        }
    }

    /// Bounds inside those that the type has already; an open end keeps the type's own.
    fn narrowed(&mut self, written: &ast::Expr, lowest: i64, known: Bounds) -> Bounds {
        let bounds = self.bounds(written, lowest);
        let ends = [bounds.low, bounds.high];
        if ends.into_iter().flatten().any(|end| !known.contains(end)) {
            let at = self.at(written.span);
            self.report(errors::wider_bounds(at, known));
            return known;
        }
        Bounds { low: bounds.low.or(known.low), high: bounds.high.or(known.high) }
    }

    /// A range, or one number for both ends; nothing below `lowest`.
    fn bounds(&mut self, written: &ast::Expr, lowest: i64) -> Bounds {
        let at = self.at(written.span);
        let checked = self.expression(written);
        let bounds = match checked.as_const() {
            Some(Value::Range { low, high }) => Bounds { low: *low, high: *high },
            Some(Value::Int(number)) => Bounds { low: Some(*number), high: Some(*number) },
            _ if checked.is_error() => return Bounds::OPEN,
            _ => {
                self.report(errors::not_a_range(at));
                return Bounds::OPEN;
            }
        };
        if are_crossed(bounds) {
            self.report(errors::crossed_bounds(at, bounds));
            return Bounds::OPEN;
        }
        if bounds.low.or(bounds.high).is_some_and(|end| end < lowest) {
            self.report(errors::negative_count(at));
            return Bounds::OPEN;
        }
        bounds
    }

    fn pattern(&mut self, written: &ast::Expr) -> Option<Arc<str>> {
        let (value, at) = self.build_value(written, &Ty::string(), "`pattern`")?;
        let Value::String(pattern) = value else { return None };
        self.check_pattern(&pattern, at).then_some(pattern)
    }

    fn check_pattern(&mut self, pattern: &str, at: FileSpan) -> bool {
        let readers = match self.body {
            // The parameters of a runbook never reach an agent.
            Body::Runbook => Readers::Service,
            _ => Readers::ServiceAndAgent,
        };
        if let Some(problem) = pattern_problem(pattern, readers) {
            self.report(errors::bad_pattern(at, &problem));
            return false;
        }
        if !is_anchored(pattern) {
            self.report(errors::unanchored_pattern(at, pattern));
        }
        true
    }
}

/// Who reads a pattern: the service (Java), and for a command the agent (RE2), too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Readers {
    Service,
    ServiceAndAgent,
}

/// What keeps a pattern from being read, or from meaning the same to all of its readers.
fn pattern_problem(pattern: &str, readers: Readers) -> Option<String> {
    if readers == Readers::Service && foreign_syntax(pattern, Readers::ServiceAndAgent).is_some() {
        return foreign_syntax(pattern, readers)
            .map(str::to_owned)
            .or_else(|| java_problem(pattern));
    }
    foreign_syntax(pattern, readers).map(str::to_owned).or_else(|| syntax_problem(pattern))
}

/// What keeps a pattern that only the service reads from being read.
pub(in crate::check) fn service_pattern_problem(pattern: &str) -> Option<String> {
    pattern_problem(pattern, Readers::Service)
}

/// What keeps a pattern with look-around and the like from being read at all.
fn java_problem(pattern: &str) -> Option<String> {
    match fancy_regex::Regex::new(&pattern::translated(pattern)) {
        Ok(_) => None,
        Err(fancy_regex::Error::ParseError(_, problem)) => Some(problem.to_string()),
        // Java has no such limits.
        Err(_) => None,
    }
}

/// Syntax that one of the readers does not know, or that they read differently.
fn foreign_syntax(pattern: &str, readers: Readers) -> Option<&'static str> {
    let for_agent = readers == Readers::ServiceAndAgent;
    let mut rest = pattern;
    let mut after_quantifier = false;
    let mut in_class = false;
    while let Some(letter) = rest.chars().next() {
        let is_quantifier = !in_class && matches!(letter, '*' | '+' | '?' | '{');
        if for_agent && is_quantifier && after_quantifier && letter != '?' {
            return Some("possessive and doubled quantifiers are not known to RE2");
        }
        if let Some((_, problem)) = foreign_start(rest, in_class)
            .filter(|(reader, _)| for_agent || *reader == Readers::Service)
        {
            return Some(problem);
        }
        let length = match letter {
            // What is quoted stands for itself.
            '\\' if rest.starts_with(r"\Q") => rest.find(r"\E").map_or(rest.len(), |end| end + 2),
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            '{' if is_quantifier => rest.find('}').map_or(1, |end| end + 1),
            other => other.len_utf8(),
        };
        match letter {
            '[' if !in_class => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        after_quantifier = is_quantifier;
        rest = rest.get(length..).unwrap_or("");
    }
    None
}

/// What stands at the start of `rest`, and which reader it is that stumbles over it: the service
/// alone, or where the agent reads, too, one of both.
fn foreign_start(rest: &str, in_class: bool) -> Option<(Readers, &'static str)> {
    const AGENT: Readers = Readers::ServiceAndAgent;
    const OUTSIDE: [(&str, Readers, &str); 6] = [
        ("(?!", AGENT, "look-ahead is not known to RE2"),
        ("(?<!", AGENT, "look-behind is not known to RE2"),
        ("(?<=", AGENT, "look-behind is not known to RE2"),
        ("(?=", AGENT, "look-ahead is not known to RE2"),
        ("(?>", AGENT, "atomic groups are not known to RE2"),
        ("(?P<", Readers::Service, "Java does not know `(?P<name>…)`; write `(?:…)`"),
    ];
    const INSIDE: [(&str, Readers, &str); 2] = [
        ("&&", AGENT, "RE2 does not know `&&` in a class"),
        ("[:", Readers::Service, "Java reads `[:name:]` as letters; write the range"),
    ];
    let table: &[(&str, Readers, &'static str)] = if in_class { &INSIDE } else { &OUTSIDE };
    if let Some((_, reader, problem)) = table.iter().find(|(start, ..)| rest.starts_with(start)) {
        return Some((*reader, problem));
    }
    let mut letters = rest.chars();
    match (letters.next(), letters.next()) {
        (Some('\\'), Some('1'..='9' | 'k')) if !in_class => {
            Some((AGENT, "back-references are not known to RE2"))
        }
        (Some('\\'), Some('G' | 'H' | 'N' | 'R' | 'V' | 'X' | 'Z' | 'c' | 'e' | 'h')) => {
            Some((AGENT, "RE2 does not know this escape of Java"))
        }
        (Some('{'), Some('0'..='9')) if !in_class && repeats_too_often(rest) => {
            Some((AGENT, "RE2 repeats at most 1000 times"))
        }
        _ => None,
    }
}

fn repeats_too_often(rest: &str) -> bool {
    let counts = rest.get(1..rest.find('}').unwrap_or(1)).unwrap_or("");
    counts.split(',').any(|count| {
        !count.is_empty() && count.parse::<u32>().map_or(true, |count| count > MOST_REPETITIONS)
    })
}

/// Whether every alternative starts with `^` and ends with `$`.
fn is_anchored(pattern: &str) -> bool {
    // One that lets everything through is no half of a pattern.
    if is_wide(pattern) {
        return true;
    }
    pattern::is_anchored(pattern).unwrap_or_else(|| looks_anchored(pattern))
}

/// The same for a pattern with look-around and the like: by its first and last signs.
fn looks_anchored(pattern: &str) -> bool {
    let pattern = without_flags(pattern);
    top_alternatives(pattern).iter().all(|one| {
        let ends = one.ends_with('$') && !one.ends_with("\\$");
        one.starts_with('^') && ends
    })
}

/// A pattern without flags at its start, `(?i)`. Those that change what `^` and `$` mean stay.
fn without_flags(pattern: &str) -> &str {
    let flags = pattern.strip_prefix("(?").and_then(|rest| rest.split_once(')'));
    match flags {
        Some((flags, rest)) if !flags.is_empty() && flags.chars().all(|it| "isU".contains(it)) => {
            rest
        }
        _ => pattern,
    }
}

/// The parts between the `|` that stand in no group and no class.
fn top_alternatives(pattern: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut in_class, mut escaped) = (0, 0_usize, false, false);
    for (offset, letter) in pattern.char_indices() {
        match letter {
            _ if escaped => {
                escaped = false;
                continue;
            }
            '\\' => escaped = true,
            '[' if !in_class => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth = depth.saturating_sub(1),
            '|' if !in_class && depth == 0 => {
                parts.push(pattern.get(start..offset).unwrap_or(""));
                start = offset + 1;
            }
            _ => {}
        }
    }
    parts.push(pattern.get(start..).unwrap_or(""));
    parts
}

#[cfg(test)]
mod tests {
    use super::{Readers, is_anchored, pattern_problem};

    #[test]
    fn what_only_one_engine_knows_is_refused() {
        for pattern in
            ["^(?=a)b$", "^(a)\\1$", "^a++$", "^a{1,2000}$", "^[a&&b]$", "^(?P<x>a)$", "^(a$"]
        {
            assert!(pattern_problem(pattern, Readers::ServiceAndAgent).is_some(), "{pattern}");
        }
    }

    #[test]
    fn escapes_of_java_are_for_the_service_alone() {
        for pattern in [r"^a\h$", r"^a\R$", r"^\cA$", r"^a\Z"] {
            assert!(pattern_problem(pattern, Readers::ServiceAndAgent).is_some(), "{pattern}");
            assert_eq!(pattern_problem(pattern, Readers::Service), None, "{pattern}");
        }
        // Both know a quote, in which nothing is looked at.
        for readers in [Readers::ServiceAndAgent, Readers::Service] {
            assert_eq!(pattern_problem(r"^\Q(?=a\E$", readers), None);
            assert!(pattern_problem(r"^\Qa\E($", readers).is_some());
        }
        assert_eq!(pattern_problem(r"^\Q(\E(?=a)", Readers::Service), None);
    }

    #[test]
    fn what_both_engines_know_is_taken() {
        for pattern in ["^[a-z]+?$", "^\\d{1,3}$", "^(?:a|b)$", "^[+*?]+$", "^a\\++$", "^$|^x{2}$"]
        {
            assert_eq!(pattern_problem(pattern, Readers::ServiceAndAgent), None, "{pattern}");
        }
    }

    #[test]
    fn every_alternative_must_be_anchored() {
        assert!(!is_anchored("^$|^a|b$"));
        assert!(is_anchored("^$|^(a|b)$"));
        assert!(is_anchored("^[|]$"));
        assert!(is_anchored("(?i)^abc$"));
        assert!(!is_anchored("(?m)^abc$"));
        assert!(!is_anchored("(?i:^abc$)d"));
        assert!(!is_anchored("^a\\$"));
    }
}
