//! `if` and `match`: one `aws:branch` for as many arms as SSM can test at once.

use crate::hir::{Block, BranchArm, Statement, StatementKind};
use crate::text::FileSpan;

use super::condition::{Alternatives, choices};
use super::flow::{FlatStep, Item, Label, Sequence, Target};
use super::input::Input;
use super::lowering::{Flow, Lowering};

/// An arm whose body is still to be put.
struct PendingArm<'a> {
    label: Label,
    body: &'a Block,
}

impl<'a> Lowering<'a> {
    pub(super) fn branch(&mut self, statement: &'a Statement, flow: &Flow, out: &mut Sequence) {
        let StatementKind::Branch { arms, otherwise, own } = &statement.kind else { return };
        let name = self.begin(statement, out);
        self.own_result(own.as_ref(), (&name, "aws:branch"), flow);
        let join = self.label();
        let outer = std::mem::replace(&mut self.in_own_words, own.is_some());
        let mut rest = arms.as_slice();
        let mut step_name = name.clone();
        loop {
            match self.group(&step_name, statement, (rest, flow, join), out) {
                Undecided::Nothing => break,
                Undecided::Otherwise => {
                    self.block(otherwise, flow, out);
                    break;
                }
                Undecided::Arms(left) => rest = left,
            }
            step_name = self.names.generated(&format!("{name}_else"));
        }
        self.in_own_words = outer;
        out.push(Item::Label(join));
    }

    /// One branch step with the arms that it decides. What is put behind it is where it goes when
    /// none of them is chosen.
    fn group(
        &mut self,
        name: &str,
        statement: &'a Statement,
        (arms, flow, join): (&'a [BranchArm], &Flow, Label),
        out: &mut Sequence,
    ) -> Undecided<'a> {
        let mut computation = self.computation(name);
        let mut all: Vec<Input> = Vec::new();
        let mut bodies: Vec<PendingArm<'a>> = Vec::new();
        let mut rest = arms;
        let mut default: Option<PendingArm<'a>> = None;
        while let Some((arm, left)) = rest.split_first() {
            let alternatives = if bodies.is_empty() {
                self.condition(&arm.condition, &mut computation)
            } else {
                // A later condition may be computable only where the earlier ones do not hold.
                match self.plain_condition(&arm.condition) {
                    Some(alternatives) => alternatives,
                    None => break,
                }
            };
            rest = left;
            if alternatives.is_empty() {
                continue;
            }
            let pending = PendingArm { label: self.label(), body: &arm.body };
            if is_always(&alternatives) {
                default = Some(pending);
                rest = &[];
                break;
            }
            let target = Target::Label(pending.label);
            all.extend(choices(&alternatives, target, arm.condition.at));
            bodies.push(pending);
        }
        self.compute(computation, flow, statement.at, out);
        let behind = self.label();
        let default_label = default.as_ref().map_or(behind, |arm| arm.label);
        if all.is_empty() {
            out.push(Item::Jump(Target::Label(default_label)));
        } else {
            self.push_branch(name, (all, Target::Label(default_label)), statement, flow, out);
        }
        let is_decided = default.is_some();
        for arm in bodies.into_iter().chain(default) {
            out.push(Item::Label(arm.label));
            self.block(arm.body, flow, out);
            out.push(Item::Jump(Target::Label(join)));
        }
        out.push(Item::Label(behind));
        match rest {
            _ if is_decided => Undecided::Nothing,
            [] => Undecided::Otherwise,
            left => Undecided::Arms(left),
        }
    }

    fn push_branch(
        &mut self,
        name: &str,
        (all, default): (Vec<Input>, Target),
        statement: &Statement,
        flow: &Flow,
        out: &mut Sequence,
    ) {
        let step = branch_step(name.to_owned(), all, default, statement.at);
        let step = self.guarded(step, flow);
        let mut step = self.with_clauses(step, &statement.clauses);
        step.description.clone_from(&statement.description);
        out.push(step.into_item());
    }
}

/// What is left of a statement after one branch step.
enum Undecided<'a> {
    /// One of the arms that were put always runs.
    Nothing,
    /// The `else`.
    Otherwise,
    Arms(&'a [BranchArm]),
}

fn is_always(alternatives: &Alternatives) -> bool {
    alternatives.iter().any(Vec::is_empty)
}

/// An `aws:branch`.
pub(super) fn branch_step(
    name: String,
    all: Vec<Input>,
    default: Target,
    at: FileSpan,
) -> FlatStep {
    FlatStep::new(name, "aws:branch", at)
        .with_input("Choices", Input::list(all, at))
        .with_input("Default", Input::step(default, at))
}
