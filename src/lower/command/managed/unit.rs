//! Which tasks share a script: consecutive ones, up to a plugin, a restart, a time limit of its
//! own or another shell.

use crate::hir::{Command, HandlerId, Platform, Shell, TaskKind};

use super::super::draft::Draft;
use super::super::platform::may_hold;

/// The tasks of a step.
pub(in crate::lower::command) enum Unit<'d, 'a> {
    /// One that is a step of its own.
    Alone(&'d Draft<'a>),
    Shared(Shared<'d, 'a>),
}

/// Tasks of one script.
pub(in crate::lower::command) struct Shared<'d, 'a> {
    pub(super) tasks: Vec<&'d Draft<'a>>,
    pub(super) lanes: Lanes,
    /// The handlers run at the end.
    pub(super) has_handlers: bool,
    /// Nothing joins it: a time limit or what follows its end is this task's alone.
    is_closed: bool,
}

/// What stands at the end of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Nothing,
    Handlers,
}

/// Where tasks run: the platforms with their shells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::lower::command) struct Lanes {
    /// Linux and MacOS, as far as there is something to run.
    pub(super) unix: Vec<Platform>,
    pub(super) shell: Option<Shell>,
    pub(in crate::lower::command) has_windows: bool,
}

/// A handler with its tasks taken apart.
pub(in crate::lower::command) struct DraftHandler<'a> {
    pub(in crate::lower::command) id: HandlerId,
    pub(in crate::lower::command) name: &'a str,
    pub(in crate::lower::command) tasks: Vec<Draft<'a>>,
}

/// Groups the tasks of a command. The handlers join the last group, where they can.
pub(in crate::lower::command) fn units<'d, 'a>(
    command: &Command,
    drafts: &'d [Draft<'a>],
    handlers: &[DraftHandler<'_>],
) -> Vec<Unit<'d, 'a>> {
    let of_handlers = lanes_of_handlers(command, handlers);
    let mut units: Vec<Unit<'d, 'a>> = Vec::new();
    for draft in drafts {
        if !draft.is_managed {
            units.push(Unit::Alone(draft));
            continue;
        }
        let lanes = lanes_with(command, draft, &of_handlers);
        let is_closed = is_closed(draft);
        match units.last_mut() {
            Some(Unit::Shared(last)) if !is_closed && last.takes(&lanes) => {
                last.tasks.push(draft);
                last.lanes.add(lanes);
            }
            _ => units.push(Unit::Shared(Shared {
                tasks: vec![draft],
                lanes,
                has_handlers: false,
                is_closed,
            })),
        }
    }
    if !handlers.is_empty() {
        // The `finally` task stays the last.
        let last = units.pop_if(|unit| unit.is_finally());
        add_handlers(of_handlers, &mut units);
        units.extend(last);
    }
    units
}

fn lanes_of_handlers(command: &Command, handlers: &[DraftHandler<'_>]) -> Lanes {
    let mut lanes = Lanes::default();
    tasks_of(handlers).for_each(|task| lanes.add(lanes_of(command, task)));
    lanes
}

/// Where a task runs, with the handlers that it runs.
fn lanes_with(command: &Command, draft: &Draft<'_>, of_handlers: &Lanes) -> Lanes {
    let mut lanes = lanes_of(command, draft);
    if flushes(draft) {
        lanes.add(of_handlers.clone());
    }
    lanes
}

/// The tasks of all handlers.
pub(in crate::lower::command) fn tasks_of<'h, 'a>(
    handlers: &'h [DraftHandler<'a>],
) -> impl Iterator<Item = &'h Draft<'a>> {
    handlers.iter().flat_map(|handler| &handler.tasks)
}

/// Whether handlers run in the middle of a task's block, or the task is that.
pub(super) fn flushes(draft: &Draft<'_>) -> bool {
    let mut found = false;
    draft.for_each(&mut |inner| found |= inner.task.kind == TaskKind::FlushHandlers);
    found
}

