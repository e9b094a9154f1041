//! `block`, `rescue`, `always` and `cancel`: failures and cancellations are led to the arms, and on
//! from them.

use crate::hir::{Block, CancelArm, Statement, StatementKind};
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
    /// Where body and rescue go on: at `always`, else behind the block.
    after: Label,
    join: Label,
}

/// A Boolean that remembers why an arm runs until it has run.
struct Mark {
    label: Label,
    variable: String,
}

/// What must be remembered: a failure while `always` runs, a cancellation while it runs an arm that
/// something else runs, too.
#[derive(Default)]
struct Marks {
    failed: Option<Mark>,
    cancelled: Option<Mark>,
}

impl Marks {
    fn iter(&self) -> impl Iterator<Item = &Mark> {
        self.failed.iter().chain(&self.cancelled)
    }

    fn is_empty(&self) -> bool {
        self.failed.is_none() && self.cancelled.is_none()
    }
}

/// The arms of a block that hold something.
#[derive(Clone, Copy)]
struct Filled<'a> {
    rescue: Option<&'a Block>,
    always: Option<&'a Block>,
    cancel: Option<&'a CancelArm>,
}

impl<'a> Lowering<'a> {
    pub(super) fn protect(&mut self, statement: &'a Statement, flow: &Flow, out: &mut Sequence) {
        let StatementKind::Protect { body, rescue, always, cancel } = &statement.kind else {
            return;
        };
        let always = always.as_ref().filter(|block| !block.statements.is_empty());
        let cancel = cancel.as_ref().filter(|arm| match arm {
            CancelArm::Own(block) => !block.statements.is_empty(),
            CancelArm::Rescue(_) => rescue.as_ref().is_some_and(|it| !it.statements.is_empty()),
            CancelArm::Always(_) => always.is_some(),
        });
        let filled = Filled { rescue: rescue.as_ref(), always, cancel };
        let name = self.begin(statement, out);
        let marks = self.marks(filled, flow);
        let arms = self.arms(filled, &marks, flow);
        let on_cancel = self.on_cancel(cancel, &marks, &arms);
        let covered = Flow { on_cancel: on_cancel.or(flow.on_cancel), ..flow.clone() };
        for mark in marks.iter().filter(|_| flow.looping.is_some()) {
            self.set_mark(mark, false, (statement, &covered), out);
        }
        let follows = if always.is_some() { Follows::Something } else { flow.follows };
        let next = if always.is_some() { Some(arms.after) } else { flow.next };
        let inner = Flow {
            on_failure: if rescue.is_some() { Some(arms.rescue) } else { arms.unhandled },
            rescued: if rescue.is_some() { Rescued::Yes } else { flow.rescued },
            follows,
            next,
            ..covered.clone()
        };
        self.block(body, &inner, out);
        out.push(Item::Jump(Target::Label(arms.after)));
        // A cancellation that runs `rescue` is not led there again by what comes from there on.
        let behind = match cancel {
            Some(CancelArm::Rescue(_)) => flow,
            Some(CancelArm::Own(_) | CancelArm::Always(_)) | None => &covered,
        };
        if rescue.is_some() {
            let flow = Flow { follows, next, ..behind.clone() };
            self.put_rescue(statement, (filled, &marks, &arms), &flow, out);
        }
        let behind = match cancel {
            Some(CancelArm::Always(_)) => flow,
            Some(CancelArm::Own(_) | CancelArm::Rescue(_)) | None => behind,
        };
        if let Some(always) = always {
            self.put_always(statement, (always, filled, &marks, &arms), behind, out);
            if !marks.is_empty() {
                self.pass_on(&name, &marks, (statement, behind, arms.join), out);
            }
        }
        if let (Some(CancelArm::Own(cancel)), Some(label)) = (cancel, on_cancel) {
            self.cancel(cancel, label, (flow, arms.join), out);
        }
        out.push(Item::Label(arms.join));
    }

