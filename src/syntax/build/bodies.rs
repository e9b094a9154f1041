//! What stands between the braces of a declaration, and blocks.

use super::names::is_word;
use super::{Builder, Place, Unclosed, is_missing_close};
use crate::syntax::ast::{
    Attribute, Block, DeclarationKind, FnParameter, Member, MemberKind, PlatformImpl, Script,
    Statement, StatementKind,
};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};
use crate::text::Span;

impl Builder<'_> {
    pub(super) fn members(&mut self, body: Pair<'_>) -> Vec<Member> {
        let span = self.span(&body);
        let mut members = Vec::new();
        for pair in body.into_inner() {
            match pair.as_rule() {
                Rule::member => members.push(self.member(pair)),
                Rule::bad_statement => {
                    let span = self.bad(&pair, Place::Member);
                    let docs = self.docs_above(span.start);
                    members.push(Member { docs, kind: MemberKind::Error, span });
                }
                _ if is_missing_close(&pair) => self.missing_close(span),
                _ => {}
            }
        }
        members
    }

    pub(super) fn missing_close(&mut self, body: Span) {
        let open = Span::new(body.start, body.start + 1);
        self.unclosed.push(Unclosed { open, at: body.end_point() });
    }

    fn member(&mut self, pair: Pair<'_>) -> Member {
        let span = self.span(&pair);
        let docs = self.docs_above(span.start);
        let Some(pair) = pair.into_inner().next() else {
            return Member { docs, kind: MemberKind::Error, span };
        };
        let kind = match pair.as_rule() {
            Rule::parameter => {
                let clauses = self.parameter_clauses(pair.clone());
                let FnParameter { name, ty, default } = self.parameter_parts(pair);
                MemberKind::Parameter { name, ty, default, clauses }
            }
            Rule::attribute => {
                let attribute = Attribute { docs, ..self.attribute(pair) };
                return Member { docs: None, kind: MemberKind::Attribute(attribute), span };
            }
            Rule::task_member => self.task(pair),
            Rule::handler_member => self.handler(pair),
            Rule::platform => MemberKind::Platform(Box::new(self.platform(pair))),
            Rule::steps_member => MemberKind::Steps(
                pair.into_inner().next().map_or_else(Block::default, |pair| self.block(pair)),
            ),
            Rule::statement => {
                // Documentation lies in the innermost node that can hold it.
                let statement = self.statement_with_docs(pair, docs);
                return Member { docs: None, kind: MemberKind::Statement(statement), span };
            }
            _ => MemberKind::Error,
        };
        Member { docs, kind, span }
    }

    /// `key: value`, without its documentation.
    fn attribute(&mut self, pair: Pair<'_>) -> Attribute {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let key = inner.next().map_or_else(|| Self::no_name(span), |pair| self.word(&pair));
        let value = inner
            .next()
            .map_or_else(|| Self::error_expr(span.end_point()), |pair| self.expression(pair));
        Attribute { docs: None, key, value, span }
    }

    fn task(&mut self, pair: Pair<'_>) -> MemberKind {
        let span = self.span(&pair);
        let mut name = Self::no_name(span);
        let mut call = None;
        let mut clauses = Vec::new();
        let mut attributes = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::document_call => call = Some(self.document_call(pair)),
                Rule::clause => clauses.extend(self.clause(pair)),
                Rule::task_body => attributes = self.task_body(pair),
                rule if is_word(rule) => name = self.new_name(&pair),
                _ => {}
            }
        }
        match call {
            Some(call) => MemberKind::Task { name, call, clauses, attributes },
            None => MemberKind::Error,
        }
    }

    fn task_body(&mut self, pair: Pair<'_>) -> Vec<Attribute> {
        let span = self.span(&pair);
        let mut attributes = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::attribute => {
                    let docs = self.docs_above(self.span(&pair).start);
                    attributes.push(Attribute { docs, ..self.attribute(pair) });
                }
                Rule::bad_statement => {
                    self.bad(&pair, Place::TaskAttribute);
                }
                _ if is_missing_close(&pair) => self.missing_close(span),
                _ => {}
            }
        }
        attributes
    }

    fn handler(&mut self, pair: Pair<'_>) -> MemberKind {
        let mut inner = pair.into_inner();
        let (Some(name), Some(body)) = (inner.next(), inner.next()) else {
            return MemberKind::Error;
        };
        let name = self.callable_name(&name, "handler");
        MemberKind::Handler { name, body: self.block(body) }
    }

    fn platform(&mut self, pair: Pair<'_>) -> PlatformImpl {
        let span = self.span(&pair);
        let mut platform =
            PlatformImpl { platforms: Vec::new(), setup: None, check: None, apply: None, span };
        for pair in pair.into_inner() {
            if is_word(pair.as_rule()) {
                platform.platforms.push(self.word(&pair));
            } else {
                self.platform_body(pair, &mut platform);
            }
        }
        platform
    }

    fn platform_body(&mut self, pair: Pair<'_>, platform: &mut PlatformImpl) {
        let span = self.span(&pair);
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::platform_script => self.platform_script(pair, platform),
                Rule::bad_statement => {
                    self.bad(&pair, Place::PlatformScript);
                }
                _ if is_missing_close(&pair) => self.missing_close(span),
                _ => {}
            }
        }
    }

    fn platform_script(&mut self, pair: Pair<'_>, platform: &mut PlatformImpl) {
        self.docs_above(self.span(&pair).start);
        let mut inner = pair.into_inner();
        let (Some(verb), Some(script)) = (inner.next(), inner.next()) else { return };
        let script: Script = self.script(script);
        let verb = self.span(&verb);
        let slot = match self.source(verb) {
            "check" => &mut platform.check,
            "setup" => &mut platform.setup,
            _ => &mut platform.apply,
        };
        let first = slot.replace(script).map(|script| script.span);
        if let Some(first) = first {
            let word = self.source(verb);
            self.diagnostics.push(errors::given_twice(self.at(verb), self.at(first), word));
        }
    }

    pub(super) fn block(&mut self, pair: Pair<'_>) -> Block {
        let span = self.span(&pair);
        let mut statements = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::statement => {
                    let docs = self.docs_above(self.span(&pair).start);
                    statements.push(self.statement_with_docs(pair, docs));
                }
                Rule::bad_statement => statements.push(self.bad_statement(&pair, Place::Statement)),
                _ if is_missing_close(&pair) => self.missing_close(span),
                _ => {}
            }
        }
        Block { statements, span }
    }

    pub(super) fn bad_statement(&mut self, pair: &Pair<'_>, place: Place) -> Statement {
        let span = self.bad(pair, place);
        let docs = self.docs_above(span.start);
        Statement { docs, step_name: None, kind: StatementKind::Error, clauses: Vec::new(), span }
    }

    /// `key = value` where only attributes can stand.
    pub(super) fn check_members(&mut self, kind: DeclarationKind, members: &[Member]) {
        if !has_only_attributes(kind) {
            return;
        }
        for member in members {
            if let MemberKind::Statement(statement) = &member.kind
                && let StatementKind::Assign { name, value } = &statement.kind
            {
                let between = Span::new(name.span.end, value.span.start);
                let equals = self.source(between).find('=').map_or(between, |found| {
                    let start = between.start + super::offset(found);
                    Span::new(start, start + 1)
                });
                self.diagnostics.push(errors::equals_for_colon(self.at(equals), &name.text));
            }
        }
    }
}

/// Whether no variable can be set in a declaration of this kind.
fn has_only_attributes(kind: DeclarationKind) -> bool {
    match kind {
        DeclarationKind::Play
        | DeclarationKind::Association
        | DeclarationKind::Window
        | DeclarationKind::Session
        | DeclarationKind::Document
        | DeclarationKind::PatchBaseline
        | DeclarationKind::Parameter
        | DeclarationKind::ResourceGroup
        | DeclarationKind::Inventory
        | DeclarationKind::EventRule
        | DeclarationKind::Remediation
        | DeclarationKind::Calendar => true,
        DeclarationKind::Command
        | DeclarationKind::Role
        | DeclarationKind::Runbook
        | DeclarationKind::Module
        | DeclarationKind::Handler
        | DeclarationKind::Test => false,
    }
}