fn add_handlers(lanes: Lanes, units: &mut Vec<Unit<'_, '_>>) {
    match units.last_mut() {
        Some(Unit::Shared(last)) if last.takes(&lanes) => {
            last.lanes.add(lanes);
            last.has_handlers = true;
        }
        _ => units.push(Unit::Shared(Shared {
            tasks: Vec::new(),
            lanes,
            has_handlers: true,
            is_closed: true,
        })),
    }
}

/// Whether a task has a time limit or an end that is its own.
pub(super) fn is_closed(draft: &Draft<'_>) -> bool {
    draft.task.timeout_seconds.is_some() || draft.task.exit.ends_command()
}

impl Unit<'_, '_> {
    fn is_finally(&self) -> bool {
        match self {
            Unit::Alone(draft) => draft.task.exit.is_finally.is_some(),
            Unit::Shared(unit) => unit.is_finally(),
        }
    }
}

impl<'d, 'a> Shared<'d, 'a> {
    /// The same with other tasks, with the handlers at the end or without.
    pub(super) fn with(
        &self,
        (command, handlers): (&Command, &[DraftHandler<'_>]),
        tasks: &[&'d Draft<'a>],
        end: End,
    ) -> Self {
        let of_handlers = lanes_of_handlers(command, handlers);
        let has_handlers = end == End::Handlers;
        let mut lanes = Lanes::default();
        for draft in tasks {
            lanes.add(lanes_with(command, draft, &of_handlers));
        }
        if has_handlers {
            lanes.add(of_handlers);
        }
        Self { tasks: tasks.to_vec(), lanes, has_handlers, is_closed: self.is_closed }
    }

    pub(super) fn is_finally(&self) -> bool {
        self.tasks.iter().any(|it| it.task.exit.is_finally.is_some())
    }

    fn takes(&self, lanes: &Lanes) -> bool {
        let shells = (self.lanes.shell, lanes.shell);
        let is_same = matches!(shells, (None, _) | (_, None)) || shells.0 == shells.1;
        !self.is_closed && is_same
    }
}

impl Lanes {
    fn add(&mut self, other: Lanes) {
        self.unix.extend(other.unix);
        self.unix.sort();
        self.unix.dedup();
        // POSIX scripts run in `bash` as well.
        self.shell = match (self.shell, other.shell) {
            (Some(Shell::Bash), _) | (_, Some(Shell::Bash)) => Some(Shell::Bash),
            (one, other) => one.or(other),
        };
        self.has_windows |= other.has_windows;
    }
}

/// Whether the command runs a task on a platform at all.
pub(in crate::lower::command) fn is_for(
    command: &Command,
    draft: &Draft<'_>,
    platform: Platform,
) -> bool {
    let declared = command.platforms.as_ref();
    draft.condition.as_ref().is_none_or(|test| may_hold(test, platform))
        && declared.is_none_or(|(platforms, _)| platforms.contains(&platform))
}

/// Where a task runs, by its scripts, its condition and what the command declares.
pub(in crate::lower::command) fn lanes_of(command: &Command, draft: &Draft<'_>) -> Lanes {
    let mut lanes = Lanes::default();
    for platform in Platform::ALL {
        let Some(shell) = shell_on(draft, platform).filter(|_| is_for(command, draft, platform))
        else {
            continue;
        };
        match platform {
            Platform::Windows => lanes.has_windows = true,
            Platform::Linux | Platform::MacOs => {
                let unix = vec![platform];
                lanes.add(Lanes { unix, shell: Some(shell), has_windows: false });
            }
        }
    }
    draft.inner().for_each(|inner| lanes.add(lanes_of(command, inner)));
    lanes
}

fn shell_on(draft: &Draft<'_>, platform: Platform) -> Option<Shell> {
    match &draft.task.kind {
        TaskKind::Module(call) => call.module.implementation(platform).map(|it| it.shell),
        TaskKind::Script(script) => {
            let is_power_shell = script.shell == Shell::PowerShell;
            (is_power_shell == (platform == Platform::Windows)).then_some(script.shell)
        }
        TaskKind::Plugin { .. }
        | TaskKind::Block(_)
        | TaskKind::FlushHandlers
        | TaskKind::Reboot => None,
    }
}