    /// Where a cancellation of the body goes.
    fn on_cancel(
        &mut self,
        cancel: Option<&CancelArm>,
        marks: &Marks,
        arms: &Arms,
    ) -> Option<Label> {
        let marked = marks.cancelled.as_ref().map(|mark| mark.label);
        match cancel? {
            CancelArm::Own(_) => Some(self.label()),
            CancelArm::Rescue(_) => Some(marked.unwrap_or(arms.rescue)),
            CancelArm::Always(_) => Some(marked.unwrap_or(arms.always)),
        }
    }

    fn arms(&mut self, filled: Filled<'a>, marks: &Marks, flow: &Flow) -> Arms {
        let (rescue, always, join) = (self.label(), self.label(), self.label());
        let unhandled = match (&marks.failed, filled.always) {
            (Some(mark), _) => Some(mark.label),
            (None, Some(_)) => Some(always),
            (None, None) => flow.on_failure,
        };
        let after = if filled.always.is_some() { always } else { join };
        Arms { rescue, always, unhandled, after, join }
    }

    fn marks(&mut self, filled: Filled<'a>, flow: &Flow) -> Marks {
        let Filled { rescue, always, cancel } = filled;
        let failed = always.is_some_and(|block| fails_on(flow) && !leaves(block, is_failing));
        let arm = match cancel {
            Some(CancelArm::Rescue(_)) => rescue,
            Some(CancelArm::Always(_)) => always,
            Some(CancelArm::Own(_)) | None => None,
        };
        let comes_out = |block: &Block| !leaves(block, is_leaving);
        let cancelled = arm.is_some_and(comes_out) && always.is_none_or(comes_out);
        Marks {
            failed: failed
                .then(|| self.mark_of("BlockFailed", "Whether a step of a block failed.")),
            cancelled: (cancelled && is_cancelled_on(flow)).then(|| {
                self.mark_of("BlockCancelled", "Whether a step of a block was cancelled.")
            }),
        }
    }

    /// Writes whether something is remembered.
    fn set_mark(
        &mut self,
        mark: &Mark,
        is_so: bool,
        (statement, flow): (&Statement, &Flow),
        out: &mut Sequence,
    ) {
        let value = Input::json(is_so, statement.at);
        let step = self.set_variable(&mark.variable, value, flow, statement.at);
        out.push(step.into_item());
    }

    fn mark_of(&mut self, variable: &str, description: &str) -> Mark {
        let declared = Variable {
            data_type: DataType::Boolean,
            description: Some(description.to_owned()),
            default: Some(false.into()),
        };
        Mark { label: self.label(), variable: self.new_variable(variable, declared) }
    }

