//! `block { … } rescue { … } always { … } cancel { … }`.

use crate::hir::StatementKind;
use crate::syntax::ast;

use super::frames::Frame;
use super::state::RunbookCheck;
use super::statement::{Into, Site};

impl RunbookCheck<'_> {
    /// `arms` are `rescue`, `always` and `cancel`.
    pub(super) fn protect(
        &mut self,
        site: &Site<'_>,
        body: &ast::Block,
        arms: [Option<&ast::Block>; 3],
        into: Into<'_>,
    ) {
        let [rescue, always, cancel] = arms;
        let guard = always.map(|block| self.cx.at(block.span));
        let depth = self.frames.len();
        self.frames.extend(guard.map(Frame::Always));
        let body = self.block(body);
        let was_in_rescue = std::mem::replace(&mut self.cx.in_rescue, true);
        let rescue = rescue.map(|block| self.block(block));
        self.cx.in_rescue = was_in_rescue;
        let always = always.map(|block| self.block(block));
        self.frames.truncate(depth);
        let cancel = cancel.map(|block| self.block(block));
        self.put_plain(site, StatementKind::Protect { body, rescue, always, cancel }, into);
    }
}
