//! Handlers: which name a `notify` means, and the tasks of those that something notifies.

use crate::check::declaration::Declared;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{Handler, HandlerId, Task, TaskKind};
use crate::syntax::ast::{self, Block, ClauseKind, Ident, ItemKind, Member, MemberKind};
use crate::text::{FileId, FileSpan, Name, nearest};

use super::clause::Takes;
use super::errors;
use super::state::{CommandCheck, Purpose};
use super::task::Site;
use super::walk::for_each_statement;

/// Checks a `handler` that stands by itself.
pub(in crate::check) fn check_handler<'a>(
    context: &'a Context<'a>,
    declared: Declared<'a>,
) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Command);
    let header = &declared.declaration.header;
    let at = cx.at(header.name.span);
    cx.scopes.enter();
    for member in &declared.declaration.members {
        if matches!(member.kind, MemberKind::Parameter { .. } | MemberKind::Handler { .. }) {
            let at = cx.at(member.span);
            cx.report(errors::not_in_handlers(at));
        }
    }
    CommandCheck::new(&mut cx, Purpose::Play).member_tasks(&declared.declaration.members);
    if !is_notified(context, &header.name) {
        cx.report(errors::handler_without_notify(at, &header.name.text));
    }
    (Vec::new(), cx.diagnostics)
}

/// Whether any task of the project notifies a handler of this name.
fn is_notified(context: &Context<'_>, name: &Ident) -> bool {
    let mut found = false;
    for item in context.files.iter().flat_map(|file| &file.ast.items) {
        let ItemKind::Declaration(declaration) = &item.kind else { continue };
        for_each_statement(declaration, &mut |statement| {
            found |= statement.clauses.iter().any(
                |clause| matches!(&clause.kind, ClauseKind::Notify(it) if it.text == name.text),
            );
        });
    }
    found
}

/// All handlers that tasks of one command can notify.
#[derive(Default)]
pub(super) struct Handlers {
    /// Of the command, and of the roles around the task at hand, innermost last.
    frames: Vec<Frame>,
    /// Handlers that the project declares by themselves, as far as they were notified.
    shared: Vec<(FileSpan, HandlerId)>,
    /// Names given out; the tasks follow when the frame ends.
    numbered: Vec<(Name, FileSpan)>,
    /// The handler whose tasks are at hand.
    current: Option<FileSpan>,
    /// In the order in which they run.
    finished: Vec<Handler>,
}

/// The handlers of one role or of the command.
struct Frame {
    members: Vec<Written>,
    /// The handler of another frame that the role stands in.
    around: Option<FileSpan>,
}

/// A handler as written, and its number once something notifies it.
struct Written {
    name: Ident,
    body: Block,
    at: FileSpan,
    id: Option<HandlerId>,
}

impl CommandCheck<'_, '_> {
    /// Opens the handlers among the members of a command or role for the tasks inside.
    pub(super) fn enter_handlers(&mut self, members: &[Member]) {
        let around = self.handlers.current.take();
        let mut frame = Frame { members: Vec::new(), around };
        for member in members {
            let MemberKind::Handler { name, body } = &member.kind else { continue };
            let at = self.cx.at(name.span);
            if let Some(first) = frame.members.iter().find(|known| known.name.text == name.text) {
                self.cx.report(errors::name_taken(at, &name.text, first.at));
                continue;
            }
            frame.members.push(Written { name: name.clone(), body: body.clone(), at, id: None });
        }
        self.handlers.frames.push(frame);
    }

    /// Checks the handlers that were notified, until none is left, and reports the others.
    pub(super) fn leave_handlers(&mut self) {
        let first = self.handlers.finished.len();
        let mut done: Vec<HandlerId> = Vec::new();
        while let Some((body, id, at)) = self.waiting(&done) {
            done.push(id);
            let tasks = self.handler_tasks(&body, at);
            self.finish(id, at, tasks);
        }
        let finished = self.handlers.finished.get_mut(first..).unwrap_or_default();
        finished.sort_by_key(|handler| handler.at);
        for (at, body, name) in self.unnotified() {
            self.check_unnotified(&body, at);
            self.cx.report(errors::handler_without_notify(at, &name));
        }
        let frame = self.handlers.frames.pop();
        self.handlers.current = frame.and_then(|frame| frame.around);
    }

    fn unnotified(&self) -> Vec<(FileSpan, Block, Name)> {
        let members = self.handlers.frames.last().into_iter().flat_map(|frame| &frame.members);
        let idle = members.filter(|member| member.id.is_none());
        idle.map(|member| (member.at, member.body.clone(), member.name.text.clone())).collect()
    }

