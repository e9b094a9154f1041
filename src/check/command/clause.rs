//! Clauses behind tasks: which apply to which task, and what they say.

use crate::hir::{ExitControl, Expr, HandlerId, Platform, Shell, Ty, Value};
use crate::syntax::ast::{self, Clause, ClauseKind, FailureTarget};
use crate::text::{FileSpan, Name};

use super::errors;
use super::state::CommandCheck;
use super::task::Site;

/// Seconds that the agent takes for a step; it silently takes 3600 for anything else.
///
/// Source: "timeoutSeconds" of the agent's plugins.
const TIMEOUT_SECONDS: std::ops::RangeInclusive<i64> = 5..=172_800;

/// Tries of one task.
const ATTEMPTS: std::ops::RangeInclusive<i64> = 1..=100;

/// What clauses a task takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Nothing,
    /// A plugin with or without `timeoutSeconds` and `workingDirectory`.
    Plugin {
        timeout: bool,
        directory: bool,
    },
    Script(Shell),
    RawScript,
    Reboot,
    Module,
    /// What holds for all tasks of a role or a block.
    Tasks,
}

/// What the clauses of one task say.
#[derive(Default)]
pub(super) struct Clauses {
    pub(super) when: Option<Expr>,
    pub(super) timeout: Option<(i64, FileSpan)>,
    pub(super) attempts: Option<(i64, FileSpan)>,
    pub(super) run_as: Option<Expr>,
    pub(super) directory: Option<Expr>,
    pub(super) exit: ExitControl,
    pub(super) notify: Vec<HandlerId>,
    pub(super) tags: Vec<String>,
    /// Of a script; read where the script is.
    pub(super) unless: Option<Expr>,
    pub(super) creates: Option<Expr>,
    pub(super) description: Option<String>,
    /// Inputs as they stand, over those that the task has.
    pub(super) with: Vec<(Name, Value)>,
}

impl CommandCheck<'_, '_> {
    /// The clauses of a task; one that does not apply is reported and left out.
    pub(super) fn clauses(&mut self, site: Site<'_>, takes: Takes) -> Clauses {
        let mut clauses = Clauses::default();
        let mut seen: Vec<(&str, FileSpan)> = Vec::new();
        for clause in &site.written.clauses {
            let word = word_of(&clause.kind);
            let at = self.cx.at(clause.span);
            let first = seen.iter().find(|(known, _)| *known == word && word != "notify");
            if let Some((_, first)) = first {
                self.cx.report(errors::clause_twice(at, word, *first));
                continue;
            }
            seen.push((word, at));
            match out_of_place(&clause.kind, takes) {
                Some((why, help)) => {
                    self.cx.report(errors::clause_out_of_place(at, word, why, help))
                }
                None => self.clause(clause, at, &mut clauses),
            }
        }
        self.check_exits(&clauses.exit);
        clauses
    }

    fn clause(&mut self, clause: &Clause, at: FileSpan, clauses: &mut Clauses) {
        match &clause.kind {
            ClauseKind::Timeout(time) => clauses.timeout = self.timeout(time),
            ClauseKind::Attempts(count) => clauses.attempts = self.attempts(count),
            ClauseKind::When(condition) => {
                clauses.when = Some(self.cx.expression_of(condition, &Ty::Bool, "`when`"));
            }
            ClauseKind::Become(user) => {
                if let Some((platforms, _)) = &self.platforms
                    && platforms.contains(&Platform::MacOs)
                {
                    let why = "MacOS has no `runuser`, and this command is for MacOS too";
                    let help = "write `sudo -u USER` inside a script for MacOS";
                    self.cx.report(errors::clause_out_of_place(at, "become", why, help));
                }
                clauses.run_as = Some(self.cx.expression_of(user, &Ty::string(), "`become`"));
            }
            ClauseKind::Dir(path) => {
                clauses.directory = Some(self.cx.expression_of(path, &Ty::string(), "`dir`"));
            }
            ClauseKind::Unless(script) => {
                clauses.unless = Some(self.cx.expression_of(script, &Ty::Script, "`unless`"));
            }
            ClauseKind::Creates(path) => {
                clauses.creates = Some(self.cx.expression_of(path, &Ty::string(), "`creates`"));
            }
            ClauseKind::OnFailure(FailureTarget::Continue) => {
                clauses.exit.continue_on_failure = Some(at);
            }
            ClauseKind::OnFailure(FailureTarget::Succeed) => {
                clauses.exit.succeed_on_failure = Some(at);
            }
            ClauseKind::With(inputs) => clauses.with = self.with_inputs(inputs),
            ClauseKind::Description(text) => clauses.description = self.cx.described(text),
            ClauseKind::OnSuccessExit => clauses.exit.exit_on_success = Some(at),
            ClauseKind::Finally => clauses.exit.is_finally = Some(at),
            ClauseKind::Tags(tags) => clauses.tags = self.tags(tags),
            ClauseKind::Notify(handler) => clauses.notify.extend(self.notified(handler)),
            // `abort` is what happens anyway; the rest is out of place.
            ClauseKind::OnFailure(FailureTarget::Abort | FailureTarget::Goto(_))
            | ClauseKind::OnCancel(_)
            | ClauseKind::Ends
            | ClauseKind::Critical
            | ClauseKind::Noncritical
            | ClauseKind::Handler(_)
            | ClauseKind::On(_) => {}
        }
    }

