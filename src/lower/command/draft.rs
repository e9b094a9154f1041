//! Tasks on their way to steps: what each needs is known, what it becomes is not yet written.

use crate::diagnostic::Diagnostic;
use crate::hir::{
    Command, Expr, Platform, ScriptArgument, ScriptTask, Shell, Task, TaskBlock, TaskId, TaskKind,
};
use crate::ssm::proof::is_plain_word;
use crate::text::{FileSpan, Name};

use super::condition::{Condition, condition_of};
use super::data::{
    Channel, Data, Piece, Reason, Refusal, data_of, pieces_of, refuse, visit_facts, visit_pieces,
};
use super::errors;
use super::managed::{applies, can_be_managed};
use super::plan::each_once;
use super::platform::{asked_platform, platform_of};

/// A task with its values taken apart.
pub(super) struct Draft<'a> {
    pub(super) task: &'a Task,
    pub(super) condition: Option<Condition>,
    pub(super) values: Vec<(Name, Data)>,
    pub(super) creates: Option<Vec<Piece>>,
    pub(super) run_as: Option<Vec<Piece>>,
    /// `dir`, where the task shares a script with others.
    pub(super) directory: Option<Vec<Piece>>,
    pub(super) block: Option<DraftBlock<'a>>,
    /// Reports what it did, and may share a script with others.
    pub(super) is_managed: bool,
}

/// The tasks of a block.
pub(super) struct DraftBlock<'a> {
    pub(super) body: Vec<Draft<'a>>,
    pub(super) rescue: Option<Vec<Draft<'a>>>,
    pub(super) always: Option<Vec<Draft<'a>>>,
}

/// The command that tasks belong to.
#[derive(Clone, Copy)]
pub(super) struct Around<'c> {
    pub(super) command: &'c Command,
    /// Its tasks report what they did.
    pub(super) is_managed: bool,
}

/// Takes a task apart and reports what no script or step can have.
pub(super) fn draft<'a>(
    around: Around<'_>,
    task: &'a Task,
    found: &mut Vec<Diagnostic>,
) -> Draft<'a> {
    let command = around.command;
    let mut draft = Draft {
        task,
        condition: None,
        values: Vec::new(),
        creates: None,
        run_as: None,
        directory: None,
        block: None,
        is_managed: around.is_managed && can_be_managed(task),
    };
    if let Some(when) = &task.when {
        match condition_of(when) {
            Ok(condition) => draft.condition = Some(condition),
            Err(refusal) => found.push(errors::not_for_a_condition(refusal)),
        }
    }
    if around.is_managed && !draft.is_managed {
        // What reports nothing does nothing where nothing may be changed.
        let others = draft.condition.take().map(Condition::conjuncts).unwrap_or_default();
        let all = std::iter::once(applies()).chain(others);
        draft.condition = Some(Condition::And(all.collect()));
    }
    draft.run_as = task.run_as.as_ref().and_then(|user| text(user, found));
    if let TaskKind::Script(script) = &task.kind {
        draft.creates = script.creates.as_ref().and_then(|path| text(path, found));
        draft.values = values(&script.arguments, &[script.shell], found);
    }
    if let TaskKind::Module(call) = &task.kind {
        let shells: Vec<Shell> =
            call.module.implementations.iter().map(|implementation| implementation.shell).collect();
        draft.values = values(&call.arguments, &shells, found);
    }
    if draft.is_managed {
        draft.directory = task.directory.as_ref().and_then(|path| text(path, found));
    }
    if let TaskKind::Block(block) = &task.kind {
        draft.block = Some(draft_block(around, block, found));
    }
    if let TaskKind::Script(script) = &task.kind
        && script.shell == Shell::PowerShell
        && asked_platform(draft.condition.as_ref()).or_else(|| platform_of(script.shell, command))
            != Some(Platform::Windows)
    {
        refuse_facts(&mut draft, script, found);
    }
    draft
}

fn draft_block<'a>(
    around: Around<'_>,
    block: &'a TaskBlock,
    found: &mut Vec<Diagnostic>,
) -> DraftBlock<'a> {
    let mut arm = |tasks: &'a [Task]| -> Vec<Draft<'a>> {
        tasks.iter().map(|task| draft(around, task, found)).collect()
    };
    DraftBlock {
        body: arm(&block.body),
        rescue: block.rescue.as_deref().map(&mut arm),
        always: block.always.as_deref().map(&mut arm),
    }
}

