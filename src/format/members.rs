//! What stands between the braces of a declaration.

use super::Formatter;
use crate::syntax::ast::{Attribute, Member, MemberKind, PlatformImpl, Script};

impl Formatter<'_> {
    pub(super) fn member(&mut self, member: &Member) {
        match &member.kind {
            MemberKind::Parameter { name, ty, default, clauses } => {
                self.word("param");
                self.typed(name, Some(ty), default.as_ref());
                self.clauses(clauses);
            }
            MemberKind::Attribute(attribute) => self.attribute(attribute),
            MemberKind::Statement(statement) => self.statement(statement),
            MemberKind::Task { name, call, clauses, attributes } => {
                self.word("task");
                self.name(name);
                self.writer.blank();
                self.word("=");
                self.document_call(call);
                for clause in clauses {
                    self.writer.blank();
                    self.clause(clause);
                }
                if self.writer.cursor.ahead().starts_with('{') {
                    self.block_of(attributes, Self::attribute);
                }
            }
            MemberKind::Handler { name, body } => {
                self.word("handler");
                self.name(name);
                self.block(body);
            }
            MemberKind::Platform(platform) => self.platform(platform),
            MemberKind::Steps(body) => {
                self.writer.token("steps");
                self.block(body);
            }
            MemberKind::Error => self.writer.lose(),
        }
    }

    fn attribute(&mut self, attribute: &Attribute) {
        self.name(&attribute.key);
        self.word(":");
        self.expr(&attribute.value);
    }

    fn platform(&mut self, platform: &PlatformImpl) {
        self.word("on");
        for (index, name) in platform.platforms.iter().enumerate() {
            if index > 0 {
                self.word(",");
            }
            self.name(name);
        }
        let PlatformImpl { setup, check, apply, .. } = platform;
        let parts = [("setup", setup), ("check", check), ("apply", apply)];
        let mut parts: Vec<(&'static str, &Script)> =
            parts.iter().filter_map(|(word, script)| Some((*word, script.as_ref()?))).collect();
        parts.sort_by_key(|(_, script)| script.span.start);
        self.block_of(&parts, |formatter, (word, script)| {
            formatter.word(word);
            formatter.script(script);
        });
    }
}
