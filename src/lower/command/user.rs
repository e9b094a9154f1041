//! Tasks of another user where PowerShell would run them: it runs as the agent does, as nobody else.

use crate::diagnostic::Diagnostic;
use crate::hir::{Command, Platform, Shell, TaskKind};

use super::draft::Draft;
use super::errors;
use super::managed::is_for;

/// Reports the task, and those of its block.
pub(super) fn refuse_users(command: &Command, draft: &Draft<'_>, found: &mut Vec<Diagnostic>) {
    let on_windows = is_for(command, draft, Platform::Windows);
    if let Some(user) = &draft.task.run_as {
        match &draft.task.kind {
            TaskKind::Script(script) if script.shell == Shell::PowerShell => {
                found.push(errors::user_of_power_shell(user.at, draft.task.at));
            }
            TaskKind::Module(call)
                if on_windows && call.module.implementation(Platform::Windows).is_some() =>
            {
                let module = &call.module.name;
                found.push(errors::user_on_windows(user.at, draft.task.at, module));
            }
            // What does not take a user runs as the agent does on every system.
            TaskKind::Script(_)
            | TaskKind::Module(_)
            | TaskKind::Plugin { .. }
            | TaskKind::Block(_)
            | TaskKind::FlushHandlers
            | TaskKind::Reboot => {}
        }
    }
    if on_windows {
        draft.inner().for_each(|inner| refuse_users(command, inner, found));
    }
}
