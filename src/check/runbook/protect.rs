//! `block { … } rescue { … } always { … } cancel { … }`.

use crate::hir::{CancelArm, StatementKind};
use crate::syntax::ast;

use super::frames::Frame;
use super::state::RunbookCheck;
use super::statement::{Into, Site};

/// `rescue`, `always` and `cancel`.
type Arms<'s> = (Option<&'s ast::Block>, Option<&'s ast::Block>, Option<&'s ast::CancelArm>);

impl RunbookCheck<'_> {
    pub(super) fn protect(
        &mut self,
        site: &Site<'_>,
        body: &ast::Block,
        (rescue, always, cancel): Arms<'_>,
        into: Into<'_>,
    ) {
        let guard = always.map(|block| self.cx.at(block.span));
        let depth = self.frames.len();
        self.frames.extend(guard.map(Frame::Always));
        let body = self.block(body);
        let was_in_rescue = std::mem::replace(&mut self.cx.in_rescue, true);
        let rescue = rescue.map(|block| self.block(block));
        self.cx.in_rescue = was_in_rescue;
        let always = always.map(|block| self.block(block));
        self.frames.truncate(depth);
        let cancel = cancel.map(|arm| match arm {
            ast::CancelArm::Own(block) => CancelArm::Own(self.block(block)),
            ast::CancelArm::Rescue(word) => CancelArm::Rescue(self.cx.at(*word)),
            ast::CancelArm::Always(word) => CancelArm::Always(self.cx.at(*word)),
        });
        self.put_plain(site, StatementKind::Protect { body, rescue, always, cancel }, into);
    }
}
