//! Which platforms a task is for.

use crate::hir::{Command, Platform, Shell, TaskKind};

use super::condition::Condition;

/// The platform that a script of this shell is for, where its plugin would run on others too.
pub(super) fn platform_of(shell: Shell, command: &Command) -> Option<Platform> {
    let declared = command.platforms.as_ref().map(|(platforms, _)| platforms.as_slice());
    match (shell, declared) {
        (Shell::PowerShell, None) => Some(Platform::Windows),
        (Shell::PowerShell, Some(platforms)) if platforms.contains(&Platform::Windows) => {
            Some(Platform::Windows)
        }
        (Shell::PowerShell, Some(platforms)) => only(platforms),
        // Without a precondition such a step runs on Linux and MacOS and is skipped on Windows.
        (Shell::Sh | Shell::Bash, None) => None,
        (Shell::Sh | Shell::Bash, Some(platforms)) => {
            let unix: Vec<Platform> =
                platforms.iter().copied().filter(|it| *it != Platform::Windows).collect();
            only(&unix)
        }
    }
}

fn only(platforms: &[Platform]) -> Option<Platform> {
    match platforms {
        [one] => Some(*one),
        _ => None,
    }
}

/// The platform that a condition names as one of its conjuncts.
pub(super) fn asked_platform(condition: Option<&Condition>) -> Option<Platform> {
    condition?.clone().conjuncts().iter().find_map(|test| match test {
        Condition::Platform(platform) => Some(*platform),
        _ => None,
    })
}

/// Whether a task for all platforms is needed for Linux and MacOS, and for Windows.
pub(super) fn families(command: &Command, asked: Option<Platform>) -> (bool, bool) {
    if let Some(platform) = asked {
        return (platform != Platform::Windows, platform == Platform::Windows);
    }
    if let Some((platforms, _)) = &command.platforms {
        let windows = platforms.contains(&Platform::Windows);
        return (platforms.iter().any(|it| *it != Platform::Windows), windows);
    }
    let uses = |wanted: fn(Shell) -> bool| {
        command.tasks.iter().any(|task| match &task.kind {
            TaskKind::Script(script) => wanted(script.shell),
            TaskKind::Module(call) => call.module.implementations.iter().any(|it| wanted(it.shell)),
            TaskKind::Plugin { .. }
            | TaskKind::Block(_)
            | TaskKind::FlushHandlers
            | TaskKind::Reboot => false,
        })
    };
    match (uses(|shell| shell != Shell::PowerShell), uses(|shell| shell == Shell::PowerShell)) {
        (false, false) => (true, true),
        known => known,
    }
}

/// Whether a condition can hold on a platform, as far as its tests of the platform tell.
pub(super) fn may_hold(condition: &Condition, platform: Platform) -> bool {
    decided(condition, platform) != Some(false)
}

fn decided(condition: &Condition, platform: Platform) -> Option<bool> {
    // One part with the value decides; else all must be known.
    let joined = |tests: &[Condition], value: bool| {
        let parts: Vec<Option<bool>> = tests.iter().map(|test| decided(test, platform)).collect();
        let is_known = parts.iter().all(Option::is_some);
        if parts.contains(&Some(value)) { Some(value) } else { is_known.then_some(!value) }
    };
    match condition {
        Condition::Is(flag) => Some(*flag),
        Condition::Platform(asked) => Some(*asked == platform),
        Condition::And(tests) => joined(tests, false),
        Condition::Or(tests) => joined(tests, true),
        Condition::Not(test) => decided(test, platform).map(|flag| !flag),
        Condition::Result(..) | Condition::Compare { .. } | Condition::Order { .. } => None,
    }
}
