//! Handlers: which one a `notify` means.

use crate::check::declaration::Declared;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{Handler, HandlerId, TaskKind};
use crate::syntax::ast::{Block, Ident, ItemKind, Member, MemberKind};
use crate::text::{FileId, FileSpan, Name, nearest};

use super::clause::Takes;
use super::errors;
use super::role_calls::notifies;
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
    CommandCheck::new(&mut cx, Purpose::Play).member_tasks(&declared.declaration.members, at);
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
        for_each_statement(&declaration.members, &mut |statement| {
            found |= notifies(statement, &name.text);
        });
    }
    found
}

/// Whether any role, command or play of the project has a handler of this name.
fn is_declared_anywhere(context: &Context<'_>, name: &Ident) -> bool {
    let items = context.files.iter().flat_map(|file| &file.ast.items);
    let declarations = items.filter_map(|item| match &item.kind {
        ItemKind::Declaration(declaration) => Some(declaration),
        _ => None,
    });
    declarations.flat_map(|declaration| &declaration.members).any(
        |member| matches!(&member.kind, MemberKind::Handler { name: it, .. } if it.text == name.text),
    )
}

/// All handlers that tasks of one command can notify.
#[derive(Default)]
pub(super) struct Handlers {
    /// Of the command, and of the roles around the task at hand, innermost last.
    pub(super) frames: Vec<Frame>,
    /// Handlers that the project declares by themselves, as far as they were notified.
    pub(super) shared: Vec<(FileSpan, HandlerId)>,
    /// The same with their tasks, each before the handlers of the roles that it calls.
    pub(super) of_project: Vec<(FileSpan, Vec<Handler>)>,
    /// Names given out; the tasks follow when the frame ends.
    pub(super) numbered: Vec<(Name, FileSpan)>,
    /// The handler whose tasks are at hand.
    pub(super) current: Option<FileSpan>,
    /// In the order in which they run.
    pub(super) finished: Vec<Handler>,
    /// Handlers that are equal to others, which run for them.
    pub(super) merged: Vec<(HandlerId, HandlerId)>,
}

/// The handlers of one role or of the command.
pub(super) struct Frame {
    /// What stands before the names of its handlers: `outer.inner.`.
    pub(super) place: String,
    pub(super) members: Vec<Written>,
    /// The handler of another frame that the role stands in.
    pub(super) around: Option<FileSpan>,
    /// The tasks are those of a handler that stands by itself: they see nothing further out.
    pub(super) is_closed: bool,
}

/// A handler as written, and its number once something notifies it.
pub(super) struct Written {
    pub(super) name: Ident,
    pub(super) body: Block,
    pub(super) at: FileSpan,
    pub(super) id: Option<HandlerId>,
}

impl Handlers {
    /// The outermost frame that the tasks at hand see.
    pub(super) fn open_from(&self) -> usize {
        self.frames.iter().rposition(|frame| frame.is_closed).unwrap_or(0)
    }

    /// The handler of a frame whose tasks are at hand, those of roles in it included.
    pub(super) fn current_of(&self, depth: usize) -> Option<FileSpan> {
        self.frames.get(depth + 1).map_or(self.current, |inner| inner.around)
    }
}

impl CommandCheck<'_, '_> {
    /// Opens the handlers among the members of a command or role for the tasks inside.
    pub(super) fn enter_handlers(&mut self, members: &[Member]) {
        let around = self.handlers.current.take();
        let place = self.roles.path().map_or_else(String::new, |role| format!("{role}."));
        let mut frame = Frame { place, members: Vec::new(), around, is_closed: false };
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

    /// The handler that `notify NAME` means: the nearest of that name, from the role at hand over
    /// those that call it to the document, then the project's.
    pub(super) fn notified(&mut self, name: &Ident) -> Option<HandlerId> {
        let has = |frame: &Frame| frame.members.iter().any(|it| it.name.text == name.text);
        let depth = self.handlers.open_from();
        let within = self.handlers.frames.get(depth..).unwrap_or_default();
        match within.iter().rposition(has) {
            Some(position) => self.notified_member(depth + position, name),
            None => self.shared_handler(name),
        }
    }

    fn notified_member(&mut self, depth: usize, name: &Ident) -> Option<HandlerId> {
        let next = HandlerId(self.handlers.numbered.len());
        let current = self.handlers.current_of(depth);
        let place = self.handlers.frames.get(depth).map_or("", |frame| &frame.place);
        let whole = self.free_name(&format!("{place}{}", name.text));
        let members = self.handlers.frames.get_mut(depth).map(|frame| &mut frame.members);
        let mut members = members.into_iter().flatten();
        let member = members.find(|member| member.name.text == name.text)?;
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
        Some(id)
    }

    pub(super) fn free_name(&self, wanted: &str) -> Name {
        let is_taken = |name: &str| self.handlers.numbered.iter().any(|(known, _)| known == name);
        let numbers = (2_u32..).map(|number| format!("{wanted}_{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbers);
        Name::new(names.find(|name| !is_taken(name)).unwrap_or_default())
    }

    pub(super) fn unknown_handler(&mut self, name: &Ident) {
        if self.cx.is_abstract && is_declared_anywhere(self.cx.context, name) {
            // Of a role that calls this one, perhaps: each call tells.
            return;
        }
        let frames = self.handlers.frames.get(self.handlers.open_from()..).unwrap_or_default();
        let members = frames.iter().rev().flat_map(|frame| &frame.members);
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
}
