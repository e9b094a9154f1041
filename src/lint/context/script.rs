//! All scripts of a program: of tasks, modules, steps of runbooks, and of plugins.

use std::borrow::Cow;

use crate::hir::{
    Expr, ExprKind, ListPart, Parameter, Script, ScriptLanguage, Step, Task, TaskKind, Value,
};
use crate::text::{FileSpan, Name};

use super::{CommandView, Context, RunbookView};

/// A script and where it runs.
pub(in crate::lint) struct ScriptView<'a> {
    pub(in crate::lint) text: Cow<'a, str>,
    pub(in crate::lint) language: ScriptLanguage,
    /// The text in the source, or what brought it.
    pub(in crate::lint) at: FileSpan,
    /// The task or statement around it.
    pub(in crate::lint) statement: FileSpan,
    pub(in crate::lint) place: ScriptPlace<'a>,
    /// References in its text are meant.
    pub(in crate::lint) is_raw: bool,
    /// What the references of its text may name.
    pub(in crate::lint) parameters: &'a [Parameter],
}

/// What runs a script.
#[derive(Clone, Copy)]
pub(in crate::lint) enum ScriptPlace<'a> {
    /// A task of a command, by its place among those of the context; `true` where an association
    /// runs it again and again.
    Task { task: &'a Task, is_repeated: bool },
    /// The `check`, `apply` or `setup` of a module, which only runs where it is needed.
    Module,
    /// A step of a runbook, in Automation.
    Step(&'a Step),
}

impl ScriptView<'_> {
    pub(in crate::lint) fn is_shell(&self) -> bool {
        matches!(self.language, ScriptLanguage::Sh | ScriptLanguage::Bash)
    }

    /// Automation puts values into its text, which knows steps and variables.
    pub(in crate::lint) fn is_of_runbook(&self) -> bool {
        matches!(self.place, ScriptPlace::Step(_))
    }

    /// Lines with the offset of each, from 0.
    pub(in crate::lint) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut offset = 0;
        self.text.split_inclusive('\n').map(move |line| {
            let start = offset;
            offset += line.len();
            (start, line.trim_end_matches(['\n', '\r']))
        })
    }
}

pub(super) fn all<'a>(cx: &Context<'a>) -> Vec<ScriptView<'a>> {
    let mut scripts = Vec::new();
    for runbook in &cx.runbooks {
        of_runbook(runbook, &mut scripts);
    }
    for command in &cx.commands {
        let is_repeated = cx.is_repeated(command);
        for task in &command.tasks {
            of_task(command, task, is_repeated, &mut scripts);
        }
    }
    scripts
}

fn of_runbook<'a>(view: &RunbookView<'a>, scripts: &mut Vec<ScriptView<'a>>) {
    for (step, statement) in view.steps() {
        for (_, value) in &step.inputs {
            let Some(Value::Script(script)) = value.as_const() else { continue };
            if script.attachment.is_none() {
                scripts.push(ScriptView {
                    text: Cow::Borrowed(&script.text),
                    language: script.language,
                    at: script.at,
                    statement: statement.statement.at,
                    place: ScriptPlace::Step(step),
                    is_raw: script.raw,
                    parameters: &view.runbook.parameters,
                });
            }
        }
    }
}

fn of_task<'a>(
    view: &CommandView<'a>,
    task: &'a Task,
    is_repeated: bool,
    scripts: &mut Vec<ScriptView<'a>>,
) {
    let parameters = &*view.command.parameters;
    let mut push = |script: &'a Script, place: ScriptPlace<'a>| {
        scripts.push(ScriptView {
            text: Cow::Borrowed(&script.text),
            language: script.language,
            at: script.at,
            statement: task.at,
            place,
            is_raw: script.raw,
            parameters,
        });
    };
    let place = ScriptPlace::Task { task, is_repeated };
    match &task.kind {
        TaskKind::Script(it) => {
            push(&it.script, place);
            it.unless.iter().for_each(|unless| push(unless, place));
        }
        TaskKind::Module(it) => {
            for one in &it.module.implementations {
                let parts = [one.setup.as_ref(), one.check.as_ref(), Some(&one.apply)];
                parts.into_iter().flatten().for_each(|it| push(it, ScriptPlace::Module));
            }
        }
        TaskKind::Plugin { plugin, inputs } => {
            scripts.extend(of_plugin(plugin, inputs).map(|(text, language, at)| ScriptView {
                text: Cow::Owned(text),
                language,
                at,
                statement: task.at,
                place,
                is_raw: true,
                parameters,
            }));
        }
        TaskKind::Block(_) | TaskKind::FlushHandlers | TaskKind::Reboot => {}
    }
}

/// The lines of a plugin that runs them.
fn of_plugin(plugin: &str, inputs: &[(Name, Expr)]) -> Option<(String, ScriptLanguage, FileSpan)> {
    let language = match plugin {
        "aws:runShellScript" => ScriptLanguage::Sh,
        "aws:runPowerShellScript" | "aws:psModule" => ScriptLanguage::PowerShell,
        _ => return None,
    };
    let (_, lines) = inputs.iter().find(|(name, _)| name == "runCommand")?;
    let line = |value: &Value| value.as_str().map(str::to_owned);
    let lines_of: Vec<String> = match &lines.kind {
        ExprKind::Const(Value::List(items)) => items.iter().filter_map(line).collect(),
        ExprKind::Const(value) => line(value).into_iter().collect(),
        ExprKind::List(parts) => {
            let items = parts.iter().filter_map(|part| match part {
                ListPart::Item(item) => item.as_const(),
                ListPart::Spread(_) => None,
            });
            items.filter_map(line).collect()
        }
        _ => return None,
    };
    Some((lines_of.join("\n"), language, lines.at))
}
