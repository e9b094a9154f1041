//! What the check of one command knows while it walks through the tasks.

use std::sync::Arc;

use crate::check::{Binding, BindingKind, Checker};
use crate::hir::{Expr, ExprKind, Field, Platform, RecordType, Stage, Task, TaskId, Ty, Value};
use crate::syntax::ast::Ident;
use crate::text::{FileSpan, Name};

use super::errors;
use super::handler::Handlers;
use super::role::Roles;
use super::step_name::StepNames;

/// What runs the tasks: decides which plugins may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Command,
    /// A command with `document_type: "Policy"`: only associations run it.
    Policy,
    Play,
    /// Tasks or a script inside a runbook.
    Companion,
}

/// Checks the tasks of one command.
pub(super) struct CommandCheck<'c, 'a> {
    pub(super) cx: &'c mut Checker<'a>,
    pub(super) purpose: Purpose,
    pub(super) platforms: Option<(Vec<Platform>, FileSpan)>,
    pub(super) tasks: Vec<Task>,
    pub(super) names: StepNames,
    /// Conditions of the `if`s around the task at hand, outermost first.
    pub(super) conditions: Vec<Expr>,
    /// What unrolled loops add to the names of steps, outermost first.
    pub(super) suffixes: Vec<String>,
    /// Turns of all unrolled loops.
    pub(super) turns: usize,
    /// `become` of the roles and blocks around the task at hand, innermost last.
    pub(super) users: Vec<Expr>,
    /// Tags of the roles and blocks around the task at hand, innermost last.
    pub(super) tags: Vec<Vec<String>>,
    pub(super) roles: Roles,
    pub(super) handlers: Handlers,
    /// The tasks at hand are those of a handler.
    pub(super) is_in_handler: bool,
    /// A role or module that it calls has errors of its own: tasks are missing.
    pub(super) is_broken: bool,
    /// Names in the account of documents of this project that tasks run.
    pub(super) documents: Vec<String>,
    /// How many tasks have their number.
    numbered: u32,
}

impl<'c, 'a> CommandCheck<'c, 'a> {
    pub(super) fn new(cx: &'c mut Checker<'a>, purpose: Purpose) -> Self {
        Self {
            cx,
            purpose,
            platforms: None,
            tasks: Vec::new(),
            names: StepNames::default(),
            conditions: Vec::new(),
            suffixes: Vec::new(),
            turns: 0,
            users: Vec::new(),
            tags: Vec::new(),
            roles: Roles::default(),
            handlers: Handlers::default(),
            is_in_handler: false,
            is_broken: false,
            documents: Vec::new(),
            numbered: 0,
        }
    }

    /// A number that no other task of the command has.
    pub(super) fn next_task(&mut self) -> TaskId {
        self.numbered += 1;
        TaskId(self.numbered - 1)
    }

    /// Binds a local name, or reports that it is taken.
    pub(super) fn bind(&mut self, name: &Ident, kind: BindingKind, expr: Expr) {
        let at = self.cx.at(name.span);
        if let Some(known) = self.cx.scopes.find(&name.text) {
            let first = known.at;
            return self.cx.report(errors::name_taken(at, &name.text, first));
        }
        self.cx.scopes.bind(Binding { name: name.text.clone(), at, kind, expr, used: false });
    }

    /// What a task did, under the name that `let` gives it.
    pub(super) fn bind_result(&mut self, name: &Ident, task: TaskId) {
        let at = self.cx.at(name.span);
        let flag = |name| Field { name: Name::new_static(name), ty: Ty::Bool, optional: false };
        let fields = vec![flag("changed"), flag("failed")];
        let ty = Ty::Record(Arc::new(RecordType::new(fields)));
        let kind = ExprKind::TaskResult(task);
        self.bind(name, BindingKind::Result, Expr { kind, ty, stage: Stage::Node, at });
    }

    /// The result of a task that is left out: it neither changed anything nor failed.
    pub(super) fn bind_nothing_done(&mut self, name: &Ident) {
        let at = self.cx.at(name.span);
        let flag = |name| (Name::new_static(name), Value::Bool(false));
        let done = Value::Record([flag("changed"), flag("failed")].into_iter().collect());
        let ty = done.ty();
        self.bind(name, BindingKind::Result, Expr::constant(done, ty, at));
    }
}
