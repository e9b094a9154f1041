//! Names and dotted paths.

use super::Builder;
use crate::syntax::ast::{Ident, RecordKey};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};
use crate::syntax::words;
use crate::text::{Name, Span};

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
        if !name.quoted && words::is_hard(&name.text) {
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
        if !name.quoted && words::contains(words::SOFT, &name.text) {
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
