//! Clauses behind statements: which apply where, and what they say.

use crate::hir::{CancelAction, Clauses, FailureAction, Ty, Value};
use crate::ssm::tables::ActionSpec;
use crate::syntax::ast::{CancelTarget, Clause, ClauseKind, Expr, FailureTarget};
use crate::text::FileSpan;

use super::errors;
use super::state::RunbookCheck;
use super::statement::Site;

/// A kind of clause that a statement may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applies {
    Timeout,
    Attempts,
    OnFailure,
    OnCancel,
    Critical,
    With,
    Handler,
    On,
    Description,
    Ends,
}

/// What every step takes.
pub(super) const STEP_CLAUSES: &[Applies] = &[
    Applies::Description,
    Applies::Ends,
    Applies::Timeout,
    Applies::Attempts,
    Applies::OnFailure,
    Applies::OnCancel,
    Applies::Critical,
    Applies::With,
];

/// What steps that run on nodes or start a runbook take.
pub(super) const TARGET_CLAUSES: &[Applies] = &[
    Applies::Description,
    Applies::Ends,
    Applies::Timeout,
    Applies::Attempts,
    Applies::OnFailure,
    Applies::OnCancel,
    Applies::Critical,
    Applies::With,
    Applies::On,
];

/// What scripts that Automation runs take.
pub(super) const SCRIPT_CLAUSES: &[Applies] = &[
    Applies::Description,
    Applies::Ends,
    Applies::Timeout,
    Applies::Attempts,
    Applies::OnFailure,
    Applies::OnCancel,
    Applies::Critical,
    Applies::With,
    Applies::Handler,
];

/// What `if` and `match` take: their step has no inputs of its own.
pub(super) const BRANCH_CLAUSES: &[Applies] = &[
    Applies::Description,
    Applies::Timeout,
    Applies::Attempts,
    Applies::OnFailure,
    Applies::OnCancel,
    Applies::Critical,
];

/// What loops and assignments take: steps whose inputs are the statement itself.
pub(super) const PLAIN_STEP_CLAUSES: &[Applies] = &[
    Applies::Description,
    Applies::Timeout,
    Applies::Attempts,
    Applies::OnFailure,
    Applies::Critical,
];

/// What the declaration of a variable takes.
pub(super) const VARIABLE_CLAUSES: &[Applies] = &[Applies::Description];

pub(super) const NO_CLAUSES: &[Applies] = &[];

impl Site<'_> {
    fn clause<T>(&self, pick: impl Fn(&ClauseKind) -> Option<&T>) -> Option<&T> {
        self.written.clauses.iter().find_map(|clause| pick(&clause.kind))
    }

    pub(super) fn with_clause(&self) -> Option<&Expr> {
        self.clause(|kind| match kind {
            ClauseKind::With(value) => Some(value),
            _ => None,
        })
    }

    pub(super) fn on_clause(&self) -> Option<&Expr> {
        self.clause(|kind| match kind {
            ClauseKind::On(value) => Some(value),
            _ => None,
        })
    }

    pub(super) fn handler_clause(&self) -> Option<&Expr> {
        self.clause(|kind| match kind {
            ClauseKind::Handler(value) => Some(value),
            _ => None,
        })
    }
}

