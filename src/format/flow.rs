//! Statements with blocks.

use super::Formatter;
use super::paper::Flat;
use super::writer::BlankLine;
use crate::syntax::ast::{Arm, Block, CancelArm, MatchArm, StatementKind};

impl Formatter<'_> {
    pub(super) fn block(&mut self, block: &Block) {
        self.block_of(&block.statements, Self::statement);
    }

    pub(super) fn flow(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::If { arms, otherwise } => self.if_arms(arms, otherwise.as_ref()),
            StatementKind::Match { subject, arms } => {
                self.word("match");
                self.header(subject);
                self.block_of(arms, Self::match_arm);
            }
            StatementKind::For { variable, list, body } => {
                self.word("for");
                self.name(variable);
                self.writer.blank();
                self.word("in");
                self.header(list);
                self.block(body);
            }
            StatementKind::Repeat { body, until, max } => {
                self.writer.token("repeat");
                self.block(body);
                self.word_behind_block("until");
                self.writer.blank();
                self.expr(until);
                if let Some(max) = max {
                    self.writer.blank();
                    self.worded(&["max"], max);
                }
            }
            StatementKind::Block { body, rescue, always, cancel } => {
                self.writer.token("block");
                self.block(body);
                let own = cancel.as_ref().and_then(CancelArm::block);
                let arms =
                    [("rescue", rescue.as_ref()), ("always", always.as_ref()), ("cancel", own)];
                let mut arms: Vec<(&'static str, &Block)> =
                    arms.iter().filter_map(|(word, arm)| Some((*word, (*arm)?))).collect();
                arms.sort_by_key(|(_, arm)| arm.span.start);
                for (word, arm) in arms {
                    self.word_behind_block(word);
                    let is_shared = match cancel {
                        Some(CancelArm::Rescue(_)) => word == "rescue",
                        Some(CancelArm::Always(_)) => word == "always",
                        Some(CancelArm::Own(_)) | None => false,
                    };
                    if is_shared {
                        self.writer.blank();
                        self.words(&["and", "cancel"]);
                    }
                    self.block(arm);
                }
            }
            StatementKind::Play { targets, body } => {
                self.words(&["play", "on"]);
                self.writer.blank();
                self.header(targets);
                self.block(body);
            }
            _ => self.writer.lose(),
        }
    }

    fn if_arms(&mut self, arms: &[Arm], otherwise: Option<&Block>) {
        for (index, arm) in arms.iter().enumerate() {
            if index > 0 {
                self.word_behind_block("else");
                self.writer.blank();
            }
            self.word("if");
            self.header(&arm.condition);
            self.block(&arm.body);
        }
        if let Some(otherwise) = otherwise {
            self.word_behind_block("else");
            self.block(otherwise);
        }
    }

    /// A word that goes on behind a `}`.
    fn word_behind_block(&mut self, word: &'static str) {
        self.writer.blank();
        self.writer.token_at_margin(word);
    }

    fn match_arm(&mut self, arm: &MatchArm) {
        if arm.patterns.is_empty() {
            self.writer.token("else");
        }
        self.writer.begin();
        self.writer.indent();
        for (index, pattern) in arm.patterns.iter().enumerate() {
            if index > 0 {
                self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
                self.word("|");
            }
            self.expr(pattern);
        }
        self.writer.dedent();
        self.writer.end();
        self.writer.blank();
        self.writer.token_or_new("=>");
        self.block(&arm.body);
    }
}
