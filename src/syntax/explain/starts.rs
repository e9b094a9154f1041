//! Stretches whose first token already says what is wrong.

use super::tokens::{Token, TokenKind};
use super::{Region, foreign};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::DeclarationKind;
use crate::syntax::build::{OPERATORS, Place};
use crate::syntax::{errors, words};
use crate::text::nearest;

impl Region<'_> {
    /// What the first token alone gives away.
    pub(super) fn wrong_start(&self) -> Option<Diagnostic> {
        let first = *self.tokens.first()?;
        let text = first.of(self.text);
        let at = self.at(self.span(first.start, first.end));
        if matches!(text, ")" | "]" | "}") {
            return Some(errors::closes_nothing(at, text));
        }
        if self.follows_on_line() {
            return self.wrong_continuation(first);
        }
        if first.kind != TokenKind::Word {
            return None;
        }
        match self.bad.place {
            Place::Item => self.wrong_item_word(text),
            Place::Member | Place::Statement => self.wrong_statement_word(text),
            Place::MatchArm | Place::TaskAttribute | Place::PlatformScript | Place::Hole => None,
        }
    }

    /// Whether a statement ends on the line where this stretch starts.
    fn follows_on_line(&self) -> bool {
        if !matches!(self.bad.place, Place::Member | Place::Statement) {
            return false;
        }
        let start = self.bad.span.start as usize;
        let before = self.clean.get(..start).unwrap_or("");
        let line = before.rsplit(['\n', '\u{b}', '\u{c}']).next().unwrap_or("");
        let line = line.trim_end();
        !line.is_empty() && !line.ends_with(['{', '}', '/'])
    }

    /// A statement was read to its end, and then this stands behind it.
    fn wrong_continuation(&self, first: Token) -> Option<Diagnostic> {
        let text = first.of(self.text);
        let at = self.at(self.span(first.start, first.end));
        Some(match text {
            "," => errors::comma_behind_statement(at),
            "on" => return self.wrong_outcome(),
            "=" => errors::equals_for_comparison(at),
            "===" => errors::strange_operator(at, "===", "=="),
            "<>" => errors::strange_operator(at, "<>", "!="),
            "?" => errors::ternary(at),
            "+=" | "-=" | "*=" | "/=" => {
                errors::compound_assignment(at, text.get(..1).unwrap_or(""))
            }
            "++" | "--" => errors::compound_assignment(at, text.get(1..).unwrap_or("")),
            _ if starts_clause(text) => return None,
            _ if is_operator(text) => {
                let behind = self.at(self.span(first.end, first.end));
                errors::missing(behind, "an expression", text)
            }
            _ => errors::behind_statement(at, &super::shortened(text)),
        })
    }

    /// `on failure`, `on cancel` or `on success` with a word that it does not take.
    fn wrong_outcome(&self) -> Option<Diagnostic> {
        let word = |index: usize| self.tokens.get(index).map_or("", |token| token.of(self.text));
        let expected = match word(1) {
            "failure" => "`abort`, `continue`, `succeed` or `goto STEP`",
            "cancel" => "`abort` or `goto STEP`",
            "success" => "`exit`",
            _ => return None,
        };
        let found = self.tokens.get(2)?;
        let at = self.at(self.span(found.start, found.end));
        Some(errors::unexpected(at, expected, &super::shortened(found.of(self.text))))
    }

    fn wrong_item_word(&self, word: &str) -> Option<Diagnostic> {
        let first = *self.tokens.first()?;
        let at = self.at(self.span(first.start, first.end));
        if word == "extern" {
            return self.wrong_extern();
        }
        if foreign::item_words().any(|known| known == word) {
            return None;
        }
        if let Some(meant) = foreign::foreign_item(word) {
            return Some(errors::foreign_item(at, word, meant));
        }
        let second = self.tokens.get(1);
        let is_named = second.is_some_and(|token| token.kind != TokenKind::Sign);
        if is_named && let Some(meant) = nearest(word, foreign::item_words()) {
            return Some(errors::misspelt(at, word, meant));
        }
        let is_statement = words::contains(words::STATEMENTS, word)
            || second.is_some_and(|token| matches!(token.of(self.text), "(" | "." | "=" | ":"));
        is_statement.then(|| errors::statement_outside(at))
    }

    /// `extern` before what is no kind of declaration.
    fn wrong_extern(&self) -> Option<Diagnostic> {
        let kind = self.tokens.get(1)?;
        let text = kind.of(self.text);
        if DeclarationKind::WORDS.iter().any(|(known, _)| *known == text) {
            return None;
        }
        let expected = "`command`, `runbook`, `session` or `document`";
        let at = self.at(self.span(kind.start, kind.end));
        Some(errors::unexpected(at, expected, &super::shortened(text)))
    }

    fn wrong_statement_word(&self, word: &str) -> Option<Diagnostic> {
        let first = *self.tokens.first()?;
        let at = self.at(self.span(first.start, first.end));
        let second = self.tokens.get(1).map_or("", |token| token.of(self.text));
        let third = self.tokens.get(2).map_or("", |token| token.of(self.text));
        if second == ":" {
            return None;
        }
        if word == "else" || word == "elif" || word == "elsif" || word == "elseif" {
            return Some(errors::part_alone(at, word, "if"));
        }
        if matches!(word, "rescue" | "always" | "cancel") && second == "{" {
            return Some(errors::part_alone(at, word, "block"));
        }
        if let Some(instead) = foreign::foreign_statement(word)
            .filter(|_| !matches!(second, "(" | ".") || word == "while")
        {
            return Some(errors::foreign_statement(at, word, instead));
        }
        let is_kind = DeclarationKind::WORDS.iter().any(|(known, _)| *known == word);
        if is_kind && (matches!(third, "{" | "on") || third.starts_with('"')) {
            return Some(errors::nested_declaration(at, word));
        }
        let known = words::contains(words::STATEMENTS, word)
            || matches!(
                word,
                "on" | "for"
                    | "if"
                    | "match"
                    | "sh"
                    | "bash"
                    | "ps"
                    | "raw"
                    | "check"
                    | "apply"
                    | "setup"
            );
        if known {
            return None;
        }
        let is_named = self.tokens.get(1).is_some_and(|token| {
            token.kind != TokenKind::Sign && !self.has_line_between(first.end, token.start)
        });
        if is_named && let Some(meant) = nearest(word, words::STATEMENTS.iter().copied()) {
            return Some(errors::misspelt(at, word, meant));
        }
        None
    }
}

/// Whether a word starts a clause and nothing else, here or in another language.
pub(super) fn starts_clause(word: &str) -> bool {
    let is_more = matches!(word, "finally" | "handler" | "on" | "unless");
    words::contains(words::CLAUSES, word) && !is_more
}

pub(super) fn is_operator(text: &str) -> bool {
    OPERATORS.iter().any(|(known, _)| *known == text)
}
