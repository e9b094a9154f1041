//! Shared scripts as steps, and what the steps of one command must know of each other.

use serde_json::json;

use crate::hir::{Command, Platform, Shell, TaskId};
use crate::ssm::{CommandStep, Precondition};

use super::super::draft::Draft;
use super::super::errors;
use super::super::step::{Assembly, Built, action, put, put_timeout};
use super::job::{Form, Job};
use super::power_shell::managed_power_shell;
use super::sh::managed_script;
use super::unit::{DraftHandler, Shared, Unit, flushes, is_closed, tasks_of};

/// The steps of all tasks, in their order.
pub(in crate::lower::command) fn steps<'a>(
    assembly: &mut Assembly<'a>,
    units: &[Unit<'_, 'a>],
    handlers: &[DraftHandler<'a>],
    form: Form,
) -> Vec<Built<'a>> {
    let known = Known::of(units, handlers);
    known.report(assembly, units, handlers);
    let mut steps = Vec::new();
    let mut shared = 0;
    let last = units.iter().rposition(|unit| matches!(unit, Unit::Shared(_)));
    for (position, unit) in units.iter().enumerate() {
        match unit {
            Unit::Alone(draft) => steps.extend(assembly.steps(draft)),
            Unit::Shared(unit) => {
                let is_last = last == Some(position);
                let place = Place { position, is_first: shared == 0, is_last, form };
                steps.extend(step(assembly, (unit, handlers), &known, place));
                shared += 1;
            }
        }
    }
    steps
}

/// Where a shared script stands.
#[derive(Clone, Copy)]
struct Place {
    position: usize,
    is_first: bool,
    is_last: bool,
    form: Form,
}

/// Which unit runs each task, and which units read what it did.
struct Known {
    /// Of every managed task.
    runs: Vec<(TaskId, usize)>,
    reads: Vec<(TaskId, usize)>,
}

impl Known {
    fn of(units: &[Unit<'_, '_>], handlers: &[DraftHandler<'_>]) -> Self {
        let mut known = Self { runs: Vec::new(), reads: Vec::new() };
        for (position, unit) in units.iter().enumerate() {
            match unit {
                Unit::Alone(draft) => {
                    draft.for_each_result(&mut |task| known.reads.push((task, position)));
                }
                Unit::Shared(unit) => {
                    for draft in &unit.tasks {
                        known.add(draft, position);
                    }
                    if unit.has_handlers {
                        tasks_of(handlers).for_each(|draft| known.add(draft, position));
                    } else if unit.tasks.iter().any(|draft| flushes(draft)) {
                        tasks_of(handlers).for_each(|draft| {
                            draft.for_each_result(&mut |task| known.reads.push((task, position)));
                        });
                    }
                }
            }
        }
        known
    }

    fn add(&mut self, draft: &Draft<'_>, position: usize) {
        draft.for_each(&mut |inner| self.runs.push((inner.task.id, position)));
        draft.for_each_result(&mut |task| self.reads.push((task, position)));
    }

    fn unit_of(&self, task: TaskId) -> Option<usize> {
        self.runs.iter().find(|(known, _)| *known == task).map(|(_, position)| *position)
    }

    /// Tasks of a unit of which another unit reads what they did.
    fn kept(&self, position: usize) -> Vec<TaskId> {
        let mut kept: Vec<TaskId> = Vec::new();
        for (task, reader) in &self.reads {
            if *reader != position && self.unit_of(*task) == Some(position) && !kept.contains(task)
            {
                kept.push(*task);
            }
        }
        kept
    }

    /// Tasks of other units of which this one reads what they did.
    fn read(&self, position: usize) -> Vec<TaskId> {
        let mut read: Vec<TaskId> = Vec::new();
        for (task, reader) in &self.reads {
            let is_elsewhere = self.unit_of(*task).is_some_and(|unit| unit != position);
            if *reader == position && is_elsewhere && !read.contains(task) {
                read.push(*task);
            }
        }
        read
    }

    /// Reports what no step can know or do.
    fn report(
        &self,
        assembly: &mut Assembly<'_>,
        units: &[Unit<'_, '_>],
        handlers: &[DraftHandler<'_>],
    ) {
        let taken = assembly.command.parameters.iter().find(|it| it.name == crate::hir::MODE);
        if let Some(parameter) = taken.filter(|_| assembly.command.has_mode) {
            assembly.found.push(errors::mode_is_taken(parameter.at));
        }
        let mut found = Vec::new();
        let mut visit = |draft: &Draft<'_>| {
            draft.condition.iter().for_each(|test| {
                test.for_each_result(&mut |task| {
                    if self.unit_of(task).is_none() {
                        let at = draft.task.when.as_ref().map_or(draft.task.at, |when| when.at);
                        found.push(errors::no_report(at));
                    }
                });
            });
            for (name, data) in &draft.values {
                data.for_each_result(&mut |task| {
                    if self.unit_of(task).is_none() {
                        found.push(errors::no_report(draft.argument_at(name)));
                    }
                });
            }
            for inner in draft.inner().filter(|inner| !is_shareable(inner)) {
                found.push(errors::alone_in_block(inner.task.at));
            }
        };
        for unit in units {
            match unit {
                Unit::Alone(draft) => draft.for_each(&mut visit),
                Unit::Shared(unit) => {
                    unit.tasks.iter().for_each(|draft| draft.for_each(&mut visit))
                }
            }
        }
        tasks_of(handlers).for_each(|draft| draft.for_each(&mut visit));
        let alone = tasks_of(handlers).filter(|draft| !is_shareable(draft));
        found.extend(alone.map(|draft| errors::alone_in_block(draft.task.at)));
        assembly.found.extend(found);
    }
}

/// Whether a task can stand among others in one script.
fn is_shareable(draft: &Draft<'_>) -> bool {
    draft.is_managed && !is_closed(draft)
}

/// A step for Linux and MacOS, and one for Windows, as far as there is something to run.
fn step<'a>(
    assembly: &mut Assembly<'a>,
    (unit, handlers): (&Shared<'_, 'a>, &[DraftHandler<'a>]),
    known: &Known,
    place: Place,
) -> Vec<Built<'a>> {
    let command = assembly.command;
    let name = step_name(assembly, unit);
    let (kept, read) = (known.kept(place.position), known.read(place.position));
    let job = Job {
        form: place.form,
        goes_on: !place.is_first,
        is_last: known.reads.iter().all(|(_, reader)| *reader <= place.position),
        is_end: place.is_last,
        kept: &kept,
        read: &read,
        ..job(command, unit, handlers)
    };
    let mut steps: Vec<Built<'a>> = Vec::new();
    for (shell, text) in scripts(&job, unit) {
        let name = match steps.is_empty() {
            true => name.clone(),
            false => assembly.names.free(&format!("{name}_windows")),
        };
        steps.push(built(unit, &name, shell, text));
    }
    steps
}

fn job<'j, 'a>(
    command: &'j Command,
    unit: &'j Shared<'_, 'a>,
    handlers: &'j [DraftHandler<'a>],
) -> Job<'j, 'a> {
    Job {
        command,
        document: &command.header.emitted_name,
        form: Form::Parts,
        shell: unit.lanes.shell.unwrap_or(Shell::PowerShell),
        platforms: &unit.lanes.unix,
        tasks: &unit.tasks,
        handlers,
        runs_handlers: unit.has_handlers,
        goes_on: true,
        is_last: true,
        is_end: true,
        is_finally: unit.is_finally(),
        kept: &[],
        read: &[],
    }
}

