//! Whether tasks of two calls do the same, whatever they are called and wherever they stand.

use std::sync::Arc;

use crate::hir::{
    Expr, ExprKind, ListPart, Script, ScriptArgument, Task, TaskBlock, TaskId, TaskKind,
};

/// Whether two runs of tasks do the same. A task that reads what another of its own run did is the
/// same as one that reads what the other's counterpart did.
pub(super) fn same_tasks(left: &[Task], right: &[Task]) -> bool {
    Comparison::default().tasks(left, right)
}

/// Tasks that were found to be the same so far.
#[derive(Default)]
struct Comparison {
    pairs: Vec<(TaskId, TaskId)>,
}

impl Comparison {
    fn tasks(&mut self, left: &[Task], right: &[Task]) -> bool {
        left.len() == right.len()
            && left.iter().zip(right).all(|(left, right)| self.task(left, right))
    }

    fn task(&mut self, left: &Task, right: &Task) -> bool {
        self.pairs.push((left.id, right.id));
        self.kind(&left.kind, &right.kind)
            && self.clauses(left, right)
            && left.at == right.at
            && left.notify == right.notify
            && left.exit == right.exit
            && left.timeout_seconds == right.timeout_seconds
            && left.attempts == right.attempts
    }

    fn clauses(&self, left: &Task, right: &Task) -> bool {
        let same = |left: &Option<Expr>, right: &Option<Expr>| match (left, right) {
            (Some(left), Some(right)) => self.value(left, right),
            (left, right) => left.is_none() && right.is_none(),
        };
        same(&left.when, &right.when)
            && same(&left.run_as, &right.run_as)
            && same(&left.directory, &right.directory)
    }

    fn kind(&mut self, left: &TaskKind, right: &TaskKind) -> bool {
        match (left, right) {
            (
                TaskKind::Plugin { plugin, inputs },
                TaskKind::Plugin { plugin: other, inputs: others },
            ) => plugin == other && self.named(inputs, others),
            (TaskKind::Script(left), TaskKind::Script(right)) => {
                let creates = match (&left.creates, &right.creates) {
                    (Some(left), Some(right)) => self.value(left, right),
                    (left, right) => left.is_none() && right.is_none(),
                };
                left.shell == right.shell
                    && same_script(&left.script, &right.script)
                    && left.captures_output == right.captures_output
                    && match (&left.unless, &right.unless) {
                        (Some(left), Some(right)) => same_script(left, right),
                        (left, right) => left.is_none() && right.is_none(),
                    }
                    && creates
                    && self.arguments(&left.arguments, &right.arguments)
            }
            (TaskKind::Module(left), TaskKind::Module(right)) => {
                left.module.at == right.module.at
                    && self.arguments(&left.arguments, &right.arguments)
            }
            (TaskKind::Block(left), TaskKind::Block(right)) => self.block(left, right),
            (TaskKind::FlushHandlers, TaskKind::FlushHandlers)
            | (TaskKind::Reboot, TaskKind::Reboot) => true,
            _ => false,
        }
    }

    fn block(&mut self, left: &TaskBlock, right: &TaskBlock) -> bool {
        let arms = [
            (Some(&left.body), Some(&right.body)),
            (left.rescue.as_ref(), right.rescue.as_ref()),
            (left.always.as_ref(), right.always.as_ref()),
        ];
        arms.into_iter().all(|(left, right)| match (left, right) {
            (Some(left), Some(right)) => self.tasks(left, right),
            (left, right) => left.is_none() && right.is_none(),
        })
    }

    fn named(
        &self,
        left: &[(crate::text::Name, Expr)],
        right: &[(crate::text::Name, Expr)],
    ) -> bool {
        left.len() == right.len()
            && left
                .iter()
                .zip(right)
                .all(|(left, right)| left.0 == right.0 && self.value(&left.1, &right.1))
    }

    fn arguments(&self, left: &[ScriptArgument], right: &[ScriptArgument]) -> bool {
        left.len() == right.len()
            && left.iter().zip(right).all(|(left, right)| {
                left.name == right.name && self.value(&left.value, &right.value)
            })
    }

    /// Whether two values are the same in one run.
    fn value(&self, left: &Expr, right: &Expr) -> bool {
        if left.ty != right.ty {
            return false;
        }
        let all = |left: &[Expr], right: &[Expr]| {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| self.value(left, right))
        };
        match (&left.kind, &right.kind) {
            (ExprKind::TaskResult(left), ExprKind::TaskResult(right)) => {
                left == right || self.pairs.contains(&(*left, *right))
            }
            (ExprKind::Template(left), ExprKind::Template(right)) => all(left, right),
            (ExprKind::Op { op, operands }, ExprKind::Op { op: other, operands: others }) => {
                op == other && all(operands, others)
            }
            (ExprKind::List(left), ExprKind::List(right)) => {
                left.len() == right.len()
                    && left.iter().zip(right).all(|(left, right)| match (left, right) {
                        (ListPart::Item(left), ListPart::Item(right))
                        | (ListPart::Spread(left), ListPart::Spread(right)) => {
                            self.value(left, right)
                        }
                        _ => false,
                    })
            }
            (ExprKind::Record(left), ExprKind::Record(right)) => self.named(left, right),
            (ExprKind::Unchecked(left), ExprKind::Unchecked(right)) => self.value(left, right),
            (left, right) => left == right,
        }
    }
}

fn same_script(left: &Arc<Script>, right: &Arc<Script>) -> bool {
    left.at == right.at && left.text == right.text
}
