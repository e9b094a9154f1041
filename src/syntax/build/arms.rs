//! `block { … }` with its arms.

use super::Builder;
use crate::syntax::ast::{Block, CancelArm, StatementKind};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};
use crate::text::Span;

impl Builder<'_> {
    pub(super) fn block_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let mut body = Block::default();
        let (mut rescue, mut always, mut cancel) = (None, None, None);
        for pair in pair.into_inner() {
            if pair.as_rule() == Rule::block {
                body = self.block(pair);
                continue;
            }
            let mut inner = pair.into_inner();
            let (Some(word), Some(next)) = (inner.next(), inner.next()) else { continue };
            let word = self.span(&word);
            let (shared, arm) = match next.as_rule() {
                Rule::and_cancel => (Some(self.span(&next)), inner.next()),
                _ => (None, Some(next)),
            };
            let arm = arm.map(|arm| self.block(arm)).unwrap_or_default();
            let (slot, shares): (_, fn(Span) -> CancelArm) = match self.source(word) {
                "rescue" => (&mut rescue, CancelArm::Rescue),
                "always" => (&mut always, CancelArm::Always),
                _ => {
                    self.cancel_arm(&mut cancel, CancelArm::Own(arm), word);
                    if let Some(again) = shared {
                        self.arm_given_twice(again, word, "cancel");
                    }
                    continue;
                }
            };
            if let Some(first) = slot.replace(arm) {
                let text = self.source(word);
                self.arm_given_twice(word, first.span, text);
            }
            if let Some(at) = shared {
                self.cancel_arm(&mut cancel, shares(at), at);
            }
        }
        StatementKind::Block { body, rescue, always, cancel }
    }

    fn cancel_arm(&mut self, slot: &mut Option<CancelArm>, arm: CancelArm, word: Span) {
        if let Some(first) = slot.replace(arm) {
            self.arm_given_twice(word, first.span(), "cancel");
        }
    }

    fn arm_given_twice(&mut self, second: Span, first: Span, text: &str) {
        let finding = errors::given_twice(self.at(second), self.at(first), text);
        self.diagnostics.push(finding);
    }
}