impl RunbookCheck<'_> {
    /// The clauses of a statement; one that does not apply is reported and left out.
    ///
    /// `with`, `handler` and `on` are read where their statement is.
    pub(super) fn clauses(&mut self, site: &Site<'_>, applies: &[Applies]) -> Clauses {
        let mut clauses = Clauses::default();
        for clause in &site.written.clauses {
            let (word, kind) = word_of(&clause.kind);
            let at = self.cx.at(clause.span);
            if kind.is_some_and(|kind| applies.contains(&kind)) {
                self.clause(clause, at, &mut clauses);
            } else {
                self.cx.report(errors::out_of_place_clause(at, word, advice(word)));
            }
        }
        clauses
    }

    fn clause(&mut self, clause: &Clause, at: FileSpan, clauses: &mut Clauses) {
        match &clause.kind {
            ClauseKind::Timeout(time) => clauses.timeout_seconds = self.timeout(time),
            ClauseKind::Attempts(count) => clauses.attempts = self.attempts(count),
            ClauseKind::OnFailure(target) => {
                clauses.on_failure = self.on_failure(target, at).map(|action| (action, at));
            }
            ClauseKind::OnCancel(target) => {
                clauses.on_cancel = self.on_cancel(target).map(|action| (action, at));
            }
            ClauseKind::Description(text) => clauses.description = self.cx.described(text),
            ClauseKind::Ends => clauses.ends = self.may_end(at),
            ClauseKind::Critical => self.criticality(true, at, clauses),
            ClauseKind::Noncritical => self.criticality(false, at, clauses),
            ClauseKind::With(_)
            | ClauseKind::Handler(_)
            | ClauseKind::On(_)
            | ClauseKind::When(_)
            | ClauseKind::Notify(_)
            | ClauseKind::Become(_)
            | ClauseKind::Dir(_)
            | ClauseKind::OnSuccessExit
            | ClauseKind::Finally
            | ClauseKind::Unless(_)
            | ClauseKind::Creates(_)
            | ClauseKind::Tags(_) => {}
        }
    }

    /// The end of the execution, or of one turn of the loop around it.
    fn may_end(&mut self, at: FileSpan) -> Option<FileSpan> {
        self.may_leave(0, ("ends", at)).then_some(at)
    }

    fn criticality(&mut self, critical: bool, at: FileSpan, clauses: &mut Clauses) {
        if let Some((_, first)) = clauses.critical {
            let why = "a failing step either fails the execution or does not";
            let word = if critical { "critical" } else { "noncritical" };
            self.cx.report(errors::clause_without_effect(at, (word, first), why));
        } else {
            clauses.critical = Some((critical, at));
        }
    }

    fn timeout(&mut self, time: &Expr) -> Option<(i64, FileSpan)> {
        match self.cx.build_value(time, &Ty::Duration, "`timeout`")? {
            (Value::Duration(seconds), at) if seconds < 1 => {
                self.cx.report(errors::bad_time(at, seconds));
                None
            }
            (Value::Duration(seconds), at) => Some((seconds, at)),
            _ => None,
        }
    }

    fn attempts(&mut self, count: &Expr) -> Option<(i64, FileSpan)> {
        match self.cx.build_value(count, &Ty::int(), "`attempts`")? {
            (Value::Int(number), at) if number < 1 => {
                self.cx.report(errors::bad_count(at, number));
                None
            }
            (Value::Int(number), at) => Some((number, at)),
            _ => None,
        }
    }

    fn on_failure(&mut self, target: &FailureTarget, at: FileSpan) -> Option<FailureAction> {
        match target {
            FailureTarget::Abort => {
                self.may_abort(("on failure abort", at)).then_some(FailureAction::Abort)
            }
            FailureTarget::Continue => Some(FailureAction::Continue),
            FailureTarget::Goto(step) => {
                self.jump_target(step, "on failure goto").map(FailureAction::Goto)
            }
            FailureTarget::Succeed => None,
        }
    }

    fn on_cancel(&mut self, target: &CancelTarget) -> Option<CancelAction> {
        match target {
            CancelTarget::Abort => Some(CancelAction::Abort),
            CancelTarget::Goto(step) => {
                self.jump_target(step, "on cancel goto").map(CancelAction::Goto)
            }
        }
    }

    /// What the action of a step says about its clauses.
    pub(super) fn check_step_clauses(&mut self, clauses: &Clauses, spec: &ActionSpec) {
        if let (Some((seconds, at)), Some(limit)) =
            (clauses.timeout_seconds, spec.rules.max_timeout_seconds)
            && seconds > i64::from(limit)
        {
            self.cx.report(errors::timeout_without_effect(at, spec.name, (seconds, limit)));
        }
        // `abort` is what happens there anyway.
        if let Some((CancelAction::Goto(_), at)) = clauses.on_cancel
            && !spec.rules.on_cancel_supported
        {
            self.cx.report(errors::no_cancel_clause(at, spec.name));
        }
    }
}

/// A clause's word, and its kind where a runbook knows it.
fn word_of(kind: &ClauseKind) -> (&'static str, Option<Applies>) {
    match kind {
        ClauseKind::Timeout(_) => ("timeout", Some(Applies::Timeout)),
        ClauseKind::Attempts(_) => ("attempts", Some(Applies::Attempts)),
        ClauseKind::OnFailure(FailureTarget::Succeed) => ("on failure succeed", None),
        ClauseKind::OnFailure(_) => ("on failure", Some(Applies::OnFailure)),
        ClauseKind::OnCancel(_) => ("on cancel", Some(Applies::OnCancel)),
        ClauseKind::Critical => ("critical", Some(Applies::Critical)),
        ClauseKind::Noncritical => ("noncritical", Some(Applies::Critical)),
        ClauseKind::Description(_) => ("description", Some(Applies::Description)),
        ClauseKind::With(_) => ("with", Some(Applies::With)),
        ClauseKind::Handler(_) => ("handler", Some(Applies::Handler)),
        ClauseKind::On(_) => ("on", Some(Applies::On)),
        ClauseKind::When(_) => ("when", None),
        ClauseKind::Notify(_) => ("notify", None),
        ClauseKind::Become(_) => ("become", None),
        ClauseKind::Dir(_) => ("dir", None),
        ClauseKind::OnSuccessExit => ("on success exit", None),
        ClauseKind::Ends => ("ends", Some(Applies::Ends)),
        ClauseKind::Finally => ("finally", None),
        ClauseKind::Unless(_) => ("unless", None),
        ClauseKind::Creates(_) => ("creates", None),
        ClauseKind::Tags(_) => ("tags", None),
    }
}

/// To what a clause applies, and what to do where it does not.
fn advice(word: &str) -> (&'static str, &'static str) {
    match word {
        "when" => ("tasks of commands, roles and plays", "write `if CONDITION { … }`"),
        "finally" => ("tasks of commands, roles and plays", "write `block { … } always { … }`"),
        "on success exit" => ("tasks of commands, roles and plays", "write `exit` behind it"),
        "on failure succeed" => {
            ("tasks of commands, roles and plays", "write `block { … } rescue { exit }`")
        }
        "on" => ("`run`, `call`, `play` and scripts for nodes", "remove it"),
        "handler" => ("`python`", "remove it"),
        "notify" | "become" | "dir" | "unless" | "creates" => {
            ("tasks of commands, roles and plays", "put the task into a command, and `run` that")
        }
        "on cancel" => ("steps, not to assignments, loops and arms", "put it on the steps inside"),
        _ => ("statements that run an action", "put it on the steps inside, or remove it"),
    }
}