    /// Checks a handler that never runs, and forgets what its tasks notify.
    fn check_unnotified(&mut self, body: &Block, at: FileSpan) {
        let handlers = &self.handlers;
        let lengths = [handlers.numbered.len(), handlers.shared.len(), handlers.finished.len()];
        self.handler_tasks(body, at);
        self.handlers.numbered.truncate(lengths[0]);
        self.handlers.shared.truncate(lengths[1]);
        self.handlers.finished.truncate(lengths[2]);
        let members = self.handlers.frames.last_mut().into_iter().flat_map(|it| &mut it.members);
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
        let around = std::mem::take(&mut self.tasks);
        let conditions = std::mem::take(&mut self.conditions);
        let was_inside = std::mem::replace(&mut self.is_in_handler, true);
        let before = self.handlers.current.replace(at);
        self.inner(body);
        self.handlers.current = before;
        self.is_in_handler = was_inside;
        self.conditions = conditions;
        std::mem::replace(&mut self.tasks, around)
    }

    fn finish(&mut self, id: HandlerId, at: FileSpan, tasks: Vec<Task>) {
        let name = self.handlers.numbered.get(id.0).map(|(name, _)| name.clone());
        self.handlers.finished.push(Handler { id, name: name.unwrap_or_default(), at, tasks });
    }

    /// The handler that `notify NAME` means.
    pub(super) fn notified(&mut self, name: &Ident) -> Option<HandlerId> {
        let next = HandlerId(self.handlers.numbered.len());
        let place = self.roles.path().map_or_else(String::new, |role| format!("{role}."));
        let whole = self.free_name(&format!("{place}{}", name.text));
        let current = self.handlers.current;
        let frame = self.handlers.frames.last_mut();
        let member =
            frame.and_then(|it| it.members.iter_mut().find(|it| it.name.text == name.text));
        if let Some(member) = member {
            // It has run already, and would run again with every run.
            if current.is_some_and(|current| member.at <= current) {
                let first = member.at;
                let found = errors::notifies_backwards(self.cx.at(name.span), &name.text, first);
                self.cx.report(found);
                return None;
            }
            let id = *member.id.get_or_insert(next);
            if id == next {
                self.handlers.numbered.push((whole, member.at));
            }
            return Some(id);
        }
        self.shared_handler(name)
    }

    fn free_name(&self, wanted: &str) -> Name {
        let is_taken = |name: &str| self.handlers.numbered.iter().any(|(known, _)| known == name);
        let numbers = (2_u32..).map(|number| format!("{wanted}_{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbers);
        Name::new(names.find(|name| !is_taken(name)).unwrap_or_default())
    }

    /// A handler that stands by itself in the project; its tasks are checked when it is first
    /// notified.
    fn shared_handler(&mut self, name: &Ident) -> Option<HandlerId> {
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
        if let Some((_, id)) = self.handlers.shared.iter().find(|(known, _)| *known == at) {
            return Some(*id);
        }
        let id = HandlerId(self.handlers.numbered.len());
        let whole = self.free_name(&name.text);
        self.handlers.numbered.push((whole, at));
        self.handlers.shared.push((at, id));
        let tasks = self.elsewhere(at.file, |there| there.member_tasks(&declaration.members));
        self.finish(id, at, tasks);
        Some(id)
    }

    /// The tasks of a handler that stands by itself. It has no handlers of its own.
    pub(super) fn member_tasks(&mut self, members: &[Member]) -> Vec<Task> {
        let around = std::mem::take(&mut self.tasks);
        let conditions = std::mem::take(&mut self.conditions);
        self.handlers.frames.push(Frame { members: Vec::new(), around: None });
        let was_inside = std::mem::replace(&mut self.is_in_handler, true);
        self.members(members);
        self.is_in_handler = was_inside;
        self.handlers.frames.pop();
        self.conditions = conditions;
        std::mem::replace(&mut self.tasks, around)
    }

    fn unknown_handler(&mut self, name: &Ident) {
        let members = self.handlers.frames.last().into_iter().flat_map(|frame| &frame.members);
        let known: Vec<&str> = members.map(|member| member.name.text.as_str()).collect();
        let near = nearest(&name.text, known.iter().copied());
        let found = errors::unknown_handler(self.cx.at(name.span), &name.text, &known, near);
        self.cx.report(found);
    }

    /// `flush handlers`.
    pub(super) fn flush_handlers(&mut self, site: Site<'_>) {
        let clauses = self.clauses(site, Takes::Tasks);
        self.push(site, TaskKind::FlushHandlers, "handlers", clauses);
    }

    /// Works in another file, where none of the names at hand are known.
    pub(super) fn elsewhere<T>(&mut self, file: FileId, work: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::replace(&mut self.cx.file, file);
        let scopes = std::mem::take(&mut self.cx.scopes);
        let suffixes = std::mem::take(&mut self.suffixes);
        self.cx.scopes.enter();
        let result = work(self);
        self.suffixes = suffixes;
        self.cx.scopes = scopes;
        self.cx.file = around;
        result
    }

    /// Every handler that something notifies, in the order in which they run.
    pub(super) fn take_handlers(&mut self) -> Vec<Handler> {
        std::mem::take(&mut self.handlers.finished)
    }
}
