//! Scripts that restart a node once: the agent runs the step again afterwards, and a marker tells
//! the second pass from the first.
//!
//! Source: "Rebooting managed node from scripts", user guide of Systems Manager.

use super::condition::Condition;
use super::draft::Draft;
use super::plan::Plan;
use super::power_shell::{HOME, power_shell_script};
use super::sh::sh_script;
use crate::hir::Shell;

/// What is tested before a restart, and whether one that is done ends the command.
pub(super) struct Test {
    guard: Option<Condition>,
    exits_on_success: bool,
}

impl Test {
    pub(super) fn of(draft: &Draft<'_>, guard: Option<Condition>) -> Self {
        Self { guard, exits_on_success: draft.task.exit.exit_on_success.is_some() }
    }
}

/// A restart of Linux or MacOS.
pub(super) fn reboot_with_sh(step: &str, test: Test) -> Vec<String> {
    let text = format!(
        r#"marker="/var/lib/ordain/${{SSM_COMMAND_ID:?is not set}}/{step}"
if [ -e "$marker" ]; then
  rm -f "$marker"
  exit 0
fi
umask 077
mkdir -p "${{marker%/*}}"
: > "$marker"
exit 194"#
    );
    sh_script(&plan(Shell::Sh, &text, test))
}

/// A restart of Windows.
pub(super) fn reboot_with_power_shell(step: &str, test: Test) -> Vec<String> {
    let text = format!(
        r"if (-not $env:SSM_COMMAND_ID) {{ throw 'SSM_COMMAND_ID is not set' }}
{HOME}
$folder = Join-Path $home_ $env:SSM_COMMAND_ID
$marker = Join-Path $folder '{step}'
if (Test-Path -LiteralPath $marker) {{
  Remove-Item -LiteralPath $marker -Force
  exit 0
}}
[void](New-Item -ItemType Directory -Path $folder -Force)
[void](New-Item -ItemType File -Path $marker)
exit 3010",
    );
    power_shell_script(&plan(Shell::PowerShell, &text, test))
}

fn plan(shell: Shell, text: &str, test: Test) -> Plan<'_> {
    Plan {
        shell,
        text,
        values: Vec::new(),
        guard: test.guard,
        creates: None,
        unless: None,
        attempts: 1,
        run_as: None,
        captures_output: false,
        exits_on_success: test.exits_on_success,
    }
}
