//! Which platforms the tasks of a command are for, and whether each module has scripts for them.

use crate::hir::{Expr, ExprKind, Handler, Op, Platform, Shell, Task, TaskKind};
use crate::text::FileSpan;

use super::errors;
use super::state::CommandCheck;

impl CommandCheck<'_, '_> {
    /// Reports every module without scripts for a platform that it may run on: one that
    /// `platforms` names, else one that another task of the command is for.
    pub(super) fn check_reach(&mut self, handlers: &[Handler]) {
        let mut tasks: Vec<(&Task, Vec<Platform>)> = Vec::new();
        let all = self.tasks.iter().chain(handlers.iter().flat_map(|handler| &handler.tasks));
        all.for_each(|task| gather(task, &Platform::ALL, &mut tasks));
        let reached: Vec<(Platform, FileSpan)> = match &self.platforms {
            Some((platforms, at)) => platforms.iter().map(|platform| (*platform, *at)).collect(),
            None => tasks.iter().filter_map(|(task, left)| only_family(task, left)).collect(),
        };
        let mut found = Vec::new();
        for (task, left) in &tasks {
            let TaskKind::Module(call) = &task.kind else { continue };
            let can_run = left.iter().any(|it| call.module.implementation(*it).is_some());
            let lacks = |it: &&(Platform, FileSpan)| {
                left.contains(&it.0) && call.module.implementation(it.0).is_none()
            };
            let lacking = match (left.first(), &task.when, can_run) {
                (Some(platform), Some(when), false) => Some((*platform, when.at)),
                _ => reached.iter().find(lacks).copied(),
            };
            if let Some((platform, reached)) = lacking {
                let places = (reached, call.module.at);
                let name = &call.module.name;
                found.push(errors::no_implementation(task.at, name, platform, places));
            }
        }
        found.into_iter().for_each(|found| self.cx.report(found));
    }
}

/// The task and those inside, each with the platforms that its conditions leave.
fn gather<'t>(task: &'t Task, around: &[Platform], all: &mut Vec<(&'t Task, Vec<Platform>)>) {
    let allows = |platform: &Platform| task.when.as_ref().is_none_or(|it| may_hold(it, *platform));
    let left: Vec<Platform> = around.iter().copied().filter(allows).collect();
    if let TaskKind::Block(block) = &task.kind {
        block.tasks().for_each(|inner| gather(inner, &left, all));
    }
    all.push((task, left));
}

/// Linux or Windows, where a task can run on one of the two only.
fn only_family(task: &Task, left: &[Platform]) -> Option<(Platform, FileSpan)> {
    let has = |platform: Platform| {
        left.contains(&platform)
            && match &task.kind {
                TaskKind::Module(call) => call.module.implementation(platform).is_some(),
                TaskKind::Script(script) => {
                    (script.shell == Shell::PowerShell) == (platform == Platform::Windows)
                }
                TaskKind::Plugin { .. }
                | TaskKind::Block(_)
                | TaskKind::FlushHandlers
                | TaskKind::Reboot => true,
            }
    };
    match (has(Platform::Linux), has(Platform::Windows)) {
        (true, false) => Some((Platform::Linux, task.at)),
        (false, true) => Some((Platform::Windows, task.at)),
        (true, true) | (false, false) => None,
    }
}

/// Whether a condition can hold on a platform, as far as tests of the platform tell.
fn may_hold(condition: &Expr, platform: Platform) -> bool {
    decided(condition, platform) != Some(false)
}

fn decided(condition: &Expr, platform: Platform) -> Option<bool> {
    let ExprKind::Op { op, operands } = &condition.kind else {
        return condition.as_const().and_then(|value| match value {
            crate::hir::Value::Bool(flag) => Some(*flag),
            _ => None,
        });
    };
    let parts: Vec<Option<bool>> =
        operands.iter().map(|operand| decided(operand, platform)).collect();
    match (op, operands.as_slice()) {
        (Op::And, _) if parts.contains(&Some(false)) => Some(false),
        (Op::And, _) => parts.into_iter().all(|it| it == Some(true)).then_some(true),
        (Op::Or, _) if parts.contains(&Some(true)) => Some(true),
        (Op::Or, _) => parts.into_iter().all(|it| it == Some(false)).then_some(false),
        (Op::Not, _) => parts.first().copied().flatten().map(|flag| !flag),
        (Op::Equal, [left, right]) => is_platform(left, right, platform),
        (Op::NotEqual, [left, right]) => is_platform(left, right, platform).map(|flag| !flag),
        _ => None,
    }
}

fn is_platform(left: &Expr, right: &Expr, platform: Platform) -> Option<bool> {
    let is_fact = |expr: &Expr| matches!(&expr.kind, ExprKind::Fact(name) if name == "platform");
    let value = match (is_fact(left), is_fact(right)) {
        (true, false) => right,
        (false, true) => left,
        _ => return None,
    };
    value.as_const()?.as_str().map(|name| name == platform.as_str())
}
