//! Tasks on their way to steps: what each needs is known, what it becomes is not yet written.

use crate::diagnostic::Diagnostic;
use crate::hir::{Command, Expr, ScriptTask, Shell, Task, TaskKind};
use crate::ssm::proof::is_plain_word;
use crate::text::Name;

use super::condition::{Condition, condition_of};
use super::data::{
    Channel, Data, Piece, Reason, Refusal, data_of, pieces_of, refuse, visit_facts, visit_pieces,
};
use super::errors;
use super::platform::{asked_platform, families};

/// A task with its values taken apart.
pub(super) struct Draft<'a> {
    pub(super) task: &'a Task,
    pub(super) condition: Option<Condition>,
    pub(super) values: Vec<(Name, Data)>,
    pub(super) creates: Option<Vec<Piece>>,
    pub(super) run_as: Option<Vec<Piece>>,
}

/// Takes a task apart and reports what no script or step can have.
pub(super) fn draft<'a>(
    command: &Command,
    task: &'a Task,
    found: &mut Vec<Diagnostic>,
) -> Draft<'a> {
    let mut draft =
        Draft { task, condition: None, values: Vec::new(), creates: None, run_as: None };
    if let Some(when) = &task.when {
        match condition_of(when) {
            Ok(condition) => draft.condition = Some(condition),
            Err(refusal) => found.push(errors::not_for_a_condition(refusal)),
        }
    }
    draft.run_as = task.run_as.as_ref().and_then(|user| text(user, found));
    if let TaskKind::Script(script) = &task.kind {
        draft.creates = script.creates.as_ref().and_then(|path| text(path, found));
        draft.values = values(script, found);
    }
    let is_power_shell = match &task.kind {
        TaskKind::Script(script) => script.shell == Shell::PowerShell,
        // A restart of Windows is one of PowerShell.
        TaskKind::Reboot => families(command, asked_platform(draft.condition.as_ref())).1,
        TaskKind::Plugin { .. } => false,
    };
    if is_power_shell {
        refuse_facts(&mut draft, found);
    }
    draft
}

/// PowerShell runs on Windows, which has none of the files that facts are read from. What reads
/// one is left out.
fn refuse_facts(draft: &mut Draft<'_>, found: &mut Vec<Diagnostic>) {
    let mut reads = false;
    draft.condition.iter().for_each(|test| test.for_each_fact(&mut |_| reads = true));
    if let Some(when) = draft.task.when.as_ref().filter(|_| reads) {
        let refusal = Refusal { at: when.at, reason: Reason::Fact };
        found.push(errors::not_for_a_condition(refusal));
        draft.condition = None;
    }
    let mut reads = false;
    draft.creates.iter().for_each(|path| visit_facts(path, &mut |_| reads = true));
    if reads {
        let refusal = Refusal { at: draft.task.at, reason: Reason::Fact };
        found.push(errors::not_for_a_script(refusal));
        draft.creates = None;
    }
}

fn text(expr: &Expr, found: &mut Vec<Diagnostic>) -> Option<Vec<Piece>> {
    pieces_of(expr).map_err(|refusal| found.push(errors::not_for_a_script(refusal))).ok()
}

fn values(script: &ScriptTask, found: &mut Vec<Diagnostic>) -> Vec<(Name, Data)> {
    let mut values = Vec::new();
    for argument in &script.arguments {
        let data = data_of(&argument.value)
            .and_then(|data| fits_shell(&data, script.shell, &argument.value).map(|()| data));
        match data {
            Ok(data) => values.push((argument.name.clone(), data)),
            Err(refusal) => found.push(errors::not_for_a_script(refusal)),
        }
    }
    values
}

fn reads_fact(data: &Data) -> bool {
    let mut any = false;
    data.for_each_fact(&mut |_| any = true);
    any
}

/// Lists hold single texts; in `sh`, which has no arrays, plain words.
fn fits_shell(data: &Data, shell: Shell, expr: &Expr) -> Result<(), Refusal> {
    if shell == Shell::PowerShell && reads_fact(data) {
        return refuse(expr.at, Reason::Fact);
    }
    match data {
        Data::List(items) => items.iter().try_for_each(|item| match item {
            Data::Plain(_) => Ok(()),
            Data::Text(pieces) if shell != Shell::Sh || pieces.iter().all(is_word) => Ok(()),
            Data::Text(_) => refuse(expr.at, Reason::PlainWords),
            _ => refuse(expr.at, Reason::OpenList),
        }),
        Data::Choice { then, otherwise, .. } => {
            fits_shell(then, shell, expr)?;
            fits_shell(otherwise, shell, expr)
        }
        Data::Default { value, default } => {
            fits_shell(value, shell, expr)?;
            fits_shell(default, shell, expr)
        }
        Data::Text(_) | Data::Plain(_) | Data::Words(_) | Data::Secret(_) | Data::Test(_) => Ok(()),
    }
}

fn is_word(piece: &Piece) -> bool {
    match piece {
        Piece::Text(text) => !text.is_empty() && text.chars().all(is_plain_word),
        Piece::Parameter(source) => source.is_word,
        Piece::Fact(_) => false,
    }
}

impl Draft<'_> {
    /// Parameters that the script reads from its environment whatever becomes of the condition.
    pub(super) fn environment(&self) -> Vec<Name> {
        let mut names = Vec::new();
        let mut visit = |name: &Name, channel: Channel| {
            if channel == Channel::Environment {
                names.push(name.clone());
            }
        };
        self.values.iter().for_each(|(_, data)| data.for_each_parameter(&mut visit));
        self.creates.iter().for_each(|path| visit_pieces(path, &mut visit));
        self.run_as.iter().for_each(|user| visit_pieces(user, &mut visit));
        // A restart may stand in two steps, of which one tests the whole condition inside.
        if self.task.kind == TaskKind::Reboot {
            self.condition.iter().for_each(|test| test.for_each_parameter(&mut visit));
        }
        names
    }

    /// Whether what a precondition cannot say can be tested inside.
    pub(super) fn can_guard(&self) -> bool {
        match &self.task.kind {
            TaskKind::Plugin { .. } => false,
            TaskKind::Script(script) => !script.script.raw,
            TaskKind::Reboot => true,
        }
    }
}
