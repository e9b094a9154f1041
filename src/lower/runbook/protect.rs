//! `block`, `rescue`, `always` and `cancel`: failures are led to the arms, and on from them.

use crate::hir::{Block, Statement, StatementKind};
use crate::ssm::{DataType, Variable};

use super::branches::branch_step;
use super::condition::{choices, is_true};
use super::flow::{Item, Label, Sequence, Target};
use super::input::{Input, Reference};
use super::lowering::{Flow, Follows, Lowering, RescueInfo, Rescued};

/// The labels of one `block` statement.
struct Arms {
    rescue: Label,
    always: Label,
    /// Where a failure goes that no rescue takes.
    unhandled: Option<Label>,
    join: Label,
}

/// The Boolean that remembers a failure until `always` has run.
struct FailureMark {
    label: Label,
    variable: String,
}

impl<'a> Lowering<'a> {
    pub(super) fn protect(&mut self, statement: &'a Statement, flow: &Flow, out: &mut Sequence) {
        let StatementKind::Protect { body, rescue, always, cancel } = &statement.kind else {
            return;
        };
        let filled =
            |block: &'a Option<Block>| block.as_ref().filter(|block| !block.statements.is_empty());
        let (always, cancel) = (filled(always), filled(cancel));
        let name = self.begin(statement, out);
        let mark = always.filter(|block| needs_mark(block, flow)).map(|_| self.failure_mark());
        let always_label = self.label();
        let arms = Arms {
            rescue: self.label(),
            always: always_label,
            unhandled: match (&mark, always) {
                (Some(mark), _) => Some(mark.label),
                (None, Some(_)) => Some(always_label),
                (None, None) => flow.on_failure,
            },
            join: self.label(),
        };
        let on_cancel = cancel.map(|_| self.label());
        let outer = Flow { on_cancel: on_cancel.or(flow.on_cancel), ..flow.clone() };
        if let Some(mark) = mark.as_ref().filter(|_| flow.looping.is_some()) {
            self.set_mark(mark, false, (statement, &outer), out);
        }
        let follows = if always.is_some() { Follows::Something } else { flow.follows };
        let after = if always.is_some() { arms.always } else { arms.join };
        let inner = Flow {
            on_failure: if rescue.is_some() { Some(arms.rescue) } else { arms.unhandled },
            rescued: if rescue.is_some() { Rescued::Yes } else { flow.rescued },
            follows,
            ..outer.clone()
        };
        self.block(body, &inner, out);
        out.push(Item::Jump(Target::Label(after)));
        if let Some(rescue) = rescue {
            self.rescue(rescue, &arms, &Flow { follows, ..outer.clone() }, out);
            out.push(Item::Jump(Target::Label(after)));
        }
        if let Some(mark) = &mark {
            out.push(Item::Label(mark.label));
            self.set_mark(mark, true, (statement, &outer), out);
        }
        if let Some(always) = always {
            out.push(Item::Label(arms.always));
            let follows = if mark.is_some() { Follows::Something } else { flow.follows };
            self.block(always, &Flow { follows, ..outer.clone() }, out);
        }
        if let Some(mark) = &mark {
            self.pass_on(&name, mark, (statement, &outer, arms.join), out);
        }
        if let (Some(cancel), Some(label)) = (cancel, on_cancel) {
            self.cancel(cancel, label, (flow, arms.join), out);
        }
        out.push(Item::Label(arms.join));
    }

    /// Writes whether a failure is remembered.
    fn set_mark(
        &mut self,
        mark: &FailureMark,
        failed: bool,
        (statement, flow): (&Statement, &Flow),
        out: &mut Sequence,
    ) {
        let value = Input::json(failed, statement.at);
        let step = self.set_variable(&mark.variable, value, flow, statement.at);
        out.push(step.into_item());
    }

    fn failure_mark(&mut self) -> FailureMark {
        let declared = Variable {
            data_type: DataType::Boolean,
            description: Some("Whether a step of a block failed.".to_owned()),
            default: Some(false.into()),
        };
        FailureMark { label: self.label(), variable: self.new_variable("BlockFailed", declared) }
    }

    fn rescue(&mut self, rescue: &'a Block, arms: &Arms, flow: &Flow, out: &mut Sequence) {
        let flow = Flow { on_failure: arms.unhandled, ..flow.clone() };
        self.rescues.push(RescueInfo::default());
        let mut steps = Sequence::new();
        self.block(rescue, &flow, &mut steps);
        let info = self.rescues.pop().unwrap_or_default();
        out.push(Item::Label(arms.rescue));
        out.extend(self.failure_step(info, &flow).map(super::flow::FlatStep::into_item));
        out.append(&mut steps);
    }

    /// Behind `always`: a failure that came here goes on.
    fn pass_on(
        &mut self,
        name: &str,
        mark: &FailureMark,
        (statement, flow, join): (&Statement, &Flow, Label),
        out: &mut Sequence,
    ) {
        let at = statement.at;
        let fail = self.label();
        let variable = Reference::Fixed(format!("variable:{}", mark.variable));
        let failed = vec![vec![is_true(Input::reference(variable, at))]];
        let all = choices(&failed, Target::Label(fail), at);
        let test = self.names.generated(&format!("{name}_check"));
        let test = branch_step(test, all, Target::Label(join), at);
        out.push(self.guarded(test, flow).into_item());
        out.push(Item::Label(fail));
        let message = Input::json(format!("a step of {name} failed"), at);
        let step_name = self.names.generated(&format!("{name}_fail"));
        let step = self.failing(step_name, message, flow, at);
        self.push_failing(step, flow, out);
    }

    /// What runs when a person cancels. It ends the execution, so inside a loop it stands outside.
    fn cancel(
        &mut self,
        cancel: &'a Block,
        label: Label,
        (flow, join): (&Flow, Label),
        out: &mut Sequence,
    ) {
        let inner = Flow {
            on_failure: None,
            on_cancel: None,
            rescued: Rescued::No,
            follows: Follows::Nothing,
            looping: None,
        };
        let mut steps = vec![Item::Label(label)];
        let exit = self.exit.take();
        self.block(cancel, &inner, &mut steps);
        self.exit = exit;
        steps.push(Item::Jump(Target::End));
        if flow.looping.is_some() {
            self.hoisted.append(&mut steps);
        } else {
            out.push(Item::Jump(Target::Label(join)));
            out.append(&mut steps);
        }
    }
}

/// Whether a failure must be remembered while `always` runs. With nothing behind it, the failed
/// step itself makes the execution fail.
fn needs_mark(always: &Block, flow: &Flow) -> bool {
    let goes_on =
        flow.follows == Follows::Something || flow.looping.is_some() || flow.on_failure.is_some();
    goes_on && !always_fails(always)
}

/// Whether nothing comes behind a block, since it fails on every way.
fn always_fails(block: &Block) -> bool {
    block.statements.last().is_some_and(|last| match &last.kind {
        StatementKind::Fail(_) => true,
        StatementKind::Inline(inner) => always_fails(inner),
        StatementKind::Branch { arms, otherwise, .. } => {
            arms.iter().all(|arm| always_fails(&arm.body)) && always_fails(otherwise)
        }
        StatementKind::Step(_)
        | StatementKind::ForEach { .. }
        | StatementKind::Repeat { .. }
        | StatementKind::Loop(_)
        | StatementKind::Protect { .. }
        | StatementKind::Assign { .. }
        | StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Exit
        | StatementKind::Goto(_) => false,
    })
}
