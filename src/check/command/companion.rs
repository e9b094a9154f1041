//! Tasks for nodes inside a runbook: a command of their own, to which the runbook's values are
//! handed as parameters.

use crate::check::Checker;
use crate::hir::{
    Command, DocumentHeader, ExitControl, Expr, Handler, MODE, Parameter, Task, TaskId, TaskKind,
};
use crate::syntax::ast::{Block, Script};
use crate::text::{FileSpan, Name};

use super::hoist::Hoist;
use super::mode::tasks_report;
use super::script::shell_word;
use super::state::{CommandCheck, Purpose};

/// A command that a runbook's step runs.
#[derive(Clone, Debug)]
pub(crate) struct Companion {
    pub(crate) command: Command,
    /// What the step passes, in the order of the command's parameters: values of the runbook.
    pub(crate) arguments: Vec<(Name, Expr)>,
}

/// The command of `play on TARGETS { tasks }`. `cx` has the runbook's names in scope.
pub(crate) fn companion_of_tasks(cx: &mut Checker<'_>, at: FileSpan, body: &Block) -> Companion {
    let around = std::mem::replace(&mut cx.in_tasks, true);
    cx.scopes.enter();
    let mut check = CommandCheck::new(cx, Purpose::Companion);
    check.enter_handlers(&[]);
    check.statements(&body.statements);
    check.leave_handlers(&[]);
    check.check_tasks(body.span.start_point());
    let handlers = check.take_handlers();
    check.check_reach(&handlers);
    let (tasks, documents) = (check.tasks, check.documents);
    cx.scopes.leave();
    cx.in_tasks = around;
    let mut companion = companion(at, tasks, handlers);
    companion.command.documents = documents;
    companion
}

/// The command of `sh(…) """…""" on TARGET -> String`. What it prints on standard output is its
/// whole output where the script has a result. `None` after an error.
pub(crate) fn companion_of_script(
    cx: &mut Checker<'_>,
    step_at: FileSpan,
    written: &Script,
) -> Option<Companion> {
    let mut check = CommandCheck::new(cx, Purpose::Companion);
    let mut script = check.script_task(written, None)?;
    script.captures_output = written.result.is_some();
    let at = check.cx.at(written.span);
    let task = Task {
        id: TaskId(0),
        title: shell_word(script.shell).to_owned(),
        role: None,
        notify: Vec::new(),
        fallback_name: Name::new_static(shell_word(script.shell)),
        kind: TaskKind::Script(script),
        name: None,
        description: None,
        when: None,
        timeout_seconds: None,
        attempts: None,
        run_as: None,
        directory: None,
        with: Vec::new(),
        exit: ExitControl::default(),
        at,
    };
    Some(companion(step_at, vec![task], Vec::new()))
}

fn companion(at: FileSpan, mut tasks: Vec<Task>, mut handlers: Vec<Handler>) -> Companion {
    let has_mode = tasks_report(&tasks, &handlers);
    let mut hoist = Hoist::default();
    if has_mode {
        hoist.taken.push(Name::new_static(MODE));
    }
    let of_handlers = handlers.iter_mut().flat_map(|handler| &mut handler.tasks);
    tasks.iter_mut().chain(of_handlers).for_each(|task| hoist.task(task));
    let parameter = |(name, value): &(Name, Expr)| Parameter {
        name: name.clone(),
        at: value.at,
        ty: Hoist::parameter_type(&value.ty),
        description: None,
        default: None,
        multiline: false,
        fields: indexmap::IndexMap::new(),
    };
    let parameters = hoist.arguments.iter().map(parameter).collect();
    let command = Command {
        header: DocumentHeader {
            // The runbook names it after its step when all of them have their names.
            name: Name::new_static(""),
            emitted_name: String::new(),
            at,
            description: None,
            attributes: indexmap::IndexMap::new(),
        },
        document_type: "Command",
        parameters,
        platforms: None,
        tasks,
        handlers,
        documents: Vec::new(),
        has_mode,
    };
    Companion { command, arguments: hoist.arguments }
}
