//! Statements of a command's body: which is which task.

use crate::check::BindingKind;
use crate::hir::{Expr, ExprKind, Op, Stage, Task, TaskKind, Ty};
use crate::resolve::Definition;
use crate::syntax::ast::{
    self, CallExpr, CancelArm, ExprKind as Written, Ident, Statement, StatementKind,
};
use crate::text::FileSpan;

use super::block::Arms;
use super::clause::{Clauses, Takes};
use super::errors;
use super::state::CommandCheck;

/// A statement as written, with the `let` around it.
#[derive(Clone, Copy)]
pub(super) struct Site<'s> {
    pub(super) written: &'s Statement,
    /// The name of `let`.
    pub(super) result: Option<&'s Ident>,
}

/// What a call at the place of a task means.
enum Callee<'e, 'a> {
    Plugin(&'e Ident),
    /// `aws.…` or `action.…`.
    Runbook(&'static str),
    /// A module, role or handler, declared or of the standard library.
    Task(Definition<'a>),
    /// A name of which it was said that it means nothing.
    Reported,
    Value,
}

impl<'a> CommandCheck<'_, 'a> {
    pub(super) fn statements(&mut self, statements: &[Statement]) {
        statements.iter().for_each(|statement| self.statement(statement));
    }

    pub(super) fn statement(&mut self, written: &Statement) {
        match &written.kind {
            StatementKind::Let { name, value } => {
                self.let_value(Site { written, result: Some(name) }, value);
            }
            StatementKind::LetStatement { name, value } => {
                self.dispatch(Site { written, result: Some(name) }, value);
            }
            kind => self.dispatch(Site { written, result: None }, kind),
        }
    }

    fn dispatch(&mut self, site: Site<'_>, kind: &StatementKind) {
        match kind {
            StatementKind::Expr(value) => self.call_statement(site, value),
            StatementKind::Script(script) => self.script(site, script),
            StatementKind::Reboot => self.reboot(site),
            StatementKind::For { variable, list, body } => self.unroll(variable, list, body),
            StatementKind::If { arms, otherwise } => self.branch(arms, otherwise.as_ref()),
            StatementKind::FlushHandlers => self.flush_handlers(site),
            StatementKind::Block { body, rescue, always, cancel } => {
                let site = self.unnamed(site);
                let arms = Arms { body, rescue: rescue.as_ref(), always: always.as_ref() };
                self.block(site, arms, cancel.as_ref().map(CancelArm::span));
            }
            StatementKind::Let { value, .. } => self.let_value(site, value),
            StatementKind::LetStatement { value, .. } => self.dispatch(site, value),
            StatementKind::Error => {}
            other => {
                let (word, help) = elsewhere(other);
                let at = self.cx.at(site.written.span);
                self.cx.report(errors::not_in_commands(at, word, help));
            }
        }
    }

    /// The same without the name, which a block cannot have.
    fn unnamed<'s>(&mut self, site: Site<'s>) -> Site<'s> {
        if let Some(name) = site.result {
            let at = self.cx.at(name.span);
            self.cx.report(crate::check::errors::block_result(at, &name.text));
            self.result_of_error(site);
        }
        Site { result: None, ..site }
    }

    fn let_value(&mut self, site: Site<'_>, value: &ast::Expr) {
        if let Written::Call(call) = &value.kind
            && !matches!(self.callee(call), Callee::Value)
        {
            return self.call_statement(site, value);
        }
        let checked = self.cx.expression(value);
        if let Some(name) = site.result {
            self.bind(name, BindingKind::Local, checked);
        }
        self.clauses(site, Takes::Nothing);
    }

    fn call_statement(&mut self, site: Site<'_>, value: &ast::Expr) {
        let at = self.cx.at(value.span);
        let Written::Call(call) = &value.kind else {
            // Reports what is wrong with it, if anything is; else it does nothing.
            if !self.cx.expression(value).is_error() {
                self.cx.report(errors::not_a_task(at));
            }
            return;
        };
        match self.callee(call) {
            Callee::Plugin(name) => self.plugin(site, name, call),
            Callee::Runbook(space) => {
                let word = format!("`{space}.…`");
                let help = "put it into a runbook, and `run` this command from there";
                self.cx.report(errors::not_in_commands(at, &word, help));
            }
            Callee::Task(definition) => self.task_call(site, definition, call),
            Callee::Reported => {
                // What it uses and notifies is used and notified all the same.
                for argument in &call.arguments {
                    self.cx.expression(&argument.value);
                }
                self.clauses(site, Takes::Module);
                self.result_of_error(site);
            }
            Callee::Value => {
                if !self.cx.expression(value).is_error() {
                    self.cx.report(errors::not_a_task(at));
                }
            }
        }
    }

