//! Comments that allow a finding: `// allow(RULE): reason` above a line or at its end, and
//! `# ordain: allow(RULE): reason` where comments start with `#`.

use crate::diagnostic::{Code, Diagnostic, Trust};
use crate::text::{FileSpan, Source, Span, offset_in};

use super::rule::LintRule;
use super::rules::idle_allow;
use super::run::LintedFile;
use super::{errors, rule_named};

/// One rule that is allowed at one line.
struct Allow {
    rule: &'static LintRule,
    /// The name in the comment.
    at: FileSpan,
    /// From 0.
    line: usize,
    reason: String,
    is_used: bool,
    /// The comment around it, among those that allow something.
    comment: usize,
}

/// A comment that allows something.
struct Around {
    span: Span,
    own_line: bool,
    /// The names in it, in their order.
    names: Vec<Span>,
}

/// All comments of a file that allow something.
pub(super) struct Allows {
    allows: Vec<Allow>,
    comments: Vec<Around>,
    /// What is wrong with them.
    pub(super) found: Vec<Diagnostic>,
}

/// A comment as `allow(NAMES): REASON`, with places in the file.
struct Written {
    names: Vec<(String, Span)>,
    reason: String,
}

impl Allows {
    /// Reads the comments of a file.
    pub(super) fn of(file: &LintedFile<'_>, source: &Source) -> Self {
        let mut read = Self { allows: Vec::new(), comments: Vec::new(), found: Vec::new() };
        for comment in file.comments {
            let text = comment.span.of(&source.text);
            let Some(written) = written(text, comment.span.start) else { continue };
            let own = source.lines.line_of(comment.span.start);
            let line = match comment.own_line {
                true => line_below(file, source, comment.span),
                false => own,
            };
            let around = read.comments.len();
            read.comments.push(Around {
                span: comment.span,
                own_line: comment.own_line,
                names: written.names.iter().map(|(_, span)| *span).collect(),
            });
            for (name, span) in written.names {
                let at = span.in_file(file.id);
                match rule_named(&name) {
                    Err(near) => read.found.push(errors::allow_of_unknown(at, &name, near)),
                    Ok(_) if written.reason.is_empty() => {
                        read.found.push(errors::allow_without_reason(at, &name));
                    }
                    Ok(rule) => {
                        let (reason, comment) = (written.reason.clone(), around);
                        let allow = Allow { rule, at, line, reason, is_used: false, comment };
                        read.allows.push(allow);
                    }
                }
            }
        }
        read
    }

    /// Why a finding on one of these lines is allowed; nothing where it is not.
    pub(super) fn allows(&mut self, code: Code, lines: &[usize]) -> Option<String> {
        let mut reason = None;
        for allow in &mut self.allows {
            if Code::Rule(allow.rule.name) == code && lines.contains(&allow.line) {
                allow.is_used = true;
                reason.get_or_insert_with(|| allow.reason.clone());
            }
        }
        reason
    }

    /// Those that allow nothing, of rules that looked; each can be taken out of its file.
    pub(super) fn idle(
        &self,
        source: &Source,
        has_looked: impl Fn(&LintRule) -> bool,
    ) -> Vec<Diagnostic> {
        let is_idle = |allow: &&Allow| !allow.is_used && has_looked(allow.rule);
        let idle: Vec<&Allow> = self.allows.iter().filter(is_idle).collect();
        let finding = |allow: &&Allow| {
            let found = idle_allow::finding(allow.at, allow.rule.name);
            let Some(around) = self.comments.get(allow.comment) else { return found };
            let count = idle.iter().filter(|other| other.comment == allow.comment).count();
            let place = match count == around.names.len() {
                true => whole(around, source),
                false => alone(around, allow.at.span),
            };
            found.fix(Trust::Safe, "remove it", place.in_file(allow.at.file), "")
        };
        idle.iter().map(finding).collect()
    }
}

