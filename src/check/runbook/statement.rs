//! Bodies and statements: which family a statement belongs to.

use crate::check::BindingKind;
use crate::check::errors::{block_result, not_compiled_yet};
use crate::hir::{Block, Clauses, Expr, Statement, StatementKind};
use crate::syntax::ast;
use crate::text::FileSpan;

use super::clauses::NO_CLAUSES;
use super::errors;
use super::state::RunbookCheck;

/// A statement as written, with the `let` around it.
#[derive(Clone, Copy)]
pub(super) struct Site<'s> {
    pub(super) written: &'s ast::Statement,
    /// The name of `let`.
    pub(super) result: Option<&'s ast::Ident>,
}

/// Where the steps of a body go.
pub(super) type Into<'i> = &'i mut Vec<Statement>;

impl RunbookCheck<'_> {
    /// The statements of a body.
    pub(super) fn block(&mut self, written: &ast::Block) -> Block {
        let at = self.cx.at(written.span);
        let frame = self.body_frame(&written.statements);
        let mut statements = Vec::new();
        self.inside(frame, |check| {
            written.statements.iter().for_each(|one| check.statement(one, &mut statements));
        });
        Block { statements, at }
    }

    /// A statement of a body.
    pub(super) fn statement(&mut self, written: &ast::Statement, into: Into<'_>) {
        match &written.kind {
            ast::StatementKind::Let { name, value } => {
                self.let_value(&Site { written, result: Some(name) }, value, into);
            }
            ast::StatementKind::LetStatement { name, value } => {
                self.dispatch(&Site { written, result: Some(name) }, value, into);
            }
            kind => self.dispatch(&Site { written, result: None }, kind, into),
        }
    }

    fn dispatch(&mut self, site: &Site<'_>, kind: &ast::StatementKind, into: Into<'_>) {
        use ast::StatementKind as Kind;
        match kind {
            Kind::Let { value, .. } => self.let_value(site, value, into),
            Kind::LetStatement { value, .. } => self.dispatch(site, value, into),
            Kind::LetOutput { step, name, value } => self.named_output(site, (step, name), value),
            Kind::Var { name, ty, value } => {
                self.variable(site, name, (ty.as_ref(), value.as_ref()), into);
            }
            Kind::Expr(expr) => self.call_statement(site, expr, into),
            Kind::Assign { name, value } => self.assign(site, name, value, into),
            Kind::Run(call) => self.run(site, call, into),
            Kind::Call(call) => self.call(site, call, into),
            Kind::Invoke(call) => self.invoke(site, call, into),
            Kind::Script(script) => self.script(site, script, into),
            Kind::If { arms, otherwise } => self.branch(site, arms, otherwise.as_ref(), into),
            Kind::Match { subject, arms } => self.cases(site, subject, arms, into),
            Kind::For { variable, list, body } => self.for_each(site, (variable, list, body), into),
            Kind::Repeat { body, until, max } => {
                self.repeat(site, (body, until, max.as_ref()), into);
            }
            Kind::Block { body, rescue, always, cancel } => {
                let arms = (rescue.as_ref(), always.as_ref(), cancel.as_ref());
                let site = self.unnamed(site);
                self.protect(&site, body, arms, into);
            }
            Kind::Break => self.leave_loop(site, "break", StatementKind::Break, into),
            Kind::Continue => self.leave_loop(site, "continue", StatementKind::Continue, into),
            Kind::Exit => self.exit(site, into),
            Kind::Fail(message) => self.fail(site, message.as_ref(), into),
            Kind::Goto(target) => self.goto(site, target, into),
            Kind::Sleep(time) => self.sleep(site, time, into),
            Kind::SleepUntil(time) => self.sleep_until(site, time, into),
            Kind::Pause => self.pause(site, into),
            Kind::Approve(arguments) => self.approve(site, arguments, into),
            Kind::WaitUntil(condition) => self.wait_until(site, condition, into),
            Kind::Assert(condition) => self.assert(site, condition, into),
            Kind::Output { name, value } => self.output(site, name.as_ref(), value),
            Kind::Play { targets, body } => self.play(site, targets, body, into),
            Kind::FlushHandlers => self.elsewhere(site, "flush handlers", COMMANDS),
            Kind::Reboot => self.elsewhere(site, "reboot", COMMANDS),
            Kind::Mock { .. } => self.elsewhere(site, "mock", TESTS),
            Kind::Expect(_) => self.elsewhere(site, "expect", TESTS),
            Kind::Error => {}
        }
    }

    /// The same without the name, which a block cannot have.
    fn unnamed<'s>(&mut self, site: &Site<'s>) -> Site<'s> {
        if let Some(name) = site.result {
            let at = self.cx.at(name.span);
            self.cx.report(block_result(at, &name.text));
            self.bind(name, BindingKind::Local, Expr::error(at));
        }
        Site { result: None, ..*site }
    }

    fn elsewhere(&mut self, site: &Site<'_>, word: &str, place: (&str, &str)) {
        let at = self.cx.at(site.written.span);
        self.cx.report(errors::not_in_runbooks(at, word, place));
    }

    /// Refuses a construct that is not compiled yet.
    pub(super) fn refuse_yet(&mut self, at: FileSpan, what: &str, instead: &str) {
        self.cx.report(not_compiled_yet(at, what, instead));
    }

    /// A statement that is no step.
    pub(super) fn put_plain(&mut self, site: &Site<'_>, kind: StatementKind, into: Into<'_>) {
        let clauses = self.clauses(site, NO_CLAUSES);
        self.put(site, kind, clauses, into);
    }

    /// Puts a statement into the body, under the name that the source gives it.
    pub(super) fn put(
        &mut self,
        site: &Site<'_>,
        kind: StatementKind,
        mut clauses: Clauses,
        into: Into<'_>,
    ) {
        let name = self.step_name(site);
        let documented = || site.written.docs.as_ref().map(|docs| docs.text.clone());
        let description = clauses.description.take().or_else(documented);
        let at = self.cx.at(site.written.span);
        let ends = clauses.ends;
        into.push(Statement { kind, name, description, clauses, at });
        if let Some(at) = ends {
            let kind = match self.loop_around() {
                Some(_) => StatementKind::Continue,
                None => StatementKind::Exit,
            };
            let clauses = Clauses::default();
            into.push(Statement { kind, name: None, description: None, clauses, at });
        }
    }
}

const COMMANDS: (&str, &str) =
    ("commands, roles and plays", "put it into a command, and `run` that on nodes");
const TESTS: (&str, &str) = ("tests", "move it into a `test`");
