//! Commands: tasks that run on nodes, in order, and the handlers that they notify.

use std::sync::Arc;

use crate::text::{FileSpan, Name};

use super::{DocumentHeader, Expr, Parameter, Script, Value};

#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    pub header: DocumentHeader,
    /// `Command`, or `Policy` for what only associations run.
    pub document_type: &'static str,
    pub parameters: Vec<Parameter>,
    /// `platforms: ["Linux", "Windows"]`: on any other an explicit step fails.
    pub platforms: Option<(Vec<Platform>, FileSpan)>,
    pub tasks: Vec<Task>,
    /// In the order in which they run; those that nothing notifies are left out.
    pub handlers: Vec<Handler>,
    /// Names in the account of documents of this project that its tasks run.
    pub documents: Vec<String>,
    /// Its tasks report what they did, and the parameter [`MODE`] chooses whether they do it.
    pub has_mode: bool,
}

/// The parameter of a command whose tasks report what they did.
pub const MODE: &str = "Mode";

/// What [`MODE`] can be, the default first.
pub const MODES: [&str; 2] = ["apply", "check"];

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

/// Which task of a command, from 0, those of roles and handlers included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub u32);

/// Which handler of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HandlerId(pub usize);

/// Tasks that run once, behind all others, where a task that changed something notified them.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    pub id: HandlerId,
    /// Unique in the command: the role and the name in it.
    pub name: Name,
    pub at: FileSpan,
    pub tasks: Vec<Task>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    pub id: TaskId,
    pub kind: TaskKind,
    /// What reports call it.
    pub title: String,
    /// The outermost role that it came from.
    pub role: Option<Name>,
    /// The handlers that run where it changed something.
    pub notify: Vec<HandlerId>,
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
    /// Inputs of the step as they stand, over those that the task gives.
    pub with: Vec<(Name, Value)>,
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
    Module(ModuleTask),
    Block(Box<TaskBlock>),
    /// The handlers that were notified so far run now.
    FlushHandlers,
    Reboot,
}

/// A call of a module.
#[derive(Clone, Debug, PartialEq)]
pub struct ModuleTask {
    pub module: Arc<Module>,
    /// Values that the call gives; the others have their defaults.
    pub arguments: Vec<ScriptArgument>,
}

/// A unit of work that can tell whether it is done already.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    pub name: Name,
    /// The declaration's name.
    pub at: FileSpan,
    /// Parameters that a call may leave out, with what they are then, in source order.
    pub defaults: Vec<(Name, Value)>,
    /// No platform twice.
    pub implementations: Vec<Implementation>,
}

/// The scripts of a module on some platforms.
#[derive(Clone, Debug, PartialEq)]
pub struct Implementation {
    pub platforms: Vec<Platform>,
    pub shell: Shell,
    /// Runs before each of the two, in the same shell.
    pub setup: Option<Arc<Script>>,
    /// Absent: what it does is never done already.
    pub check: Option<Arc<Script>>,
    pub apply: Arc<Script>,
}

/// `block { … } rescue { … } always { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskBlock {
    pub body: Vec<Task>,
    /// Runs where a task of the body failed, which is then no failure any more.
    pub rescue: Option<Vec<Task>>,
    pub always: Option<Vec<Task>>,
}

impl Module {
    /// The scripts for a platform.
    pub fn implementation(&self, platform: Platform) -> Option<&Implementation> {
        self.implementations.iter().find(|it| it.platforms.contains(&platform))
    }
}

impl Task {
    /// Calls `visit` for this task and all tasks of its block, outermost first.
    pub fn for_each<'a>(&'a self, visit: &mut dyn FnMut(&'a Task)) {
        visit(self);
        if let TaskKind::Block(block) = &self.kind {
            block.tasks().for_each(|task| task.for_each(visit));
        }
    }
}

impl TaskBlock {
    /// The tasks directly inside, arm by arm.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        [Some(&self.body), self.rescue.as_ref(), self.always.as_ref()]
            .into_iter()
            .flatten()
            .flatten()
    }
}

impl ExitControl {
    /// Whether the command may end with the task, or the task is its last: the agent must know,
    /// so no other task shares its step.
    pub fn ends_command(&self) -> bool {
        let ends = [self.succeed_on_failure, self.exit_on_success, self.is_finally];
        ends.iter().any(Option::is_some)
    }
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
