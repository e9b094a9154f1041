//! One task as one step, or as one for each platform.

use serde_json::{Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::hir::{Command, Expr, Platform, ScriptTask, Shell, Task, TaskKind};
use crate::lower::create_document::plain_json;
use crate::ssm::tables::{self, PluginSpec};
use crate::ssm::{CommandStep, JsonMap, Precondition};
use crate::text::{FileSpan, Name};

use super::condition::Condition;
use super::draft::Draft;
use super::errors;
use super::input::{input_value, text_input};
use super::name::StepNames;
use super::plan::Plan;
use super::platform::{asked_platform, families, platform_of};
use super::power_shell::power_shell_script;
use super::precondition::{Split, split};
use super::reboot::{Test, reboot_with_power_shell, reboot_with_sh};
use super::reference::reference_in;
use super::sh::{has_foreign_interpreter, other_than_bash, sh_script};

/// A step without its exit control, and where its inputs came from.
pub(super) struct Built<'a> {
    pub(super) step: CommandStep,
    pub(super) task: Option<&'a Task>,
    pub(super) at: FileSpan,
    pub(super) inputs_at: Vec<(String, FileSpan)>,
    /// The script says by its exit code that success ends the command.
    pub(super) says_exit: bool,
    /// The script is one that tasks share.
    pub(super) is_shared: bool,
}

impl Built<'_> {
    /// A step of no task.
    pub(super) fn new(step: CommandStep, at: FileSpan) -> Self {
        Self { step, task: None, at, inputs_at: Vec::new(), says_exit: false, is_shared: false }
    }
}

/// What the steps of one command share.
pub(super) struct Assembly<'a> {
    pub(super) command: &'a Command,
    /// Parameters that the agent puts into the environment.
    pub(super) environment: Vec<Name>,
    pub(super) names: StepNames,
    pub(super) found: Vec<Diagnostic>,
}

/// Splits a task's condition, given the parameters that travel in the environment anyway: whether
/// such a one is also put into a precondition is not known of the service, so a script tests it.
pub(super) fn split_condition(draft: &Draft<'_>, command: &Command, environment: &[Name]) -> Split {
    let must_keep = !draft.can_guard();
    let keep = |test: &Condition| {
        let mut outside = true;
        test.for_each_parameter(&mut |name, _| outside &= !environment.contains(name));
        must_keep || outside
    };
    let required = match &draft.task.kind {
        TaskKind::Script(script) if script.shell == Shell::PowerShell => {
            platform_of(Shell::PowerShell, command)
        }
        TaskKind::Script(_)
        | TaskKind::Plugin { .. }
        | TaskKind::Module(_)
        | TaskKind::Block(_)
        | TaskKind::FlushHandlers
        | TaskKind::Reboot => None,
    };
    split(draft.condition.clone(), required, &command.parameters, &keep)
}

impl<'a> Assembly<'a> {
    /// The steps of a task.
    pub(super) fn steps(&mut self, draft: &Draft<'a>) -> Vec<Built<'a>> {
        let parts = split_condition(draft, self.command, &self.environment);
        let built = match &draft.task.kind {
            TaskKind::Plugin { plugin, inputs } => {
                tables::plugin(plugin).map(|spec| self.plugin(draft, spec, inputs, parts))
            }
            TaskKind::Script(script) => Some(self.script(draft, script, parts)),
            TaskKind::Reboot => return self.reboot(draft, parts),
            TaskKind::Module(_) | TaskKind::Block(_) | TaskKind::FlushHandlers => {
                unreachable!("these tasks are always managed")
            }
        };
        built.into_iter().map(|built| with_inputs(built, draft.task)).collect()
    }

    fn plugin(
        &mut self,
        draft: &Draft<'a>,
        spec: &PluginSpec,
        inputs: &[(Name, Expr)],
        parts: Split,
    ) -> Built<'a> {
        let what = format!("`plugin.{}`", spec.short_name());
        let runs_on = |platform: Platform| {
            spec.platforms.iter().any(|known| known.as_str() == platform.as_str())
        };
        self.check_platform(draft, &parts, &what, &runs_on);
        if !parts.rest.is_empty() {
            self.found.push(errors::more_than_a_precondition(condition_at(draft.task)));
        }
        let mut built = self.start(draft, spec.name, parts.precondition);
        for input in spec.inputs {
            if let Some((name, expr)) = inputs.iter().find(|(name, _)| name == input.name) {
                match input_value(input, expr) {
                    Ok(value) => put(&mut built, name, value, expr.at),
                    Err(diagnostic) => self.found.push(diagnostic),
                }
            } else if input.name == "timeoutSeconds" {
                put_timeout(&mut built, draft.task);
            }
        }
        built
    }