    fn put_rescue(
        &mut self,
        statement: &Statement,
        (filled, marks, arms): (Filled<'a>, &Marks, &Arms),
        flow: &Flow,
        out: &mut Sequence,
    ) {
        let Some(rescue) = filled.rescue else { return };
        let shared = matches!(filled.cancel, Some(CancelArm::Rescue(_)));
        let mark = marks.cancelled.as_ref().filter(|_| shared);
        if let Some(mark) = mark {
            out.push(Item::Label(mark.label));
            self.set_mark(mark, true, (statement, flow), out);
        }
        let tested = mark.is_some() && filled.always.is_none();
        let inner = match tested {
            true => Flow { follows: Follows::Something, next: None, ..flow.clone() },
            false => flow.clone(),
        };
        self.rescue(rescue, arms, &inner, out);
        if tested {
            let name = self.names.of(statement);
            self.pass_on(&name, marks, (statement, flow, arms.join), out);
        }
        out.push(Item::Jump(Target::Label(arms.after)));
    }

    fn put_always(
        &mut self,
        statement: &Statement,
        (always, filled, marks, arms): (&'a Block, Filled<'a>, &Marks, &Arms),
        flow: &Flow,
        out: &mut Sequence,
    ) {
        let shared = matches!(filled.cancel, Some(CancelArm::Always(_)));
        if let Some(mark) = marks.cancelled.as_ref().filter(|_| shared) {
            out.push(Item::Label(mark.label));
            self.set_mark(mark, true, (statement, flow), out);
            out.push(Item::Jump(Target::Label(arms.always)));
        }
        if let Some(mark) = &marks.failed {
            out.push(Item::Label(mark.label));
            self.set_mark(mark, true, (statement, flow), out);
        }
        out.push(Item::Label(arms.always));
        let inner = match marks.is_empty() {
            true => flow.clone(),
            false => Flow { follows: Follows::Something, next: None, ..flow.clone() },
        };
        self.block(always, &inner, out);
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

    /// Behind an arm: a cancellation or a failure that came here goes on.
    fn pass_on(
        &mut self,
        name: &str,
        marks: &Marks,
        (statement, flow, join): (&Statement, &Flow, Label),
        out: &mut Sequence,
    ) {
        let at = statement.at;
        let fail = self.label();
        let when = |mark: &Mark, target: Target| {
            let variable = Reference::Fixed(format!("variable:{}", mark.variable));
            choices(&vec![vec![is_true(Input::reference(variable, at))]], target, at)
        };
        let mut all = Vec::new();
        if let Some(mark) = &marks.cancelled {
            all.extend(when(mark, flow.on_cancel.map_or(Target::Exit, Target::Label)));
        }
        if let Some(mark) = &marks.failed {
            all.extend(when(mark, Target::Label(fail)));
        }
        let test = self.names.generated(&format!("{name}_check"));
        let test = branch_step(test, all, Target::Label(join), at);
        out.push(self.guarded(test, flow).into_item());
        if marks.failed.is_none() {
            return;
        }
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
        let mut steps = vec![Item::Label(label)];
        let exit = self.exit.take();
        self.block(cancel, &Flow::default(), &mut steps);
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

/// Whether a failure must go elsewhere than to what stands behind. With nothing behind it, the
/// failed step itself makes the execution fail.
fn fails_on(flow: &Flow) -> bool {
    match flow.on_failure {
        Some(handler) => flow.next != Some(handler),
        None => goes_on(flow),
    }
}

/// Whether a cancellation must go elsewhere than to what stands behind.
fn is_cancelled_on(flow: &Flow) -> bool {
    match flow.on_cancel {
        Some(handler) => flow.next != Some(handler),
        None => goes_on(flow),
    }
}

fn goes_on(flow: &Flow) -> bool {
    flow.follows == Follows::Something || flow.looping.is_some()
}

/// Whether nothing comes behind a block, since every way ends with a statement that `is_last`.
fn leaves(block: &Block, is_last: fn(&Statement) -> bool) -> bool {
    block.statements.last().is_some_and(|last| match &last.kind {
        StatementKind::Inline(inner) => leaves(inner, is_last),
        StatementKind::Branch { arms, otherwise, .. } => {
            arms.iter().all(|arm| leaves(&arm.body, is_last)) && leaves(otherwise, is_last)
        }
        StatementKind::Protect { always: Some(always), .. } => leaves(always, is_last),
        // What runs on cancel alone ends the execution.
        StatementKind::Protect { body, rescue, cancel: _, always: None } => {
            [Some(body), rescue.as_ref()].into_iter().flatten().all(|it| leaves(it, is_last))
        }
        _ => is_last(last),
    })
}

fn is_failing(statement: &Statement) -> bool {
    matches!(statement.kind, StatementKind::Fail(_))
}

fn is_leaving(statement: &Statement) -> bool {
    let ends = matches!(
        statement.kind,
        StatementKind::Fail(_)
            | StatementKind::Exit
            | StatementKind::Break
            | StatementKind::Continue
            | StatementKind::Goto(_)
    );
    ends || statement.clauses.ends.is_some()
}
