//! The tasks of handlers that something notifies, and the order in which they run: those of a role
//! before those of who calls it, those of the project last.

use crate::hir::{Handler, HandlerId, Task, TaskBlock, TaskKind};
use crate::syntax::ast::{self, Block, Ident, Member};
use crate::text::{FileSpan, Name};

use super::errors;
use super::handler::Frame;
use super::role_calls::notified_below;
use super::same_task::same_tasks;
use super::state::CommandCheck;

impl CommandCheck<'_, '_> {
    /// Checks the handlers that were notified, until none is left, and reports the others.
    /// `members` are those of the command or role.
    pub(super) fn leave_handlers(&mut self, members: &[Member]) {
        let first = self.handlers.finished.len();
        let mut groups: Vec<(FileSpan, Vec<Handler>)> = Vec::new();
        let mut done: Vec<HandlerId> = Vec::new();
        while let Some((body, id, at)) = self.waiting(&done) {
            done.push(id);
            let tasks = self.handler_tasks(&body, at);
            groups.push((at, self.group(id, (at, tasks), first)));
        }
        groups.sort_by_key(|(at, _)| *at);
        let own = groups.into_iter().flat_map(|(_, handlers)| handlers).collect();
        self.merge(own);
        for (at, body, name) in self.unnotified() {
            self.check_unnotified(&body, at);
            if !self.may_be_notified(members, &name) {
                self.cx.report(errors::handler_without_notify(at, &name));
            }
        }
        let frame = self.handlers.frames.pop();
        self.handlers.current = frame.and_then(|frame| frame.around);
    }

    /// A handler, and behind it those of the roles that it calls: what finished from `first` on.
    fn group(
        &mut self,
        id: HandlerId,
        (at, tasks): (FileSpan, Vec<Task>),
        first: usize,
    ) -> Vec<Handler> {
        let inner = self.handlers.finished.split_off(first);
        let name = self.handlers.numbered.get(id.0).map(|(name, _)| name.clone());
        let handler = Handler { id, name: name.unwrap_or_default(), at, tasks };
        std::iter::once(handler).chain(inner).collect()
    }

    /// Puts handlers behind the others. One that is equal to another, of an earlier call of the
    /// role, takes its place: it runs once, behind all that notify it.
    fn merge(&mut self, mut own: Vec<Handler>) {
        let handlers = &mut self.handlers;
        // The last first: what a handler notifies stands behind it.
        for handler in own.iter_mut().rev().filter(|_| !self.is_in_handler) {
            rename(&mut handler.tasks, &handlers.merged);
            let is_equal =
                |it: &Handler| it.at == handler.at && same_tasks(&it.tasks, &handler.tasks);
            if let Some(position) = handlers.finished.iter().position(is_equal) {
                let first = handlers.finished.remove(position);
                handlers.merged.push((handler.id, first.id));
                *handler = first;
            }
        }
        handlers.finished.extend(own);
    }

    fn unnotified(&self) -> Vec<(FileSpan, Block, Name)> {
        let members = self.handlers.frames.last().into_iter().flat_map(|frame| &frame.members);
        let idle = members.filter(|member| member.id.is_none());
        idle.map(|member| (member.at, member.body.clone(), member.name.text.clone())).collect()
    }

    /// Whether a role may notify a handler here that is called, but not unfolded.
    fn may_be_notified(&self, members: &[Member], name: &str) -> bool {
        let is_folded = self.cx.is_abstract || self.is_broken;
        is_folded && notified_below(self.cx.context.index, self.cx.file, members, name)
    }

    /// Checks a handler that never runs, and forgets what its tasks notify.
    fn check_unnotified(&mut self, body: &Block, at: FileSpan) {
        let handlers = &self.handlers;
        let lengths = [handlers.numbered.len(), handlers.shared.len(), handlers.finished.len()];
        let of_project = handlers.of_project.len();
        self.handler_tasks(body, at);
        self.handlers.numbered.truncate(lengths[0]);
        self.handlers.shared.truncate(lengths[1]);
        self.handlers.finished.truncate(lengths[2]);
        self.handlers.of_project.truncate(of_project);
        let members = self.handlers.frames.iter_mut().flat_map(|frame| &mut frame.members);
        for member in members.filter(|member| member.id.is_some_and(|id| id.0 >= lengths[0])) {
            member.id = None;
        }
    }

