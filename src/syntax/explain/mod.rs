//! The second look: why a stretch of text could not be read, in the language's words.

mod expected;
mod foreign;
mod furthest;
mod starts;
mod tokens;

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, FileSpan, Span};

use super::build::{Bad, Place};
use super::errors;
use super::grammar::Rule;
use furthest::{Expected, furthest};
use starts::is_operator;
use tokens::{Token, TokenKind, tokens};

/// A stretch that could not be read.
struct Region<'a> {
    /// The whole text, with the scanner's marks.
    clean: &'a str,
    file: FileId,
    bad: Bad,
    /// The stretch itself.
    text: &'a str,
    tokens: Vec<Token>,
}

/// Says what is wrong with a stretch of `clean`.
pub(super) fn explain(clean: &str, file: FileId, bad: Bad) -> Diagnostic {
    let text = bad.span.of(clean);
    let region = Region { clean, file, bad, text, tokens: tokens(text) };
    region.explain()
}

impl Region<'_> {
    fn explain(&self) -> Diagnostic {
        if let Some(finding) = self.wrong_start().or_else(|| self.lone_operator()) {
            return finding;
        }
        let Some((at, _)) = furthest(self.rule(), self.text) else {
            return self.whole();
        };
        // Where the grammar stopped inside or at the end of a word, that word is the culprit.
        let culprit = self
            .tokens
            .iter()
            .position(|token| at < token.end || at == token.end && at > token.start);
        let culprit = culprit.map(|index| self.following(at, index));
        let cut = culprit
            .and_then(|index| self.tokens.get(index))
            .map_or(self.text.len(), |token| token.start);
        if cut == 0 {
            return self.at_start();
        }
        // What can stand there is known for sure only if nothing of the culprit was read.
        let before = self.text.get(..cut).unwrap_or(self.text);
        let expected = match furthest(self.rule(), before) {
            Some((_, expected)) => expected,
            None => return self.whole(),
        };
        let before = self.tokens.get(..culprit.unwrap_or(self.tokens.len())).unwrap_or(&[]);
        self.stopped(before, culprit, &expected)
    }

    /// A definition was read up to an operator whose right side is missing.
    fn lone_operator(&self) -> Option<Diagnostic> {
        let [sign] = self.tokens.as_slice() else { return None };
        let text = sign.of(self.text);
        if self.bad.place != Place::Item || !(is_operator(text) || text == "|") {
            return None;
        }
        let end = self.span(sign.end, sign.end);
        Some(errors::missing(self.at(end), "an expression", text))
    }

    /// The grammar stopped at the end of a token. If it took this token and wants more, the next
    /// one is the culprit.
    fn following(&self, at: usize, index: usize) -> usize {
        let ends_here = self.tokens.get(index).is_some_and(|token| token.end == at);
        let takes_more = || {
            let before = self.text.get(..at).unwrap_or(self.text);
            furthest(self.rule(), before).is_some_and(|(_, expected)| !expected.is_empty())
        };
        if ends_here && takes_more() { index + 1 } else { index }
    }

    fn rule(&self) -> Rule {
        match self.bad.place {
            Place::Member | Place::Statement if starts::starts_clause(self.first_word()) => {
                Rule::clause
            }
            Place::Item => Rule::item,
            Place::Member => Rule::member,
            Place::Statement => Rule::statement,
            Place::MatchArm => Rule::match_arm,
            Place::TaskAttribute => Rule::attribute,
            Place::PlatformScript => Rule::platform_script,
            Place::Hole => Rule::hole,
        }
    }

    /// The grammar read `before` and could not take the token at `culprit`.
    fn stopped(&self, before: &[Token], culprit: Option<usize>, expected: &Expected) -> Diagnostic {
        let found = culprit.and_then(|index| self.tokens.get(index));
        if let Some(finding) = found.and_then(|token| self.wrong_sign(before, *token, expected)) {
            return finding;
        }
        if let Some(finding) = self.in_bracket(before, culprit, expected) {
            return finding;
        }
        let is_key = culprit.is_some_and(|_| {
            innermost_open(self.text, before)
                .is_some_and(|open| matches!(open.of(self.text), "(" | "{"))
        }) && self.lacks_colon(before, culprit)
            && found.is_some_and(|token| token.kind != TokenKind::Sign);
        let mut said = expected::in_words(expected, self.lacks_else(before));
        if said == "`:`" && matches!(self.first_word(), "param" | "input") {
            said = "`:` and a type".to_owned();
        }
        if is_key {
            said = "`:`".to_owned();
        }
        let last = before.last();
        let on_next_line = match (last, found) {
            (Some(last), Some(found)) => self.has_line_between(last.end, found.start),
            (Some(_), None) => true,
            (None, _) => false,
        };
        if on_next_line && let Some(last) = last {
            // What is missing belongs to the line before.
            let place = self.span(last.end, last.end);
            let behind = last.of(self.text);
            return errors::missing(self.at(place), &said, &shortened(behind));
        }
        match found {
            Some(token) => {
                let text = shortened(token.of(self.text));
                errors::unexpected(self.at(self.span(token.start, token.end)), &said, &text)
            }
            None => self.at_start(),
        }
    }

    /// A sign that another language has here.
    fn wrong_sign(
        &self,
        before: &[Token],
        token: Token,
        expected: &Expected,
    ) -> Option<Diagnostic> {
        let at = self.at(self.span(token.start, token.end));
        let text = token.of(self.text);
        let compares = expected::is_behind_operand(expected) && !expected.contains("=");
        match text {
            "=" if compares => Some(errors::equals_for_comparison(at)),
            "===" if compares => Some(errors::strange_operator(at, "===", "==")),
            "<>" if compares => Some(errors::strange_operator(at, "<>", "!=")),
            "=" => {
                let sign = before.last().map_or("", |last| last.of(self.text));
                let is_compound = matches!(sign, "+" | "-" | "*" | "/");
                is_compound.then(|| errors::compound_assignment(at, sign))
            }
            "+=" | "-=" | "*=" | "/=" => {
                Some(errors::compound_assignment(at, text.trim_end_matches('=')))
            }
            "++" | "--" => Some(errors::compound_assignment(at, text.get(1..).unwrap_or(""))),
            "?" if compares => Some(errors::ternary(at)),
            ":" if expected.contains("=") && !expected.contains(":") => {
                Some(errors::colon_for_equals(at, self.first_word()))
            }
            _ => None,
        }
    }

    /// Inside brackets a comma or the end of them is missing.
    fn in_bracket(
        &self,
        before: &[Token],
        culprit: Option<usize>,
        expected: &Expected,
    ) -> Option<Diagnostic> {
        if expected::is_operand(expected) || self.bad.place == Place::Hole {
            return None;
        }
        let open = innermost_open(self.text, before)?;
        let close = match open.of(self.text) {
            "(" => ")",
            "[" => "]",
            "{" => "}",
            _ => return None,
        };
        if !expected.contains(close) {
            return None;
        }
        let last = before.last()?;
        let place = self.at(self.span(last.end, last.end));
        let is_closed = culprit.is_some_and(|index| self.closes_later(index, close));
        let found = culprit.and_then(|index| self.tokens.get(index));
        let is_element = found.is_some_and(|token| self.starts_element(*token));
        if expected.contains(",") && is_element && is_closed {
            if self.lacks_colon(before, culprit) {
                return None;
            }
            return Some(errors::missing_comma(place));
        }
        if is_closed && !found.is_some_and(|token| self.has_line_between(last.end, token.start)) {
            return None;
        }
        let open = self.at(self.span(open.start, open.end));
        Some(errors::missing_bracket(place, open, close))
    }

    /// Whether a word that could be a key stands before a value: `(state "started")`.
    fn lacks_colon(&self, before: &[Token], culprit: Option<usize>) -> bool {
        let text_at = |index: Option<usize>| {
            index.and_then(|index| self.tokens.get(index)).map_or("", |token| token.of(self.text))
        };
        let is_word = before.last().is_some_and(|token| token.kind == TokenKind::Word);
        let starts = matches!(text_at(before.len().checked_sub(2)), "(" | "{" | ",");
        let next_is_key = text_at(culprit.map(|index| index + 1)) == ":";
        is_word && starts && !next_is_key
    }

    /// Whether the bracket that is open before the token at `index` is closed at or behind it.
    fn closes_later(&self, index: usize, close: &str) -> bool {
        let mut depth = 0usize;
        for token in self.tokens.get(index..).unwrap_or(&[]) {
            match token.of(self.text) {
                "(" | "[" | "{" | "${" => depth += 1,
                sign @ (")" | "]" | "}") => {
                    if depth == 0 {
                        return sign == close;
                    }
                    depth -= 1;
                }
                _ => {}
            }
        }
        false
    }

    fn starts_element(&self, token: Token) -> bool {
        match token.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::String => true,
            TokenKind::Sign => matches!(token.of(self.text), "{" | "..." | ".."),
        }
    }

    /// Whether a `then` has no `else` yet.
    fn lacks_else(&self, before: &[Token]) -> bool {
        let count = |word: &str| before.iter().filter(|token| token.of(self.text) == word).count();
        count("then") > count("else")
    }

    fn first_word(&self) -> &str {
        self.tokens.first().map_or("", |token| token.of(self.text))
    }

    /// Nothing is wrong with the stretch but its place.
    fn whole(&self) -> Diagnostic {
        match self.tokens.first() {
            Some(first) if self.rule() == Rule::clause => {
                let at = self.at(self.span(first.start, first.end));
                errors::clause_alone(at, first.of(self.text))
            }
            _ => self.at_start(),
        }
    }

    fn at_start(&self) -> Diagnostic {
        let expected = match self.bad.place {
            Place::Item => "a declaration",
            Place::Member => "a parameter, an attribute or a statement",
            Place::Statement => "a statement",
            Place::MatchArm => "an arm such as `\"value\" => { … }`",
            Place::TaskAttribute => "an attribute such as `priority: 1`",
            Place::PlatformScript => "`setup`, `check` or `apply` with a script",
            Place::Hole => "an expression",
        };
        let first = self.tokens.first();
        let (start, end) = first.map_or((0, 1), |token| (token.start, token.end));
        let text = first.map_or("", |token| token.of(self.text));
        errors::unexpected(self.at(self.span(start, end)), expected, &shortened(text))
    }

    fn has_line_between(&self, start: usize, end: usize) -> bool {
        self.text.get(start..end).unwrap_or("").contains(['\n', '\u{b}', '\u{c}'])
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let base = self.bad.span.start;
        let offset = |at: usize| base + u32::try_from(at).unwrap_or(u32::MAX - base);
        Span::new(offset(start), offset(end))
    }

    fn at(&self, span: Span) -> FileSpan {
        span.in_file(self.file)
    }
}

/// The innermost bracket that `before` leaves open.
fn innermost_open(text: &str, before: &[Token]) -> Option<Token> {
    let mut open: Vec<Token> = Vec::new();
    for token in before {
        match token.of(text) {
            "(" | "[" | "{" | "${" => open.push(*token),
            ")" | "]" | "}" => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// Enough of a token to be recognised.
fn shortened(text: &str) -> String {
    let line = text.split(['\n', '\u{b}', '\u{c}']).next().unwrap_or("");
    match line.char_indices().nth(30) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line)),
        None if line.len() < text.len() => format!("{line}…"),
        None => line.to_owned(),
    }
}