    fn timeout(&mut self, time: &ast::Expr) -> Option<(i64, FileSpan)> {
        match self.cx.build_value(time, &Ty::Duration, "`timeout`")? {
            (Value::Duration(seconds), at) if TIMEOUT_SECONDS.contains(&seconds) => {
                Some((seconds, at))
            }
            (Value::Duration(seconds), at) => {
                self.cx.report(errors::bad_timeout(at, seconds, &TIMEOUT_SECONDS));
                None
            }
            _ => None,
        }
    }

    fn attempts(&mut self, count: &ast::Expr) -> Option<(i64, FileSpan)> {
        match self.cx.build_value(count, &Ty::int(), "`attempts`")? {
            (Value::Int(number), at) if ATTEMPTS.contains(&number) => Some((number, at)),
            (Value::Int(number), at) => {
                self.cx.report(errors::bad_attempts(at, number, &ATTEMPTS));
                None
            }
            _ => None,
        }
    }

    fn with_inputs(&mut self, inputs: &ast::Expr) -> Vec<(Name, Value)> {
        match self.cx.build_value(inputs, &Ty::map(Ty::Json), "`with`") {
            Some((Value::Record(inputs), _)) => inputs.into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn check_exits(&mut self, exit: &ExitControl) {
        if let (Some(at), Some(_)) = (exit.exit_on_success, exit.is_finally) {
            self.cx.report(errors::nothing_follows(at, "on success exit"));
        }
        if let (Some(at), Some(_)) = (exit.continue_on_failure, exit.is_finally) {
            self.cx.report(errors::nothing_follows(at, "on failure continue"));
        }
    }
}

fn word_of(kind: &ClauseKind) -> &'static str {
    match kind {
        ClauseKind::Timeout(_) => "timeout",
        ClauseKind::Attempts(_) => "attempts",
        ClauseKind::When(_) => "when",
        ClauseKind::Notify(_) => "notify",
        ClauseKind::Become(_) => "become",
        ClauseKind::Dir(_) => "dir",
        ClauseKind::OnFailure(_) => "on failure",
        ClauseKind::OnCancel(_) => "on cancel",
        ClauseKind::OnSuccessExit => "on success exit",
        ClauseKind::Ends => "ends",
        ClauseKind::Finally => "finally",
        ClauseKind::Critical => "critical",
        ClauseKind::Noncritical => "noncritical",
        ClauseKind::Handler(_) => "handler",
        ClauseKind::Description(_) => "description",
        ClauseKind::With(_) => "with",
        ClauseKind::On(_) => "on",
        ClauseKind::Unless(_) => "unless",
        ClauseKind::Creates(_) => "creates",
        ClauseKind::Tags(_) => "tags",
    }
}

/// Why a clause does not hold for all tasks of a role or block.
fn out_of_tasks(kind: &ClauseKind) -> Option<(&'static str, &'static str)> {
    if matches!(kind, ClauseKind::When(_) | ClauseKind::Become(_) | ClauseKind::Tags(_)) {
        return None;
    }
    Some((
        "of a role or a block only `when`, `become` and `tags` hold for all its tasks",
        "write it behind each task inside",
    ))
}

/// Why a clause does not apply to a task, and what to do.
fn out_of_place(kind: &ClauseKind, takes: Takes) -> Option<(&'static str, &'static str)> {
    const SCRIPTS: &str = "it belongs to scripts: nothing of SSM's can do it";
    const RUNBOOKS: &str = "it belongs to the statements of a runbook";
    let is_script = matches!(takes, Takes::Script(_));
    let is_managed = is_script || takes == Takes::Module;
    match kind {
        _ if takes == Takes::Nothing => Some(("a value is no task", "remove it")),
        _ if takes == Takes::Tasks => out_of_tasks(kind),
        ClauseKind::Creates(_) | ClauseKind::Unless(_) if takes == Takes::Module => Some((
            "a module finds out by itself whether there is something to do",
            "remove it, or write `when`",
        )),
        ClauseKind::Notify(_) if !is_managed => Some((
            "whether it changed something is not known",
            "write a script or a module that can tell, and notify from there",
        )),
        ClauseKind::OnCancel(_)
        | ClauseKind::Ends
        | ClauseKind::Critical
        | ClauseKind::Noncritical => Some((RUNBOOKS, "remove it")),
        ClauseKind::OnFailure(FailureTarget::Goto(_)) => {
            Some((RUNBOOKS, "write `on failure continue`, or use a runbook"))
        }
        ClauseKind::Handler(_) => Some(("it belongs to `python` in runbooks", "remove it")),
        ClauseKind::With(_) => out_of_with(takes),
        ClauseKind::On(_) => Some((
            "the nodes are named where the command is run",
            "write `on` in a `play` or behind `run`",
        )),
        ClauseKind::Timeout(_) => match takes {
            Takes::Plugin { timeout: false, .. } => {
                Some(("this plugin has no timeout", "remove it"))
            }
            _ => None,
        },
        ClauseKind::Dir(_) => match takes {
            Takes::Plugin { directory: false, .. } => {
                Some(("this plugin has no working directory", "remove it"))
            }
            Takes::Reboot => Some((SCRIPTS, "remove it")),
            _ => None,
        },
        ClauseKind::Attempts(_)
        | ClauseKind::Creates(_)
        | ClauseKind::Become(_)
        | ClauseKind::Unless(_) => out_of_script(kind, takes),
        ClauseKind::When(_)
        | ClauseKind::Description(_)
        | ClauseKind::Tags(_)
        | ClauseKind::Notify(_)
        | ClauseKind::OnFailure(_)
        | ClauseKind::OnSuccessExit
        | ClauseKind::Finally => None,
    }
}

/// Why inputs cannot be given as they stand.
fn out_of_with(takes: Takes) -> Option<(&'static str, &'static str)> {
    const STEPS: &str = "it gives inputs to the steps of plugins and raw scripts";
    match takes {
        Takes::Plugin { .. } | Takes::RawScript => None,
        _ => Some((STEPS, "write `plugin.NAME(…)` with the inputs")),
    }
}

/// Why what is put around a script does not apply.
fn out_of_script(kind: &ClauseKind, takes: Takes) -> Option<(&'static str, &'static str)> {
    const SCRIPTS: &str = "it belongs to scripts: nothing of SSM's can do it";
    let is_power_shell = takes == Takes::Script(Shell::PowerShell);
    let is_managed = matches!(takes, Takes::Script(_) | Takes::Module);
    match kind {
        ClauseKind::Attempts(_) | ClauseKind::Creates(_) if takes == Takes::RawScript => {
            Some(("nothing is put around a raw script", "write the script without `raw`"))
        }
        ClauseKind::Attempts(_) | ClauseKind::Creates(_) if !is_managed => {
            Some((SCRIPTS, "remove it, or do the work in a script"))
        }
        ClauseKind::Become(_) | ClauseKind::Unless(_) if is_power_shell => {
            Some(("it belongs to `sh` and `bash`", "do it inside the script"))
        }
        ClauseKind::Become(_) | ClauseKind::Unless(_) if takes == Takes::RawScript => {
            Some(("nothing is put around a raw script", "write the script without `raw`"))
        }
        ClauseKind::Become(_) | ClauseKind::Unless(_) if !is_managed => {
            Some((SCRIPTS, "remove it, or do the work in a script"))
        }
        _ => None,
    }
}
