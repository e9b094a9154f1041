//! What a shared script has to do, for whichever shell spells it.

use crate::hir::{Command, HandlerId, Platform, Shell, TaskId, TaskKind};
use crate::text::Name;

use super::super::draft::Draft;
use super::unit::{DraftHandler, flushes, lanes_of, tasks_of};

/// Where shared scripts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower::command) enum Form {
    /// In the document of the command.
    Whole,
    /// Each in a document of its own, which the command's runs: the agent tells such a one neither
    /// what a script ends with, but for success and failure, nor free texts by the environment.
    Parts,
}

/// What a script has to do, and what it must know of the other steps.
#[derive(Clone, Copy)]
pub(super) struct Job<'j, 'a> {
    pub(super) command: &'j Command,
    pub(super) document: &'j str,
    pub(super) form: Form,
    pub(super) shell: Shell,
    /// The platforms that the step runs on.
    pub(super) platforms: &'j [Platform],
    pub(super) tasks: &'j [&'j Draft<'a>],
    /// Run at the end, and wherever the handlers are flushed.
    pub(super) handlers: &'j [DraftHandler<'a>],
    /// They run here; else in a step behind this one.
    pub(super) runs_handlers: bool,
    pub(super) goes_on: bool,
    /// Tasks of which another step reads what they did.
    pub(super) kept: &'j [TaskId],
    /// Tasks of earlier steps of which this one reads what they did.
    pub(super) read: &'j [TaskId],
    /// The last that needs what the steps know of each other.
    pub(super) is_last: bool,
    /// No other shared script comes behind.
    pub(super) is_end: bool,
    /// It runs whatever became of the steps before.
    pub(super) is_finally: bool,
}

impl<'j, 'a> Job<'j, 'a> {
    /// Every task, blocks and those inside, and those of handlers included.
    pub(super) fn tasks(&self) -> Vec<&'j Draft<'a>> {
        let mut tasks: Vec<&'j Draft<'a>> = Vec::new();
        let mut visit = |draft: &'j Draft<'a>| tasks.push(draft);
        self.tasks.iter().for_each(|draft| draft.for_each(&mut visit));
        if self.runs_any_handler() {
            tasks_of(self.handlers).for_each(|draft| draft.for_each(&mut visit));
        }
        tasks.retain(|draft| self.is_here(draft));
        tasks
    }

    /// Whether handlers run in this script.
    pub(super) fn runs_any_handler(&self) -> bool {
        self.runs_handlers || self.tasks.iter().any(|draft| flushes(draft))
    }

    /// Whether a task runs on a platform of this script.
    pub(super) fn is_here(&self, draft: &Draft<'_>) -> bool {
        let lanes = lanes_of(self.command, draft);
        let is_neutral = draft.task.kind == TaskKind::FlushHandlers;
        is_neutral
            || lanes.unix.iter().any(|platform| self.platforms.contains(platform))
            || lanes.has_windows && self.platforms.contains(&Platform::Windows)
    }

    /// Whether a task cannot tell, without doing it, whether there is something to do.
    pub(super) fn only_runs(&self, draft: &Draft<'_>) -> bool {
        match &draft.task.kind {
            TaskKind::Module(call) => {
                let here = |platform: &Platform| call.module.implementation(*platform);
                !self.platforms.iter().filter_map(here).any(|it| it.check.is_some())
            }
            TaskKind::Script(script) => script.unless.is_none() && script.creates.is_none(),
            TaskKind::Plugin { .. }
            | TaskKind::Block(_)
            | TaskKind::FlushHandlers
            | TaskKind::Reboot => false,
        }
    }

    /// What files of a handler are called.
    pub(super) fn handler_name(&self, id: HandlerId) -> Option<&'j str> {
        self.handlers.iter().find(|handler| handler.id == id).map(|handler| handler.name)
    }

    /// Whether a task of this script reads what another did.
    pub(super) fn is_read(&self, id: TaskId) -> bool {
        let mut found = false;
        let mut visit = |task: TaskId| found |= task == id;
        self.tasks.iter().for_each(|draft| draft.for_each_result(&mut visit));
        tasks_of(self.handlers).for_each(|draft| draft.for_each_result(&mut visit));
        found
    }
}

/// The parameters that must be in the environment, each once.
pub(super) fn environment(tasks: &[&Draft<'_>]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for name in tasks.iter().flat_map(|draft| draft.environment()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A task's title behind a mark, where SSM would look for references.
pub(super) fn marked_title(draft: &Draft<'_>) -> String {
    draft.task.title.replace("{{", "{ {")
}
