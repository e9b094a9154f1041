//! Tasks for nodes inside a runbook: a command of their own, to which the runbook's values are
//! handed as parameters.

use crate::check::Checker;
use crate::hir::{Command, DocumentHeader, ExitControl, Expr, Parameter, Task, TaskKind};
use crate::syntax::ast::{Block, Script};
use crate::text::{FileSpan, Name};

use super::hoist::Hoist;
use super::script::shell_word;
use super::state::{CommandCheck, Purpose};

/// What the companion is called and where it came from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CompanionHeader<'h> {
    /// The runbook's name in the account.
    pub(crate) parent: &'h str,
    /// The name of the step that runs the companion.
    pub(crate) step: &'h str,
    /// The statement.
    pub(crate) at: FileSpan,
}

/// A command that a runbook's step runs.
#[derive(Clone, Debug)]
pub(crate) struct Companion {
    pub(crate) command: Command,
    /// What the step passes, in the order of the command's parameters: values of the runbook.
    pub(crate) arguments: Vec<(Name, Expr)>,
}

/// The command of `play on TARGETS { tasks }`. `cx` has the runbook's names in scope.
pub(crate) fn companion_of_tasks(
    cx: &mut Checker<'_>,
    header: CompanionHeader<'_>,
    body: &Block,
) -> Companion {
    let around = std::mem::replace(&mut cx.in_tasks, true);
    cx.scopes.enter();
    let mut check = CommandCheck::new(cx, Purpose::Companion);
    check.statements(&body.statements);
    check.check_tasks(body.span.start_point());
    let tasks = check.tasks;
    cx.scopes.leave();
    cx.in_tasks = around;
    companion(header, tasks)
}

/// The command of `sh(…) """…""" on TARGET -> String`. What it prints on standard output is its
/// whole output where the script has a result. `None` after an error.
pub(crate) fn companion_of_script(
    cx: &mut Checker<'_>,
    header: CompanionHeader<'_>,
    written: &Script,
) -> Option<Companion> {
    let mut check = CommandCheck::new(cx, Purpose::Companion);
    let mut script = check.script_task(written, None)?;
    script.captures_output = written.result.is_some();
    let at = check.cx.at(written.span);
    let task = Task {
        fallback_name: Name::new_static(shell_word(script.shell)),
        kind: TaskKind::Script(script),
        name: None,
        description: None,
        when: None,
        timeout_seconds: None,
        attempts: None,
        run_as: None,
        directory: None,
        exit: ExitControl::default(),
        at,
    };
    Some(companion(header, vec![task]))
}

fn companion(header: CompanionHeader<'_>, mut tasks: Vec<Task>) -> Companion {
    let mut hoist = Hoist::default();
    tasks.iter_mut().for_each(|task| hoist.task(task));
    let parameter = |(name, value): &(Name, Expr)| Parameter {
        name: name.clone(),
        at: value.at,
        ty: Hoist::parameter_type(&value.ty),
        description: None,
        default: None,
        multiline: false,
    };
    let parameters = hoist.arguments.iter().map(parameter).collect();
    let emitted_name = format!("{}-{}", header.parent, header.step);
    let command = Command {
        header: DocumentHeader {
            name: Name::new(header.step),
            emitted_name,
            at: header.at,
            description: None,
            attributes: indexmap::IndexMap::new(),
        },
        parameters,
        platforms: None,
        tasks,
    };
    Companion { command, arguments: hoist.arguments }
}
