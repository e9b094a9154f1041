//! Scripts that restart a node once: the agent runs the step again afterwards, and a marker tells
//! the second pass from the first.
//!
//! Source: "Rebooting managed node from scripts", user guide of Systems Manager.

use super::condition::Condition;
use super::plan::Plan;
use super::power_shell::power_shell_script;
use super::sh::sh_script;
use crate::hir::Shell;

/// A restart of Linux or MacOS.
pub(super) fn reboot_with_sh(step: &str, guard: Option<Condition>) -> Vec<String> {
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
    sh_script(&plan(Shell::Sh, &text, guard))
}

/// A restart of Windows.
pub(super) fn reboot_with_power_shell(step: &str, guard: Option<Condition>) -> Vec<String> {
    let text = format!(
        r"if (-not $env:SSM_COMMAND_ID) {{ throw 'SSM_COMMAND_ID is not set' }}
$folder = Join-Path $env:ProgramData ('ordain\' + $env:SSM_COMMAND_ID)
$marker = Join-Path $folder '{step}'
if (Test-Path -LiteralPath $marker) {{
  Remove-Item -LiteralPath $marker -Force
  exit 0
}}
[void](New-Item -ItemType Directory -Path $folder -Force)
[void](New-Item -ItemType File -Path $marker)
exit 3010",
    );
    power_shell_script(&plan(Shell::PowerShell, &text, guard))
}

fn plan(shell: Shell, text: &str, guard: Option<Condition>) -> Plan<'_> {
    Plan {
        shell,
        text,
        values: Vec::new(),
        guard,
        creates: None,
        unless: None,
        attempts: 1,
        run_as: None,
        captures_output: false,
    }
}