    fn callee<'e>(&mut self, call: &'e CallExpr) -> Callee<'e, 'a> {
        match &call.callee.kind {
            Written::Member { base, member } => match &base.kind {
                Written::Name(space) if self.is_free(&space.text) => match space.text.as_str() {
                    "plugin" => Callee::Plugin(member),
                    "action" => Callee::Runbook("action"),
                    "std" => self.standard(member),
                    other => self.of_project(other, member),
                },
                Written::Member { base, .. } => match &base.kind {
                    Written::Name(space) if space.text == "aws" && self.is_free("aws") => {
                        Callee::Runbook("aws")
                    }
                    _ => Callee::Value,
                },
                _ => Callee::Value,
            },
            Written::Name(name) => self.declared(name),
            _ => Callee::Value,
        }
    }

    /// What a name means that stands alone before parentheses.
    fn declared(&mut self, name: &Ident) -> Callee<'static, 'a> {
        if self.cx.scopes.find(&name.text).is_some() {
            return Callee::Value;
        }
        let index = self.cx.context.index;
        match index.lookup(self.cx.file, &name.text) {
            Some(definition) if is_task(definition) => Callee::Task(*definition),
            Some(_) => Callee::Value,
            None if index.was_reported(self.cx.file, &name.text) => Callee::Reported,
            None if crate::stdlib::task_names().any(|known| known == name.text) => {
                let at = self.cx.at(name.span);
                self.cx.report(errors::standard_without_use(at, &name.text));
                Callee::Reported
            }
            None => Callee::Value,
        }
    }

    /// `PROJECT.NAME` of a dependency, without a `use`.
    fn of_project(&mut self, project: &str, name: &Ident) -> Callee<'static, 'a> {
        let found = self.cx.context.index.lookup_in(self.cx.file, project, &name.text);
        let task = found.filter(|definition| is_task(definition)).copied();
        task.map_or(Callee::Value, Callee::Task)
    }

    /// `std.NAME`, without a `use`.
    fn standard(&mut self, name: &Ident) -> Callee<'static, 'a> {
        let found = self.cx.context.index.lookup_in(self.cx.file, "std", &name.text);
        match found {
            Some(definition) if is_task(definition) => Callee::Task(*definition),
            _ => {
                let at = self.cx.at(name.span);
                self.cx.report(errors::unknown_standard(at, &name.text));
                Callee::Reported
            }
        }
    }

    /// Whether a predeclared name has not been given another meaning.
    fn is_free(&mut self, name: &str) -> bool {
        self.cx.scopes.find(name).is_none()
            && self.cx.context.index.lookup(self.cx.file, name).is_none()
    }

    /// Puts a task behind the others.
    pub(super) fn push(
        &mut self,
        site: Site<'_>,
        kind: TaskKind,
        fallback: &str,
        clauses: Clauses,
    ) {
        let name = self.step_name(site.written.step_name.as_ref(), site.result);
        let at = self.cx.at(site.written.span);
        let id = self.next_task();
        let is_taken = self.is_taken(&clauses.tags) || matches!(kind, TaskKind::Block(_));
        // What the build knows to be false, or does not ask for, is checked and left out.
        let when = self.whole_condition(clauses.when, at).filter(|_| is_taken);
        if let Some(name) = site.result {
            match &when {
                Some(_) => self.bind_result(name, id),
                None => self.bind_nothing_done(name),
            }
        }
        let Some(when) = when else { return };
        let title = self.title(&kind, name.as_ref());
        self.tasks.push(Task {
            id,
            kind,
            title,
            role: self.roles.outermost(),
            notify: clauses.notify,
            name,
            fallback_name: self.with_suffixes(fallback),
            description: clauses
                .description
                .or_else(|| site.written.docs.as_ref().map(|docs| docs.text.clone())),
            when: when.0,
            timeout_seconds: clauses.timeout,
            attempts: clauses.attempts,
            run_as: clauses.run_as.or_else(|| self.users.last().cloned()),
            directory: clauses.directory,
            with: clauses.with,
            exit: clauses.exit,
            at,
        });
    }

    /// The task's own condition and those around it. Absent where one is known to be false.
    fn whole_condition(&self, own: Option<Expr>, at: FileSpan) -> Option<When> {
        use crate::hir::Value;
        let mut rest: Vec<Expr> = Vec::new();
        for condition in self.conditions.iter().cloned().chain(own) {
            match condition.as_const() {
                Some(Value::Bool(true)) => {}
                Some(Value::Bool(false)) => return None,
                _ => rest.push(condition),
            }
        }
        let only = if rest.len() > 1 {
            let stage = rest.iter().map(|part| part.stage).max().unwrap_or(Stage::Run);
            let at = rest.last().map_or(at, |last| last.at);
            let kind = ExprKind::Op { op: Op::And, operands: rest };
            Some(Expr { kind, ty: Ty::Bool, stage, at })
        } else {
            rest.pop()
        };
        Some(When(only))
    }

    fn reboot(&mut self, site: Site<'_>) {
        let clauses = self.clauses(site, Takes::Reboot);
        self.push(site, TaskKind::Reboot, "reboot", clauses);
    }
}