/// A comment with the line that it has for itself, or with the blanks before it.
fn whole(comment: &Around, source: &Source) -> Span {
    let start = comment.span.start as usize;
    let before = source.text.get(..start).unwrap_or("");
    let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
    let from = comment.span.start - u32::try_from(blanks).unwrap_or(0);
    let behind = source.text.get(comment.span.end as usize..).unwrap_or("");
    let line_end = ["\r\n", "\n"].into_iter().find(|end| behind.starts_with(end));
    let is_alone =
        comment.own_line && (from == 0 || before.trim_end_matches([' ', '\t']).ends_with('\n'));
    let to = match line_end.filter(|_| is_alone) {
        Some(end) => comment.span.end + u32::try_from(end.len()).unwrap_or(0),
        None => comment.span.end,
    };
    Span::new(from, to)
}

/// One name of several, with the comma beside it.
fn alone(comment: &Around, name: Span) -> Span {
    let number = comment.names.iter().position(|other| *other == name).unwrap_or(0);
    let before = number.checked_sub(1).and_then(|before| comment.names.get(before));
    match (before, comment.names.get(number + 1)) {
        (Some(before), _) => Span::new(before.end, name.end),
        (None, Some(next)) => Span::new(name.start, next.start),
        (None, None) => name,
    }
}

/// The first line below a comment that holds more than blanks and a comment.
fn line_below(file: &LintedFile<'_>, source: &Source, comment: Span) -> usize {
    let first = source.lines.line_of(comment.end.saturating_sub(1)) + 1;
    let is_passed = |line: usize| {
        let Some(start) = source.lines.line_start(line) else { return false };
        let rest = source.text.get(start as usize..).unwrap_or("");
        let text = rest.trim_start_matches([' ', '\t']);
        let at = start + u32::try_from(rest.len() - text.len()).unwrap_or(0);
        let found = file.comments.binary_search_by(|comment| comment.span.start.cmp(&at));
        found.is_ok() || text.starts_with(['\n', '\r'])
    };
    (first..).find(|line| !is_passed(*line)).unwrap_or(first)
}

/// Reads a comment, whose text starts at `start` in its file.
fn written(text: &str, start: u32) -> Option<Written> {
    let body = match text.strip_prefix("//") {
        Some(rest) if rest.starts_with(['/', '!']) => return None,
        Some(rest) => rest,
        None => match text.strip_prefix("/*") {
            Some(rest) => rest.strip_suffix("*/").unwrap_or(rest),
            None => text.strip_prefix('#')?.trim_start().strip_prefix("ordain:")?,
        },
    };
    let body = body.trim();
    let body = body.strip_prefix("ordain:").map_or(body, str::trim_start);
    let (inside, behind) = body.strip_prefix("allow(")?.split_once(')')?;
    let offset = |part: &str| {
        let before = offset_in(part, text).unwrap_or(0);
        start + u32::try_from(before).unwrap_or(0)
    };
    let name = |part: &str| {
        let part = part.trim();
        let from = offset(part);
        let length = u32::try_from(part.len()).unwrap_or(0);
        (part.to_owned(), Span::new(from, from + length))
    };
    let names = inside.split(',').map(name).collect();
    let reason = behind.trim_start().strip_prefix(':').unwrap_or("").trim().to_owned();
    Some(Written { names, reason })
}

#[cfg(test)]
mod tests {
    use super::written;

    #[track_caller]
    fn check(text: &str, names: &[&str], reason: &str) {
        let read = written(text, 0).unwrap_or_else(|| unreachable!("`{text}` allows something"));
        let found: Vec<&str> = read.names.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((found.as_slice(), read.reason.as_str()), (names, reason));
        for (name, span) in &read.names {
            assert_eq!(span.of(text), name);
        }
    }

    #[test]
    fn comments_of_both_kinds_of_file_are_read() {
        check("// allow(a-b): why: so", &["a-b"], "why: so");
        check("//allow( a , b ):why", &["a", "b"], "why");
        check("/* allow(a): why */", &["a"], "why");
        check("# ordain: allow(a): why", &["a"], "why");
        check("// ordain: allow(a): why", &["a"], "why");
        check("// allow(a)", &["a"], "");
        check("// allow(a) because", &["a"], "");
    }

    #[test]
    fn other_comments_allow_nothing() {
        for text in ["// we allow(a)", "/// allow(a): b", "# allow(a): b", "// allow a", "//"] {
            assert!(written(text, 0).is_none(), "{text}");
        }
    }
}
