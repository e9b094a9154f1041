//! Names and dotted paths.

use super::Builder;
use crate::syntax::ast::{Ident, RecordKey};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};
use crate::text::{Name, Span};

/// Words that are never a name unless they stand between backquotes. Sorted.
const HARD_WORDS: &[&str] = &[
    "and",
    "as",
    "bash",
    "call",
    "else",
    "false",
    "for",
    "if",
    "in",
    "invoke",
    "match",
    "not",
    "null",
    "or",
    "powershell",
    "ps",
    "python",
    "run",
    "sh",
    "then",
    "true",
];

/// Words of statements and clauses: no module, role, function or handler is named so. Sorted.
pub(in crate::syntax) const SOFT_WORDS: &[&str] = &[
    "always",
    "apply",
    "approve",
    "assert",
    "attempts",
    "become",
    "block",
    "break",
    "cancel",
    "check",
    "continue",
    "critical",
    "dir",
    "exit",
    "expect",
    "fail",
    "finally",
    "flush",
    "goto",
    "handler",
    "let",
    "mock",
    "noncritical",
    "notify",
    "on",
    "output",
    "param",
    "pause",
    "repeat",
    "rescue",
    "sleep",
    "step",
    "steps",
    "task",
    "timeout",
    "until",
    "var",
    "wait",
    "when",
    "with",
];

/// Whether a word is a name only between backquotes.
///
/// ```
/// assert!(ordain::syntax::is_hard_word("if"));
/// assert!(!ordain::syntax::is_hard_word("group"));
/// ```
pub fn is_hard_word(word: &str) -> bool {
    HARD_WORDS.binary_search(&word).is_ok()
}

pub(super) fn is_word(rule: Rule) -> bool {
    matches!(rule, Rule::word | Rule::quoted_word)
}

impl Builder<'_> {
    /// A word as it stands, reserved or not: a key, a member, the name of an argument.
    pub(super) fn word(&self, pair: &Pair<'_>) -> Ident {
        let span = self.span(pair);
        let text = self.source(span);
        if pair.as_rule() == Rule::quoted_word {
            let text = text.strip_prefix('`').unwrap_or(text);
            let text = Name::new(text.strip_suffix('`').unwrap_or(text));
            return Ident { text, span, quoted: true };
        }
        Ident { text: Name::new(text), span, quoted: false }
    }

    /// A name that is being given: reserved words need backquotes.
    pub(super) fn new_name(&mut self, pair: &Pair<'_>) -> Ident {
        let name = self.word(pair);
        if !name.quoted && is_hard_word(&name.text) {
            self.diagnostics.push(errors::keyword_as_name(self.at(name.span), &name.text));
        }
        if name.quoted && name.text.is_empty() {
            self.diagnostics.push(errors::empty_name(self.at(name.span)));
        }
        name
    }

    /// The name of a module, role, function or handler: no word of a statement either.
    pub(super) fn callable_name(&mut self, pair: &Pair<'_>, what: &str) -> Ident {
        let name = self.new_name(pair);
        if !name.quoted && SOFT_WORDS.binary_search(&name.text.as_str()).is_ok() {
            self.diagnostics.push(errors::word_names_callable(
                self.at(name.span),
                &name.text,
                what,
            ));
        }
        name
    }

    /// Where a name should be but the grammar found none; does not happen for what it accepted.
    pub(super) fn no_name(at: Span) -> Ident {
        Ident { text: Name::default(), span: at.start_point(), quoted: false }
    }

    pub(super) fn new_name_or_none(&mut self, pair: Option<Pair<'_>>, at: Span) -> Ident {
        pair.map_or_else(|| Self::no_name(at), |pair| self.new_name(&pair))
    }

    /// A record's key: a word or a string without holes.
    pub(super) fn record_key(&mut self, pair: &Pair<'_>) -> RecordKey {
        if pair.as_rule() == Rule::key_string {
            let (text, span) = self.plain_text(pair);
            return RecordKey::Name { text: Name::new(text), span };
        }
        let word = self.word(pair);
        RecordKey::Name { text: word.text, span: word.span }
    }
}

#[cfg(test)]
mod tests {
    use super::{HARD_WORDS, SOFT_WORDS};

    #[test]
    fn the_tables_are_sorted() {
        assert!(HARD_WORDS.is_sorted());
        assert!(SOFT_WORDS.is_sorted());
    }
}
