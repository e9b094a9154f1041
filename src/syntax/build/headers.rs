//! `KIND name "EmittedName"? (on TARGETS)?`, and the declarations with such a header.

use super::Builder;
use super::names::is_word;
use crate::syntax::ast::{Declaration, DeclarationKind, Header, Ident};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};
use crate::text::Name;

impl Builder<'_> {
    pub(super) fn declaration(&mut self, pair: Pair<'_>) -> Declaration {
        let span = self.span(&pair);
        let mut header = None;
        let mut members = Vec::new();
        let mut body_span = span.end_point();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::header => header = Some(self.header(pair)),
                Rule::body => {
                    body_span = self.span(&pair);
                    members = self.members(pair);
                }
                _ => {}
            }
        }
        let header = header.unwrap_or_else(|| Header {
            kind: DeclarationKind::Role,
            kind_span: span.start_point(),
            name: Self::no_name(span),
            emitted_name: None,
            targets: None,
        });
        self.check_members(header.kind, &members);
        Declaration { header, members, body_span }
    }

    fn header(&mut self, pair: Pair<'_>) -> Header {
        let span = self.span(&pair);
        let mut kind = DeclarationKind::Role;
        let mut kind_span = span.start_point();
        let mut name = None;
        let mut emitted_name = None;
        let mut targets = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kind => {
                    kind_span = self.span(&pair);
                    kind = kind_of(self.source(kind_span));
                }
                Rule::emitted_name => {
                    emitted_name = pair.into_inner().next().map(|pair| self.plain_text(&pair));
                }
                Rule::header_on => {
                    targets = pair.into_inner().next().map(|pair| self.expression(pair));
                }
                rule if is_word(rule) => name = Some(self.declared_name(&pair, kind)),
                _ => {}
            }
        }
        let name = name.unwrap_or_else(|| self.name_of_string(kind, &mut emitted_name));
        Header { kind, kind_span, name, emitted_name, targets }
    }

    fn declared_name(&mut self, pair: &Pair<'_>, kind: DeclarationKind) -> Ident {
        match kind {
            DeclarationKind::Module | DeclarationKind::Role | DeclarationKind::Handler => {
                self.callable_name(pair, kind.word())
            }
            _ => self.new_name(pair),
        }
    }

    /// A test is named by its string; anything else needs a word.
    fn name_of_string(
        &mut self,
        kind: DeclarationKind,
        emitted: &mut Option<(String, crate::text::Span)>,
    ) -> Ident {
        let Some((text, span)) = emitted.take() else {
            return Self::no_name(crate::text::Span::default());
        };
        if kind != DeclarationKind::Test {
            self.diagnostics.push(errors::string_as_name(self.at(span), kind.word(), &text));
            let name = Ident { text: Name::new(&text), span, quoted: true };
            *emitted = Some((text, span));
            return name;
        }
        Ident { text: Name::new(text), span, quoted: false }
    }
}

fn kind_of(word: &str) -> DeclarationKind {
    DeclarationKind::WORDS
        .iter()
        .find(|(known, _)| *known == word)
        .map_or(DeclarationKind::Role, |(_, kind)| *kind)
}
