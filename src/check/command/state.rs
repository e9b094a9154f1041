//! What the check of one command knows while it walks through the tasks.

use std::sync::Arc;

use crate::check::{Binding, BindingKind, Checker};
use crate::hir::{Expr, ExprKind, Field, Platform, RecordType, Stage, Task, Ty};
use crate::syntax::ast::Ident;
use crate::text::{FileSpan, Name};

use super::errors;
use super::step_name::StepNames;

/// What runs the tasks: decides which plugins may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Command,
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
        }
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
    pub(super) fn bind_result(&mut self, name: &Ident) {
        let at = self.cx.at(name.span);
        // No fact has a blank in its name.
        let kind = ExprKind::Fact(format!("let {}", name.text).into());
        let changed = Field { name: Name::new_static("changed"), ty: Ty::Bool, optional: false };
        let ty = Ty::Record(Arc::new(RecordType::new(vec![changed])));
        let result = Expr { kind, ty, stage: Stage::Node, at };
        self.bind(name, BindingKind::Result, result);
    }
}
