//! All scripts of a program: of tasks, modules, steps of runbooks, and of plugins.

use std::borrow::Cow;

use crate::hir::{
    Expr, ExprKind, ListPart, Parameter, Script, ScriptLanguage, Session, Step, Task, TaskKind,
    Value,
};
use crate::text::{FileSpan, Name};

use crate::lint::shell::{self, Reading};

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
    /// Nothing of its text is known only when it runs, but for references in it.
    pub(in crate::lint) is_whole: bool,
    /// What the references of its text may name.
    pub(in crate::lint) parameters: &'a [Parameter],
    /// Its commands, where a shell or PowerShell runs it.
    pub(in crate::lint) reading: Reading,
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
    /// A session, for a person or a program at its other end.
    Session(&'a Session),
}

impl<'a> ScriptView<'a> {
    /// A script of a shell, unless its first line names another program.
    pub(in crate::lint) fn is_shell(&self) -> bool {
        is_shell(&self.text, self.language)
    }

    pub(in crate::lint) fn is_power_shell(&self) -> bool {
        self.language == ScriptLanguage::PowerShell
    }

    /// What the first line gives the program that it names: `-ex` of `#!/bin/bash -ex`.
    pub(in crate::lint) fn shebang_flags(&self) -> &str {
        let line = self.text.lines().next().unwrap_or("");
        line.strip_prefix("#!").and_then(|it| it.split_once(' ')).map_or("", |(_, flags)| flags)
    }

    /// Automation puts values into its text, which knows steps and variables.
    pub(in crate::lint) fn is_of_runbook(&self) -> bool {
        matches!(self.place, ScriptPlace::Step(_))
    }

    /// The step of a runbook that runs it.
    pub(in crate::lint) fn step(&self) -> Option<&'a Step> {
        match self.place {
            ScriptPlace::Step(step) => Some(step),
            _ => None,
        }
    }

    pub(in crate::lint) fn is_of_session(&self) -> bool {
        matches!(self.place, ScriptPlace::Session(_))
    }

    /// A person sits at the other end of it.
    pub(in crate::lint) fn has_person(&self) -> bool {
        let ScriptPlace::Session(session) = self.place else { return false };
        session.session_type != "NonInteractiveCommands"
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

fn is_shell(text: &str, language: ScriptLanguage) -> bool {
    let is_known = matches!(language, ScriptLanguage::Sh | ScriptLanguage::Bash);
    let program = text.lines().next().unwrap_or("").strip_prefix("#!");
    let names_shell = |line: &str| {
        let mut words = line.split(|it: char| it.is_whitespace() || it == '/');
        words.any(|word| shell::SHELLS.contains(&word))
    };
    is_known && program.is_none_or(names_shell)
}

/// Of a script that is read, in bytes: no document that Systems Manager takes is longer.
const MAX_LENGTH: usize = 65_536;

fn reading(text: &str, language: ScriptLanguage) -> Reading {
    if text.len() > MAX_LENGTH {
        Reading::default()
    } else if is_shell(text, language) {
        shell::read(text)
    } else if language == ScriptLanguage::PowerShell {
        shell::read_power_shell(text)
    } else {
        Reading::default()
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
    for session in &cx.sessions {
        of_session(session, &mut scripts);
    }
    scripts
}

fn of_session<'a>(session: &'a Session, scripts: &mut Vec<ScriptView<'a>>) {
    scripts.extend(session.scripts.iter().map(|script| ScriptView {
        text: Cow::Borrowed(&script.text),
        language: script.language,
        at: script.at,
        statement: script.at,
        place: ScriptPlace::Session(session),
        is_raw: script.raw,
        is_whole: true,
        parameters: &session.parameters,
        reading: reading(&script.text, script.language),
    }));
}

fn of_runbook<'a>(view: &RunbookView<'a>, scripts: &mut Vec<ScriptView<'a>>) {
    for (step, statement) in view.steps() {
        for (name, value) in &step.inputs {
            let known = match value.as_const() {
                Some(Value::Script(script)) if script.attachment.is_none() => {
                    Some((&*script.text, script.language, script.at, script.raw))
                }
                // The action's own form: of a script whose function nothing finds, say.
                Some(Value::String(text)) if name == "Script" => {
                    language_of(step).map(|language| (&**text, language, value.at, true))
                }
                _ => None,
            };
            let Some((text, language, at, is_raw)) = known else { continue };
            scripts.push(ScriptView {
                text: Cow::Borrowed(text),
                language,
                at,
                statement: statement.statement.at,
                place: ScriptPlace::Step(step),
                is_raw,
                is_whole: true,
                parameters: &view.runbook.parameters,
                reading: reading(text, language),
            });
        }
    }
}

/// The language of what a step runs in Automation.
///
/// Source: `Runtime` of "aws:executeScript", user guide of Systems Manager.
fn language_of(step: &Step) -> Option<ScriptLanguage> {
    let (_, runtime) = step.inputs.iter().find(|(name, _)| name == "Runtime")?;
    let runtime = runtime.as_const().and_then(Value::as_str)?;
    let begins = |with: &str| runtime.starts_with(with);
    match step.action {
        "aws:executeScript" if begins("python") => Some(ScriptLanguage::Python),
        "aws:executeScript" if begins("PowerShell") => Some(ScriptLanguage::PowerShell),
        _ => None,
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
            is_whole: true,
            parameters,
            reading: reading(&script.text, script.language),
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
            scripts.extend(of_plugin(plugin, inputs).map(|lines| ScriptView {
                reading: reading(&lines.text, lines.language),
                text: Cow::Owned(lines.text),
                language: lines.language,
                at: lines.at,
                statement: task.at,
                place,
                is_raw: true,
                is_whole: lines.is_whole,
                parameters,
            }));
        }
        TaskKind::Block(_) | TaskKind::FlushHandlers | TaskKind::Reboot => {}
    }
}

/// The lines of a plugin that runs them.
struct Lines {
    text: String,
    language: ScriptLanguage,
    at: FileSpan,
    /// Every line is known.
    is_whole: bool,
}

fn of_plugin(plugin: &str, inputs: &[(Name, Expr)]) -> Option<Lines> {
    let language = match plugin {
        "aws:runShellScript" => ScriptLanguage::Sh,
        "aws:runPowerShellScript" | "aws:psModule" => ScriptLanguage::PowerShell,
        _ => return None,
    };
    let (_, input) = inputs.iter().find(|(name, _)| name == "runCommand")?;
    let lines: Vec<Option<&str>> = match &input.kind {
        ExprKind::Const(Value::List(items)) => items.iter().map(Value::as_str).collect(),
        ExprKind::Const(value) => vec![value.as_str()],
        ExprKind::List(parts) => {
            let items = parts.iter().map(|part| match part {
                ListPart::Item(item) => item.as_const().and_then(Value::as_str),
                ListPart::Spread(_) => None,
            });
            items.collect()
        }
        _ => return None,
    };
    let known: Vec<&str> = lines.iter().flatten().copied().collect();
    let is_whole = known.len() == lines.len();
    Some(Lines { text: known.join("\n"), language, at: input.at, is_whole })
}