/// The scripts of a job, for Linux and MacOS and for Windows.
fn scripts(job: &Job<'_, '_>, unit: &Shared<'_, '_>) -> Vec<(Shell, String)> {
    let mut scripts = Vec::new();
    if let Some(shell) = unit.lanes.shell {
        scripts.push((shell, managed_script(job).join("\n")));
    }
    if unit.lanes.has_windows {
        let job = Job { shell: Shell::PowerShell, platforms: &[Platform::Windows], ..*job };
        scripts.push((Shell::PowerShell, managed_power_shell(&job).join("\n")));
    }
    scripts
}

/// Tries how large scripts become, before it is known how they are cut.
pub(in crate::lower::command) struct Trial<'t, 'a> {
    command: &'t Command,
    handlers: &'t [DraftHandler<'a>],
    /// Tasks of which any task reads what they did.
    read: Vec<TaskId>,
}

impl<'t, 'a> Trial<'t, 'a> {
    pub(in crate::lower::command) fn new(
        command: &'t Command,
        units: &[Unit<'_, 'a>],
        handlers: &'t [DraftHandler<'a>],
    ) -> Self {
        let known = Known::of(units, handlers);
        let mut read: Vec<TaskId> = known.reads.iter().map(|(task, _)| *task).collect();
        read.sort();
        read.dedup();
        Self { command, handlers, read }
    }

    /// The steps of a unit as they are at most: wherever a task may be asked by another one, and
    /// whatever stands before and behind.
    pub(in crate::lower::command) fn steps(&self, unit: &Shared<'_, 'a>) -> Vec<Built<'a>> {
        let job =
            Job { kept: &self.read, read: &self.read, ..job(self.command, unit, self.handlers) };
        let scripts = scripts(&job, unit).into_iter();
        scripts.map(|(shell, text)| built(unit, "", shell, text)).collect()
    }
}

fn built<'a>(unit: &Shared<'_, 'a>, name: &str, shell: Shell, text: String) -> Built<'a> {
    let first = unit.tasks.first().map(|draft| draft.task);
    let only = first.filter(|_| unit.tasks.len() == 1);
    let mut step = CommandStep::new(name.to_owned(), action(shell));
    let only_on = match (shell, unit.lanes.unix.as_slice()) {
        (Shell::PowerShell, _) => Some(Platform::Windows),
        (Shell::Sh | Shell::Bash, [only]) => Some(*only),
        (Shell::Sh | Shell::Bash, _) => None,
    };
    step.precondition = only_on.map(|platform| Precondition::platform(platform.as_str()));
    let at = first.map_or_else(crate::text::FileSpan::default, |task| task.at);
    let mut built = Built {
        // What follows the end of several tasks is in the script.
        task: only.filter(|task| task.exit.continue_on_failure.is_none()),
        is_shared: true,
        ..Built::new(step, at)
    };
    // One text, not a list of lines: a script of hundreds of lines is easier to read so, and smaller.
    put(&mut built, "runCommand", json!([text]), at);
    if let Some(task) = only {
        put_timeout(&mut built, task);
    }
    built
}

/// The name of a step: the task's own where it is alone, the role's where all are of one role.
fn step_name(assembly: &mut Assembly<'_>, unit: &Shared<'_, '_>) -> String {
    let first = unit.tasks.first().map(|draft| draft.task);
    match (unit.tasks.as_slice(), first) {
        ([only], _) => assembly.names.of(only.task),
        (_, None) => assembly.names.free("handlers"),
        (several, Some(first)) => {
            let is_one = several.iter().all(|draft| draft.task.role == first.role);
            let role = first.role.as_ref().filter(|_| is_one);
            assembly.names.free(role.map_or("tasks", |role| role.as_str()))
        }
    }
}
