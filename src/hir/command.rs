//! Commands: a flat list of tasks that run on nodes.

use std::sync::Arc;

use crate::text::{FileSpan, Name};

use super::{DocumentHeader, Expr, Parameter, Script};

#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    pub header: DocumentHeader,
    pub parameters: Vec<Parameter>,
    /// `platforms: ["Linux", "Windows"]`: on any other an explicit step fails.
    pub platforms: Option<(Vec<Platform>, FileSpan)>,
    pub tasks: Vec<Task>,
}

/// Source: "platformType" in "Command document preconditions", user guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Platform {
    Linux,
    MacOs,
    Windows,
}

impl Platform {
    /// Every platform, in the order of names.
    pub const ALL: [Platform; 3] = [Self::Linux, Self::MacOs, Self::Windows];

    /// As documents write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::MacOs => "MacOS",
            Self::Windows => "Windows",
        }
    }

    /// The platform with this spelling.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|platform| platform.as_str() == text)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    pub kind: TaskKind,
    /// Given by `let` or `step NAME:`.
    pub name: Option<super::StepName>,
    pub fallback_name: Name,
    pub description: Option<String>,
    /// `when`, where the build could not decide it.
    pub when: Option<Expr>,
    pub timeout_seconds: Option<(i64, FileSpan)>,
    pub attempts: Option<(i64, FileSpan)>,
    pub run_as: Option<Expr>,
    pub directory: Option<Expr>,
    pub exit: ExitControl,
    pub at: FileSpan,
}

/// What follows a task's end. The default fails the command at a failing task.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExitControl {
    /// `on failure continue`: later tasks run.
    pub continue_on_failure: Option<FileSpan>,
    /// `on failure succeed`: the rest is skipped, the command succeeds.
    pub succeed_on_failure: Option<FileSpan>,
    /// `on success exit`.
    pub exit_on_success: Option<FileSpan>,
    /// `finally`.
    pub is_finally: Option<FileSpan>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TaskKind {
    /// A plugin with its inputs, in the order of the plugin's table.
    Plugin {
        plugin: &'static str,
        inputs: Vec<(Name, Expr)>,
    },
    Script(ScriptTask),
    Reboot,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ScriptTask {
    pub shell: Shell,
    pub script: Arc<Script>,
    pub arguments: Vec<ScriptArgument>,
    /// `unless sh"…"`: the task is skipped where this exits with 0.
    pub unless: Option<Arc<Script>>,
    /// `creates "path"`: the task is skipped where the path exists.
    pub creates: Option<Expr>,
    /// Standard output, and nothing else, is the step's whole output, for a runbook to read: it
    /// is trimmed, and one that SSM would cut is a failure.
    pub captures_output: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shell {
    Sh,
    Bash,
    PowerShell,
}

/// A value handed to a script under a name.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptArgument {
    pub name: Name,
    pub at: FileSpan,
    pub value: Expr,
}