    fn script(&mut self, draft: &Draft<'a>, script: &'a ScriptTask, parts: Split) -> Built<'a> {
        let is_unix = script.shell != Shell::PowerShell;
        let word = shell_word(script.shell);
        let runs_on = |platform: Platform| !(is_unix && platform == Platform::Windows);
        self.check_platform(draft, &parts, &format!("`{word}`"), &runs_on);
        if script.script.raw && !parts.rest.is_empty() {
            self.found.push(errors::raw_script_cannot_test(condition_at(draft.task)));
        }
        if !script.script.raw
            && let Some(reference) = reference_in(&script.script.text)
        {
            let found = errors::hidden_reference(script.script.at, "this script", reference);
            self.found.push(found);
        }
        if is_unix && !script.script.raw && has_foreign_interpreter(&script.script.text) {
            let is_plain = is_plain(draft, script) && parts.rest.is_empty();
            if !is_plain {
                self.found.push(errors::foreign_interpreter(script.script.at));
            }
        }
        let precondition = parts.precondition.or_else(|| {
            platform_of(script.shell, self.command)
                .map(|platform| Precondition::platform(platform.as_str()))
        });
        if script.shell == Shell::Bash
            && !script.script.raw
            && let Some(other) = other_than_bash(&script.script.text)
        {
            self.found.push(errors::another_shell(script.script.at, other));
        }
        let guard = guard(parts.rest);
        let says_exit = says_exit(draft, script, guard.as_ref());
        let lines = script_lines(draft, script, guard);
        let parts = Parts { precondition, lines, at: script.script.at };
        Built { says_exit, ..self.script_step(draft, script.shell, parts) }
    }

    fn script_step(&mut self, draft: &Draft<'a>, shell: Shell, parts: Parts) -> Built<'a> {
        let mut built = self.start(draft, action(shell), parts.precondition);
        put(&mut built, "runCommand", json!(parts.lines), parts.at);
        put_timeout(&mut built, draft.task);
        if let Some(directory) = &draft.task.directory {
            match text_input("workingDirectory", directory) {
                Ok(value) => put(&mut built, "workingDirectory", value, directory.at),
                Err(diagnostic) => self.found.push(diagnostic),
            }
        }
        built
    }

    /// A step for each family of platforms that the command is for.
    fn reboot(&mut self, draft: &Draft<'a>, parts: Split) -> Vec<Built<'a>> {
        let asked = asked_platform(draft.condition.as_ref());
        let (unix, windows) = families(self.command, asked);
        let name = self.names.of(draft.task);
        let mut steps = Vec::new();
        for (shell, wanted) in [(Shell::Sh, unix), (Shell::PowerShell, windows)] {
            if !wanted {
                continue;
            }
            let step_name = if steps.is_empty() {
                name.clone()
            } else {
                self.names.free(&format!("{name}_windows"))
            };
            let rest = guard(parts.rest.clone());
            // On Windows the platform takes the one precondition: the rest is tested inside.
            let (precondition, lines) = if shell == Shell::PowerShell {
                let whole = draft.condition.clone().filter(|_| asked.is_none()).or(rest);
                let windows = Precondition::platform(Platform::Windows.as_str());
                (Some(windows), reboot_with_power_shell(&step_name, Test::of(draft, whole)))
            } else {
                let platform = platform_of(shell, self.command);
                let precondition = parts
                    .precondition
                    .clone()
                    .or_else(|| platform.map(|platform| Precondition::platform(platform.as_str())));
                (precondition, reboot_with_sh(&step_name, Test::of(draft, rest)))
            };
            let mut built = Built {
                step: CommandStep::new(step_name, action(shell)),
                task: Some(draft.task),
                at: draft.task.at,
                inputs_at: Vec::new(),
                says_exit: draft.task.exit.exit_on_success.is_some(),
                is_shared: false,
            };
            built.step.precondition = precondition;
            put(&mut built, "runCommand", json!(lines), draft.task.at);
            put_timeout(&mut built, draft.task);
            steps.push(built);
        }
        steps
    }

    fn start(
        &mut self,
        draft: &Draft<'a>,
        action: &str,
        precondition: Option<Precondition>,
    ) -> Built<'a> {
        let mut step = CommandStep::new(self.names.of(draft.task), action);
        step.precondition = precondition;
        Built { task: Some(draft.task), ..Built::new(step, draft.task.at) }
    }

    fn check_platform(
        &mut self,
        draft: &Draft<'_>,
        parts: &Split,
        what: &str,
        runs_on: &dyn Fn(Platform) -> bool,
    ) {
        let asked = asked_platform(draft.condition.as_ref());
        let impossible = parts.rest.iter().any(|test| matches!(test, Condition::Platform(_)));
        if let Some(platform) = asked.filter(|platform| impossible || !runs_on(*platform)) {
            self.found.push(errors::never_on(condition_at(draft.task), what, platform));
        }
    }
}