    fn waiting(&self, done: &[HandlerId]) -> Option<(Block, HandlerId, FileSpan)> {
        self.handlers.frames.last()?.members.iter().find_map(|member| {
            let id = member.id.filter(|id| !done.contains(id))?;
            Some((member.body.clone(), id, member.at))
        })
    }

    fn handler_tasks(&mut self, body: &Block, at: FileSpan) -> Vec<Task> {
        let before = self.handlers.current.replace(at);
        let tasks = self.apart(|there| there.inner(body));
        self.handlers.current = before;
        tasks
    }

    /// The tasks of a handler that stands by itself. It has no handlers of its own.
    pub(super) fn member_tasks(&mut self, members: &[Member], at: FileSpan) -> Vec<Task> {
        let around = self.handlers.current.replace(at);
        let frame = Frame { place: String::new(), members: Vec::new(), around, is_closed: true };
        self.handlers.frames.push(frame);
        let tasks = self.apart(|there| there.members(members));
        let frame = self.handlers.frames.pop();
        self.handlers.current = frame.and_then(|frame| frame.around);
        tasks
    }

    /// The tasks that some work makes as those of a handler.
    fn apart(&mut self, work: impl FnOnce(&mut Self)) -> Vec<Task> {
        let around = std::mem::take(&mut self.tasks);
        let conditions = std::mem::take(&mut self.conditions);
        let was_inside = std::mem::replace(&mut self.is_in_handler, true);
        work(self);
        self.is_in_handler = was_inside;
        self.conditions = conditions;
        std::mem::replace(&mut self.tasks, around)
    }

    /// A handler that stands by itself in the project; its tasks are checked when it is first
    /// notified.
    pub(super) fn shared_handler(&mut self, name: &Ident) -> Option<HandlerId> {
        let index = self.cx.context.index;
        let found = index.lookup(self.cx.file, &name.text).copied();
        let declared = found.and_then(|found| match &found.item.kind {
            ast::ItemKind::Declaration(it) if it.header.kind == ast::DeclarationKind::Handler => {
                Some((found.at, it))
            }
            _ => None,
        });
        let Some((at, declaration)) = declared else {
            self.unknown_handler(name);
            return None;
        };
        let depth = self.handlers.open_from();
        let is_inside = self.handlers.frames.get(depth).is_some_and(|frame| frame.is_closed);
        if is_inside && self.handlers.current_of(depth).is_some_and(|current| at <= current) {
            let found = errors::notifies_backwards(self.cx.at(name.span), &name.text, at);
            self.cx.report(found);
            return None;
        }
        if let Some((_, id)) = self.handlers.shared.iter().find(|(known, _)| *known == at) {
            return Some(*id);
        }
        let id = HandlerId(self.handlers.numbered.len());
        let whole = self.free_name(&name.text);
        self.handlers.numbered.push((whole, at));
        self.handlers.shared.push((at, id));
        let first = self.handlers.finished.len();
        let work = |there: &mut Self| there.member_tasks(&declaration.members, at);
        let tasks = self.elsewhere(at.file, work);
        let group = self.group(id, (at, tasks), first);
        self.handlers.of_project.push((at, group));
        Some(id)
    }

    /// Every handler that something notifies, in the order in which they run. All tasks are known.
    pub(super) fn take_handlers(&mut self) -> Vec<Handler> {
        let mut of_project = std::mem::take(&mut self.handlers.of_project);
        of_project.sort_by_key(|(at, _)| *at);
        let of_project = of_project.into_iter().flat_map(|(_, handlers)| handlers);
        let mut handlers = std::mem::take(&mut self.handlers.finished);
        handlers.extend(of_project);
        let merged = &self.handlers.merged;
        rename(&mut self.tasks, merged);
        handlers.iter_mut().for_each(|handler| rename(&mut handler.tasks, merged));
        handlers
    }
}

/// Makes tasks notify what runs for the handlers that they name.
fn rename(tasks: &mut [Task], merged: &[(HandlerId, HandlerId)]) {
    for task in tasks {
        for notified in &mut task.notify {
            while let Some((_, first)) = merged.iter().find(|(known, _)| known == notified) {
                *notified = *first;
            }
        }
        task.notify.dedup();
        if let TaskKind::Block(block) = &mut task.kind {
            let TaskBlock { body, rescue, always } = &mut **block;
            let arms = [Some(body), rescue.as_mut(), always.as_mut()];
            arms.into_iter().flatten().for_each(|arm| rename(arm, merged));
        }
    }
}