/// PowerShell finds facts out on Windows only. What reads one elsewhere is left out.
fn refuse_facts(draft: &mut Draft<'_>, script: &ScriptTask, found: &mut Vec<Diagnostic>) {
    let mut reads = false;
    draft.condition.iter().for_each(|test| test.for_each_fact(&mut |_| reads = true));
    if let Some(when) = draft.task.when.as_ref().filter(|_| reads) {
        let refusal = Refusal { at: when.at, reason: Reason::Fact };
        found.push(errors::not_for_a_condition(refusal));
        draft.condition = None;
    }
    for argument in &script.arguments {
        let is_it = |value: &(Name, Data)| value.0 == argument.name && reads_fact(&value.1);
        if draft.values.iter().any(is_it) {
            let refusal = Refusal { at: argument.value.at, reason: Reason::Fact };
            found.push(errors::not_for_a_script(refusal));
            draft.values.retain(|value| !is_it(value));
        }
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

fn values(
    arguments: &[ScriptArgument],
    shells: &[Shell],
    found: &mut Vec<Diagnostic>,
) -> Vec<(Name, Data)> {
    let mut values = Vec::new();
    for argument in arguments {
        let data = data_of(&argument.value).and_then(|data| {
            let fits = |shell: &Shell| fits_shell(&data, *shell, &argument.value);
            shells.iter().try_for_each(fits).map(|()| data)
        });
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

impl<'a> Draft<'a> {
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
        self.directory.iter().for_each(|path| visit_pieces(path, &mut visit));
        // A restart may stand in two steps, of which one tests the whole condition inside, as all
        // do that share a script.
        if self.task.kind == TaskKind::Reboot || self.is_managed {
            self.condition.iter().for_each(|test| test.for_each_parameter(&mut visit));
        }
        names.extend(self.inner().flat_map(Draft::environment));
        names
    }

    /// Calls `visit` for every task of which this one, or one of its block, reads what it did.
    pub(super) fn for_each_result(&self, visit: &mut dyn FnMut(TaskId)) {
        self.for_each(&mut |draft| {
            draft.condition.iter().for_each(|test| test.for_each_result(visit));
            draft.values.iter().for_each(|(_, data)| data.for_each_result(visit));
        });
    }

    /// The tasks of which the values read what they did, each once.
    pub(super) fn results(&self) -> Vec<TaskId> {
        each_once(|visit| self.values.iter().for_each(|(_, data)| data.for_each_result(visit)))
    }

    /// Where the value of an argument is written.
    pub(super) fn argument_at(&self, name: &Name) -> FileSpan {
        let arguments = match &self.task.kind {
            TaskKind::Script(script) => script.arguments.as_slice(),
            TaskKind::Module(call) => call.arguments.as_slice(),
            TaskKind::Plugin { .. }
            | TaskKind::Block(_)
            | TaskKind::FlushHandlers
            | TaskKind::Reboot => &[],
        };
        let found = arguments.iter().find(|argument| argument.name == *name);
        found.map_or(self.task.at, |argument| argument.value.at)
    }

    /// The tasks of the block, arm by arm.
    pub(super) fn inner(&self) -> impl Iterator<Item = &Draft<'a>> {
        self.block.iter().flat_map(|block| {
            let arms = [Some(&block.body), block.rescue.as_ref(), block.always.as_ref()];
            arms.into_iter().flatten().flatten()
        })
    }

    /// Calls `visit` for this task and all tasks of its block.
    pub(super) fn for_each<'d>(&'d self, visit: &mut dyn FnMut(&'d Draft<'a>)) {
        visit(self);
        self.inner().for_each(|draft| draft.for_each(visit));
    }

    /// Whether what a precondition cannot say can be tested inside.
    pub(super) fn can_guard(&self) -> bool {
        match &self.task.kind {
            TaskKind::Plugin { .. } => false,
            TaskKind::Script(script) => !script.script.raw,
            TaskKind::Module(_)
            | TaskKind::Block(_)
            | TaskKind::FlushHandlers
            | TaskKind::Reboot => true,
        }
    }
}