/// The inputs that `with` says, over the others.
fn with_inputs<'a>(mut built: Built<'a>, task: &Task) -> Built<'a> {
    for (name, value) in &task.with {
        put(&mut built, name, plain_json(value), task.at);
    }
    built
}

struct Parts {
    precondition: Option<Precondition>,
    lines: Vec<String>,
    at: FileSpan,
}

fn condition_at(task: &Task) -> FileSpan {
    task.when.as_ref().map_or(task.at, |when| when.at)
}

/// Whether nothing has to be put around a script.
fn is_plain(draft: &Draft<'_>, script: &ScriptTask) -> bool {
    let clauses = [draft.creates.is_some(), draft.run_as.is_some(), draft.task.attempts.is_some()];
    draft.values.is_empty()
        && script.unless.is_none()
        && !script.captures_output
        && !clauses.contains(&true)
}

fn guard(mut rest: Vec<Condition>) -> Option<Condition> {
    match rest.len() {
        0 => None,
        1 => rest.pop(),
        _ => Some(Condition::And(rest)),
    }
}

/// Whether a script says itself that its success ends the command: a test before it ends with
/// success, too, where there is nothing to do.
fn says_exit(draft: &Draft<'_>, script: &ScriptTask, guard: Option<&Condition>) -> bool {
    let has_test = guard.is_some() || script.unless.is_some() || draft.creates.is_some();
    has_test && draft.task.exit.exit_on_success.is_some()
}

fn script_lines(draft: &Draft<'_>, script: &ScriptTask, guard: Option<Condition>) -> Vec<String> {
    let text = &*script.script.text;
    if script.script.raw {
        return text.trim_end().split('\n').map(str::to_owned).collect();
    }
    let exits_on_success = says_exit(draft, script, guard.as_ref());
    let plan = Plan {
        shell: script.shell,
        text,
        values: draft.values.clone(),
        guard,
        creates: draft.creates.clone(),
        unless: script.unless.as_ref().map(|unless| &*unless.text),
        attempts: draft.task.attempts.map_or(1, |(attempts, _)| attempts),
        run_as: draft.run_as.clone(),
        captures_output: script.captures_output,
        exits_on_success,
    };
    match script.shell {
        Shell::Sh | Shell::Bash => sh_script(&plan),
        Shell::PowerShell => power_shell_script(&plan),
    }
}

pub(super) fn action(shell: Shell) -> &'static str {
    match shell {
        Shell::Sh | Shell::Bash => "aws:runShellScript",
        Shell::PowerShell => "aws:runPowerShellScript",
    }
}

fn shell_word(shell: Shell) -> &'static str {
    match shell {
        Shell::Sh => "sh",
        Shell::Bash => "bash",
        Shell::PowerShell => "ps",
    }
}

pub(super) fn put(built: &mut Built<'_>, name: &str, value: Json, at: FileSpan) {
    built.step.inputs.insert(name.to_owned(), value);
    built.inputs_at.push((name.to_owned(), at));
}

/// The agent reads a timeout in `inputs` only, and as a text.
pub(super) fn put_timeout(built: &mut Built<'_>, task: &Task) {
    if let Some((seconds, at)) = task.timeout_seconds {
        put(built, "timeoutSeconds", json!(seconds.to_string()), at);
    }
}

/// A step that fails on a platform that the command is not for, with a message of plain words.
pub(super) fn refusing_step<'a>(
    platform: Platform,
    message: &str,
    at: FileSpan,
    names: &mut StepNames,
) -> Built<'a> {
    let (shell, lines) = match platform {
        Platform::Linux | Platform::MacOs => {
            (Shell::Sh, vec![format!("echo '{message}' >&2"), "exit 1".to_owned()])
        }
        Platform::Windows => (
            Shell::PowerShell,
            vec![format!("[Console]::Error.WriteLine('{message}')"), "exit 1".to_owned()],
        ),
    };
    let name = names.free(&format!("refuse{}", platform.as_str()));
    let mut step = CommandStep::new(name, action(shell));
    step.precondition = Some(Precondition::platform(platform.as_str()));
    step.inputs = JsonMap::from_iter([("runCommand".to_owned(), json!(lines))]);
    Built::new(step, at)
}
