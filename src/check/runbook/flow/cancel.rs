//! Where a cancellation may lead: only some actions may run then, and for two minutes.

use std::collections::HashMap;

use crate::check::Checker;
use crate::check::runbook::errors;
use crate::hir::names::blocks_of;
use crate::hir::{Block, CancelAction, CancelArm, Statement, StatementKind, Value};
use crate::ssm::tables::action;
use crate::text::{FileSpan, Name};

/// How long the steps of a cancellation may take together.
/// Source: "Handling runbook cancellation" in the user guide of Systems Manager.
const CANCEL_LIMIT_SECONDS: i64 = 120;

/// Reports arms and jumps of a cancellation that start with an action that SSM refuses there.
pub(super) fn check_cancel(cx: &mut Checker<'_>, body: &Block) {
    let mut firsts = HashMap::new();
    collect_firsts(body, &mut firsts);
    check_block(cx, body, &firsts);
}

/// The action that a jump to a name starts with.
type Firsts = HashMap<Name, &'static str>;

fn collect_firsts(block: &Block, firsts: &mut Firsts) {
    for statement in &block.statements {
        if let (Some(name), Some((action, _))) = (&statement.name, first_of(statement)) {
            firsts.insert(name.text.clone(), action);
        }
        for inner in blocks_of(&statement.kind) {
            collect_firsts(inner, firsts);
        }
    }
}

fn check_block(cx: &mut Checker<'_>, block: &Block, firsts: &Firsts) {
    for statement in &block.statements {
        if let Some((CancelAction::Goto(target), at)) = &statement.clauses.on_cancel
            && let Some(first) = firsts.get(target)
            && !may_follow_cancel(first)
        {
            cx.report(errors::action_after_cancel(*at, first));
        }
        if let Some(cancel) = arm_of(&statement.kind) {
            if let Some((first, at)) = cancel.statements.iter().find_map(first_of)
                && !may_follow_cancel(first)
            {
                cx.report(errors::action_after_cancel(at, first));
            }
            check_time(cx, cancel);
        }
        for inner in blocks_of(&statement.kind) {
            check_block(cx, inner, firsts);
        }
    }
}

/// The statements that a cancellation of a block runs.
fn arm_of(kind: &StatementKind) -> Option<&Block> {
    let StatementKind::Protect { rescue, always, cancel, .. } = kind else { return None };
    match cancel.as_ref()? {
        CancelArm::Own(block) => Some(block),
        CancelArm::Rescue(_) => rescue.as_ref(),
        CancelArm::Always(_) => always.as_ref(),
    }
}

fn may_follow_cancel(name: &str) -> bool {
    action(name).is_none_or(|spec| spec.rules.on_cancel_target)
}

/// The first action that a statement runs, and where it stands.
fn first_of(statement: &Statement) -> Option<(&'static str, FileSpan)> {
    match &statement.kind {
        StatementKind::Step(step) => Some((step.action, statement.at)),
        StatementKind::Branch { .. } => Some(("aws:branch", statement.at)),
        StatementKind::ForEach { .. } | StatementKind::Repeat { .. } | StatementKind::Loop(_) => {
            Some(("aws:loop", statement.at))
        }
        StatementKind::Protect { body, .. } | StatementKind::Inline(body) => {
            body.statements.iter().find_map(first_of)
        }
        StatementKind::Assign { .. } => Some(("aws:updateVariable", statement.at)),
        StatementKind::Fail(_) => Some(("aws:executeScript", statement.at)),
        StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Exit
        | StatementKind::Goto(_) => None,
    }
}

/// Warns about an arm whose sleeps and timeouts alone say that it may take too long.
fn check_time(cx: &mut Checker<'_>, arm: &Block) {
    let mut seconds = 0_i64;
    let mut longest: Option<(i64, FileSpan)> = None;
    let mut todo = vec![arm];
    while let Some(block) = todo.pop() {
        for statement in &block.statements {
            let (time, at) = time_of(statement);
            seconds = seconds.saturating_add(time);
            if time > longest.map_or(0, |(time, _)| time) {
                longest = Some((time, at));
            }
            todo.extend(blocks_of(&statement.kind));
        }
    }
    if let Some((_, at)) = longest
        && seconds > CANCEL_LIMIT_SECONDS
    {
        cx.report(errors::cancel_takes_long(at, seconds, CANCEL_LIMIT_SECONDS));
    }
}

/// How long a statement says that it may take.
fn time_of(statement: &Statement) -> (i64, FileSpan) {
    if let Some((seconds, at)) = statement.clauses.timeout_seconds {
        return (seconds, at);
    }
    if let StatementKind::Step(step) = &statement.kind
        && let Some((_, duration)) = step.inputs.iter().find(|(name, _)| name == "Duration")
        && let Some(Value::Duration(seconds)) = duration.as_const()
    {
        return (*seconds, statement.at);
    }
    (0, statement.at)
}
