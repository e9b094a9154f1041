//! `break`, `continue`, `exit`, `fail` and `goto`.

use crate::hir::{StatementKind, Ty};
use crate::syntax::ast::{self, Ident};

use super::errors;
use super::frames::Frame;
use super::state::RunbookCheck;
use super::statement::{Into, Site};

impl RunbookCheck<'_> {
    /// `break` and `continue`.
    pub(super) fn leave_loop(
        &mut self,
        site: &Site<'_>,
        word: &str,
        kind: StatementKind,
        into: Into<'_>,
    ) {
        let at = self.cx.at(site.written.span);
        let around = self.frames_of_module().rev().find_map(|(depth, frame)| match frame {
            Frame::Loop(_) => Some((depth, None)),
            Frame::Unrolled(list) => Some((depth, Some(*list))),
            Frame::Body(_) | Frame::Always(_) | Frame::Module => None,
        });
        match around {
            Some((depth, None)) => {
                if self.may_leave(depth, (word, at)) {
                    self.put_plain(site, kind, into);
                }
            }
            Some((_, Some(list))) => self.cx.report(errors::unrolled_jump(at, word, list)),
            None => self.cx.report(errors::outside_of_loop(at, word)),
        }
    }

    pub(super) fn exit(&mut self, site: &Site<'_>, into: Into<'_>) {
        let at = self.cx.at(site.written.span);
        if self.may_leave(0, ("exit", at)) {
            self.put_plain(site, StatementKind::Exit, into);
        }
    }

    pub(super) fn fail(&mut self, site: &Site<'_>, message: Option<&ast::Expr>, into: Into<'_>) {
        let message =
            message.map(|message| self.cx.expression_of(message, &Ty::string(), "`fail`"));
        self.put_plain(site, StatementKind::Fail(message), into);
    }

    pub(super) fn goto(&mut self, site: &Site<'_>, target: &Ident, into: Into<'_>) {
        if let Some(name) = self.jump_target(target, "goto") {
            self.put_plain(site, StatementKind::Goto(name), into);
        }
    }
}
