//! One runbook: its statements and steps in source order, its expressions, what is used.

use std::collections::HashSet;

use rustc_hash::FxHashSet;

use crate::hir::names::{Names, blocks_of};
use crate::hir::{
    Block, CancelArm, Command, Expr, ExprKind, Runbook, Script, Statement, StatementKind, Step,
    StepId, Value,
};
use crate::ssm::reference::{Reference, references};
use crate::text::Name;

use super::text::raw_texts;

/// A runbook and what is known of it.
pub(in crate::lint) struct RunbookView<'a> {
    pub(in crate::lint) runbook: &'a Runbook,
    /// All of them, at every depth, in source order.
    pub(in crate::lint) statements: Vec<StatementView<'a>>,
    /// The body, then all blocks inside.
    pub(in crate::lint) blocks: Vec<&'a Block>,
    /// All of them, those inside of others, too.
    pub(in crate::lint) expressions: Vec<&'a Expr>,
    /// Of the statements, in their order.
    names: Vec<String>,
    uses: Uses<'a>,
}

/// A statement and where it stands.
#[derive(Clone, Copy)]
pub(in crate::lint) struct StatementView<'a> {
    pub(in crate::lint) statement: &'a Statement,
    /// Among the statements of the runbook.
    number: usize,
    pub(in crate::lint) arm: Arm,
}

/// The innermost arm of a `block … rescue … always … cancel` around a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Arm {
    /// In none.
    Plain,
    Block,
    Rescue,
    Always,
    Cancel,
}

/// What is read somewhere.
#[derive(Default)]
struct Uses<'a> {
    variables: HashSet<Name>,
    steps: FxHashSet<StepId>,
    /// Steps and variables that raw texts name.
    raw: HashSet<&'a str>,
}

impl<'a> StatementView<'a> {
    /// The step, where the statement is one.
    pub(in crate::lint) fn step(self) -> Option<&'a Step> {
        match &self.statement.kind {
            StatementKind::Step(step) => Some(step),
            _ => None,
        }
    }
}

impl<'a> RunbookView<'a> {
    pub(super) fn of(runbook: &'a Runbook) -> Self {
        let mut view = Self {
            runbook,
            statements: Vec::new(),
            blocks: Vec::new(),
            expressions: Vec::new(),
            names: Vec::new(),
            uses: Uses::default(),
        };
        let defaults = runbook.parameters.iter().filter_map(|it| it.default.as_ref());
        let defaults =
            defaults.chain(runbook.variables.iter().filter_map(|it| it.default.as_ref()));
        let outputs = runbook.outputs.iter().map(|output| &output.value);
        for expr in runbook.assume_role.iter().chain(defaults).chain(outputs) {
            view.expression(expr);
        }
        view.block(&runbook.body, Arm::Plain);
        let names = Names::new(&runbook.body);
        view.names = view.statements.iter().map(|it| names.of(it.statement)).collect();
        view.learn_uses();
        view
    }

    /// The steps with their statements, in source order.
    pub(in crate::lint) fn steps(&self) -> impl Iterator<Item = (&'a Step, StatementView<'a>)> {
        self.statements.iter().filter_map(|it| it.step().map(|step| (step, *it)))
    }

    /// What a statement's step is called in the document; empty for what is no step.
    pub(in crate::lint) fn name_of(&self, view: StatementView<'_>) -> &str {
        self.names.get(view.number).map_or("", String::as_str)
    }

    pub(in crate::lint) fn reads_variable(&self, name: &Name) -> bool {
        self.uses.variables.contains(name) || self.uses.raw.contains(name.as_str())
    }

    pub(in crate::lint) fn reads_step(&self, step: &Step, view: StatementView<'_>) -> bool {
        self.uses.steps.contains(&step.id) || self.uses.raw.contains(self.name_of(view))
    }

    /// The commands that steps of the runbook bring along.
    pub(super) fn companions(&self) -> impl Iterator<Item = &'a Command> {
        self.steps().filter_map(|(step, _)| step.companion.as_deref())
    }

    fn block(&mut self, block: &'a Block, arm: Arm) {
        self.blocks.push(block);
        for statement in &block.statements {
            let number = self.statements.len();
            self.statements.push(StatementView { statement, number, arm });
            self.expressions_of(&statement.kind);
            if let StatementKind::Protect { body, rescue, always, cancel } = &statement.kind {
                self.block(body, Arm::Block);
                let own = cancel.as_ref().and_then(CancelArm::block);
                let arms = [
                    (rescue.as_ref(), Arm::Rescue),
                    (always.as_ref(), Arm::Always),
                    (own, Arm::Cancel),
                ];
                for (block, arm) in arms {
                    if let Some(block) = block {
                        self.block(block, arm);
                    }
                }
                continue;
            }
            for inner in blocks_of(&statement.kind) {
                self.block(inner, arm);
            }
        }
    }

    fn expressions_of(&mut self, kind: &'a StatementKind) {
        match kind {
            StatementKind::Step(step) => {
                step.inputs.iter().for_each(|(_, value)| self.expression(value));
            }
            StatementKind::Branch { arms, .. } => {
                arms.iter().for_each(|arm| self.expression(&arm.condition));
            }
            StatementKind::ForEach { list, .. } => self.expression(list),
            StatementKind::Repeat { until, .. } => self.expression(until),
            StatementKind::Loop(it) => {
                it.inputs.iter().for_each(|(_, value)| self.expression(value));
                it.again.iter().for_each(|again| self.expression(again));
            }
            StatementKind::Assign { value, .. } => self.expression(value),
            StatementKind::Fail(why) => why.iter().for_each(|why| self.expression(why)),
            StatementKind::Protect { .. }
            | StatementKind::Inline(_)
            | StatementKind::Break
            | StatementKind::Continue
            | StatementKind::Exit
            | StatementKind::Goto(_) => {}
        }
    }

    fn expression(&mut self, expr: &'a Expr) {
        self.expressions.push(expr);
        for part in expr.parts() {
            self.expression(part);
        }
    }

    fn learn_uses(&mut self) {
        let mut raw: Vec<&'a str> = Vec::new();
        let mut scripts: Vec<&'a Script> = Vec::new();
        for expr in &self.expressions {
            match &expr.kind {
                ExprKind::Variable(name) => {
                    self.uses.variables.insert(name.clone());
                }
                ExprKind::Output { step, .. } => {
                    self.uses.steps.insert(*step);
                }
                ExprKind::Const(Value::Script(script)) => scripts.push(script),
                ExprKind::Const(value) => raw_texts(value, &mut raw),
                _ => {}
            }
        }
        raw.extend(scripts.iter().filter(|script| script.raw).map(|script| &*script.text));
        for reference in raw.into_iter().flat_map(references) {
            match reference {
                Reference::StepOutput { step, .. } => self.uses.raw.insert(step),
                Reference::Variable(name) => self.uses.raw.insert(name),
                _ => false,
            };
        }
    }
}
