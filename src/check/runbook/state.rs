//! What the check of one runbook knows while it walks through the statements.

use indexmap::IndexMap;

use rustc_hash::FxHashMap;

use crate::aws::Operation;
use crate::check::{Binding, BindingKind, Body, Checker, Context};
use crate::hir::{
    Attachment, DocumentOutput, Expr, ExprKind, LoopId, OutputAlias, StepId, Ty, Value, Variable,
};
use crate::ssm::tables::ActionSpec;
use crate::syntax::ast::Ident;
use crate::text::{FileId, FileSpan, Name};

use super::errors;
use super::frames::Frame;
use super::module::{Inlined, Origin};
use super::names::StepNames;

/// Checks one runbook.
pub(super) struct RunbookCheck<'a> {
    pub(super) cx: Checker<'a>,
    pub(super) gathered: Gathered,
    pub(super) names: StepNames,
    /// What is around the statement at hand, outermost first.
    pub(super) frames: Vec<Frame>,
    /// What unrolled loops add to the names of steps, outermost first.
    pub(super) suffixes: Vec<String>,
    /// What calls of modules put before the names of steps, outermost first.
    pub(super) prefixes: Vec<String>,
    /// The modules whose statements are at hand, outermost first.
    pub(super) inlined: Vec<Inlined>,
    /// A module that it calls has errors of its own: statements are missing.
    pub(super) is_broken: bool,
    /// Every call of a module so far.
    pub(super) origins: Vec<Origin>,
    /// The names of all statements, wherever they stand.
    pub(super) all_steps: Vec<Ident>,
    /// Turns of all unrolled loops.
    pub(super) turns: u32,
    /// Whether the runbook assumes a role.
    pub(super) has_role: bool,
    /// The runbook's name in the account.
    pub(super) emitted_name: String,
    next_step: u32,
    next_loop: u32,
}

/// What statements add to the runbook beside its body.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    pub(super) variables: Vec<Variable>,
    pub(super) outputs: Vec<DocumentOutput>,
    pub(super) aliases: Vec<OutputAlias>,
    pub(super) attachments: Vec<Attachment>,
    /// Of files that the project does not have.
    pub(super) files: IndexMap<Name, Value>,
    /// What runs each step whose result can be read.
    pub(super) steps: FxHashMap<StepId, Runs>,
}

/// What a step runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runs {
    pub(super) spec: &'static ActionSpec,
    /// The operation, where the step calls an API that the models know.
    pub(super) operation: Option<Operation<'static>>,
}

impl<'a> RunbookCheck<'a> {
    pub(super) fn new(context: &'a Context<'a>, file: FileId) -> Self {
        Self {
            cx: Checker::new(context, file, Body::Runbook),
            gathered: Gathered::default(),
            names: StepNames::default(),
            frames: Vec::new(),
            suffixes: Vec::new(),
            prefixes: Vec::new(),
            inlined: Vec::new(),
            is_broken: false,
            origins: Vec::new(),
            all_steps: Vec::new(),
            turns: 0,
            has_role: false,
            emitted_name: String::new(),
            next_step: 0,
            next_loop: 0,
        }
    }

    /// Ids are given in source order.
    pub(super) fn next_step(&mut self) -> StepId {
        let id = StepId(self.next_step);
        self.next_step += 1;
        id
    }

    pub(super) fn next_loop(&mut self) -> LoopId {
        let id = LoopId(self.next_loop);
        self.next_loop += 1;
        id
    }

    /// Binds a local name, or reports that it is taken.
    pub(super) fn bind(&mut self, name: &Ident, kind: BindingKind, expr: Expr) {
        let at = self.cx.at(name.span);
        if let Some(known) = self.cx.scopes.find(&name.text) {
            let first = known.at;
            return self.cx.report(errors::taken_name(at, &name.text, first));
        }
        self.cx.scopes.bind(Binding { name: name.text.clone(), at, kind, expr, used: false });
    }

    /// Works on statements that the build leaves out: what they say is checked, and forgotten.
    pub(super) fn forgetting<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let gathered = self.gathered.clone();
        let names = self.names.clone();
        let named_outputs = self.cx.named_outputs.clone();
        let result = work(self);
        self.gathered = gathered;
        self.names = names;
        self.cx.named_outputs = named_outputs;
        result
    }
}

/// The whole result of a step.
pub(super) fn result_of(step: StepId, ty: Ty, at: FileSpan) -> Expr {
    Expr::run(ExprKind::Output { step, path: Vec::new() }, ty, at)
}