/// What of a condition is left for the run.
struct When(Option<Expr>);

/// Whether a definition can stand as a task.
fn is_task(definition: &Definition<'_>) -> bool {
    use ast::DeclarationKind as Kind;
    match &definition.item.kind {
        ast::ItemKind::Declaration(item) => {
            matches!(item.header.kind, Kind::Module | Kind::Role | Kind::Handler)
        }
        _ => false,
    }
}

/// A statement's word, and where what it does belongs.
fn elsewhere(kind: &StatementKind) -> (&'static str, &'static str) {
    const RUNBOOK: &str = "put it into a runbook, and `run` this command from there";
    const SCRIPT: &str = "do it inside a script";
    match kind {
        StatementKind::Run(_) => ("`run`", RUNBOOK),
        StatementKind::Call(_) => ("`call`", RUNBOOK),
        StatementKind::Invoke(_) => ("`invoke`", RUNBOOK),
        StatementKind::Play { .. } => ("`play`", RUNBOOK),
        StatementKind::Approve(_) => ("`approve`", RUNBOOK),
        StatementKind::Pause => ("`pause`", RUNBOOK),
        StatementKind::WaitUntil(_) => ("`wait until`", RUNBOOK),
        StatementKind::Assert(_) => ("`assert`", RUNBOOK),
        StatementKind::Output { .. } => ("`output`", RUNBOOK),
        StatementKind::LetOutput { .. } => ("an output of a step", RUNBOOK),
        StatementKind::Goto(_) => ("`goto`", RUNBOOK),
        StatementKind::Sleep(_) | StatementKind::SleepUntil(_) => ("`sleep`", SCRIPT),
        StatementKind::Repeat { .. } => ("`repeat`", SCRIPT),
        StatementKind::Fail(_) => ("`fail`", "write `exit 1` inside a script"),
        StatementKind::Exit => ("`exit`", "end a task with `on success exit`"),
        StatementKind::Match { .. } => ("`match`", "write `when` behind each task"),
        StatementKind::Var { .. } | StatementKind::Assign { .. } => {
            ("a variable", "compute it inside a script, or name a constant with `let`")
        }
        StatementKind::Break => ("`break`", "a `for` of a command is unrolled: remove it"),
        StatementKind::Continue => ("`continue`", "a `for` of a command is unrolled: remove it"),
        StatementKind::Mock { .. } | StatementKind::Expect(_) => {
            ("a statement of tests", "move it into a `test`")
        }
        StatementKind::Let { .. }
        | StatementKind::LetStatement { .. }
        | StatementKind::Expr(_)
        | StatementKind::Script(_)
        | StatementKind::If { .. }
        | StatementKind::For { .. }
        | StatementKind::Block { .. }
        | StatementKind::FlushHandlers
        | StatementKind::Reboot
        | StatementKind::Error => ("this statement", RUNBOOK),
    }
}
