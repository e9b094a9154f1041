//! `block { … } rescue { … } always { … }` around tasks of a command.

use crate::hir::{Task, TaskBlock, TaskKind};
use crate::syntax::ast::Block;
use crate::text::Span;

use super::clause::Takes;
use super::errors;
use super::state::CommandCheck;
use super::task::Site;

/// The arms of a block as written.
#[derive(Clone, Copy)]
pub(super) struct Arms<'s> {
    pub(super) body: &'s Block,
    pub(super) rescue: Option<&'s Block>,
    pub(super) always: Option<&'s Block>,
}

impl CommandCheck<'_, '_> {
    /// A block: its `when` and `become` hold for all tasks in it.
    pub(super) fn block(&mut self, site: Site<'_>, arms: Arms<'_>, cancel: Option<Span>) {
        if let Some(cancel) = cancel {
            let at = self.cx.at(cancel);
            let help = "remove it: the agent stops a command without running anything more";
            self.cx.report(errors::not_in_commands(at, "`cancel`", help));
        }
        let mut clauses = self.clauses(site, Takes::Tasks);
        let when = clauses.when.take();
        // Each task has the conditions around the block: inside, only the user is new.
        let user = clauses.run_as.take();
        let around = std::mem::take(&mut self.conditions);
        self.users.extend(user.clone());
        self.tags.push(std::mem::take(&mut clauses.tags));
        let body = self.arm(arms.body);
        let rescue = arms.rescue.map(|arm| self.arm(arm));
        let always = arms.always.map(|arm| self.arm(arm));
        self.tags.pop();
        if user.is_some() {
            self.users.pop();
        }
        self.conditions = around;
        clauses.when = when;
        if body.is_empty() {
            return;
        }
        let kind = TaskKind::Block(Box::new(TaskBlock { body, rescue, always }));
        self.push(site, kind, "block", clauses);
    }

    fn arm(&mut self, arm: &Block) -> Vec<Task> {
        let around = std::mem::take(&mut self.tasks);
        self.inner(arm);
        std::mem::replace(&mut self.tasks, around)
    }
}
