//! Statements as source.

use super::Printer;
use super::levels::{POSTFIX, RANGE, WHOLE};
use crate::syntax::ast::{
    Block, CancelArm, DocumentCall, DocumentName, Expr, ExprKind, MatchArm, MockResult, Statement,
    StatementKind,
};

impl Printer {
    pub(super) fn block(&mut self, block: &Block) {
        self.braces(|printer| block.statements.iter().for_each(|one| printer.statement(one)));
    }

    /// A statement on lines of its own.
    pub(super) fn statement(&mut self, statement: &Statement) {
        self.remarks_on(statement.span);
        self.docs(statement.docs.as_ref(), "///");
        self.indent();
        if let Some(name) = &statement.step_name {
            self.put("step ");
            self.name(name);
            self.put(": ");
        }
        self.statement_kind(&statement.kind);
        self.clauses(&statement.clauses);
        self.put("\n");
    }

    fn statement_kind(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Let { name, value } => {
                self.put("let ");
                self.named_value(name, value);
            }
            StatementKind::LetStatement { name, value } => {
                self.put("let ");
                self.name(name);
                self.put(" = ");
                self.statement_kind(value);
            }
            StatementKind::LetOutput { step, name, value } => {
                self.put("let ");
                self.name(step);
                self.put(".");
                self.any_name(name);
                self.put(" = ");
                self.expr(value, WHOLE);
            }
            StatementKind::Assign { name, value } => self.named_value(name, value),
            StatementKind::Var { name, ty, value } => {
                self.put("var ");
                self.name(name);
                if let Some(ty) = ty {
                    self.put(": ");
                    self.type_expr(ty);
                }
                if let Some(value) = value {
                    self.put(" = ");
                    self.expr(value, WHOLE);
                }
            }
            StatementKind::Expr(value) => self.expr(value, WHOLE),
            StatementKind::Run(call) => self.verb("run ", call),
            StatementKind::Call(call) => self.verb("call ", call),
            StatementKind::Invoke(call) => self.verb("invoke ", call),
            StatementKind::Script(script) => self.script(script),
            StatementKind::Approve(arguments) => {
                self.put("approve");
                self.arguments(arguments);
            }
            StatementKind::Mock { subject, result } => self.mock(subject, result),
            StatementKind::If { .. }
            | StatementKind::Match { .. }
            | StatementKind::For { .. }
            | StatementKind::Repeat { .. }
            | StatementKind::Block { .. }
            | StatementKind::Play { .. } => self.flow(kind),
            _ => self.simple(kind),
        }
    }

    pub(super) fn named_value(&mut self, name: &crate::syntax::ast::Ident, value: &Expr) {
        self.name(name);
        self.put(" = ");
        self.expr(value, WHOLE);
    }

    /// Statements of words and at most one expression.
    fn simple(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Break => self.put("break"),
            StatementKind::Continue => self.put("continue"),
            StatementKind::Exit => self.put("exit"),
            StatementKind::Pause => self.put("pause"),
            StatementKind::Reboot => self.put("reboot"),
            StatementKind::FlushHandlers => self.put("flush handlers"),
            StatementKind::Fail(None) => self.put("fail"),
            StatementKind::Fail(Some(reason)) => {
                self.put("fail ");
                let is_string = matches!(reason.kind, ExprKind::String { .. });
                self.expr(reason, if is_string { WHOLE } else { POSTFIX + 1 });
            }
            StatementKind::Goto(step) => {
                self.put("goto ");
                self.name(step);
            }
            StatementKind::Sleep(value) => self.worded("sleep", value),
            StatementKind::SleepUntil(value) => self.worded("sleep until", value),
            StatementKind::WaitUntil(value) => self.worded("wait until", value),
            StatementKind::Assert(value) => self.worded("assert", value),
            StatementKind::Expect(value) => self.worded("expect", value),
            StatementKind::Output { name: None, value } => self.worded("output", value),
            StatementKind::Output { name: Some(name), value } => {
                self.put("output ");
                self.named_value(name, value);
            }
            _ => {}
        }
    }

    fn flow(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::If { arms, otherwise } => {
                for (index, arm) in arms.iter().enumerate() {
                    self.put(if index == 0 { "if " } else { " else if " });
                    self.expr(&arm.condition, WHOLE);
                    self.put(" ");
                    self.block(&arm.body);
                }
                self.arm(" else ", otherwise.as_ref());
            }
            StatementKind::Match { subject, arms } => {
                self.worded("match", subject);
                self.put(" ");
                self.braces(|printer| arms.iter().for_each(|arm| printer.match_arm(arm)));
            }
            StatementKind::For { variable, list, body } => {
                self.put("for ");
                self.name(variable);
                self.put(" in ");
                self.expr(list, WHOLE);
                self.put(" ");
                self.block(body);
            }
            StatementKind::Repeat { body, until, max } => {
                self.put("repeat ");
                self.block(body);
                self.put(" ");
                self.worded("until", until);
                if let Some(max) = max {
                    self.put(" ");
                    self.worded("max", max);
                }
            }
            StatementKind::Block { body, rescue, always, cancel } => {
                self.put("block ");
                self.block(body);
                let [rescue_word, always_word] = match cancel {
                    Some(CancelArm::Rescue(_)) => [" rescue and cancel ", " always "],
                    Some(CancelArm::Always(_)) => [" rescue ", " always and cancel "],
                    Some(CancelArm::Own(_)) | None => [" rescue ", " always "],
                };
                self.arm(rescue_word, rescue.as_ref());
                self.arm(always_word, always.as_ref());
                self.arm(" cancel ", cancel.as_ref().and_then(CancelArm::block));
            }
            StatementKind::Play { targets, body } => {
                self.worded("play on", targets);
                self.put(" ");
                self.block(body);
            }
            _ => {}
        }
    }

    fn arm(&mut self, word: &str, block: Option<&Block>) {
        if let Some(block) = block {
            self.put(word);
            self.block(block);
        }
    }

    fn match_arm(&mut self, arm: &MatchArm) {
        self.indent();
        if arm.patterns.is_empty() {
            self.put("else");
        }
        for (index, pattern) in arm.patterns.iter().enumerate() {
            if index > 0 {
                self.put(" | ");
            }
            self.expr(pattern, RANGE);
        }
        self.put(" => ");
        self.block(&arm.body);
        self.put("\n");
    }

    fn mock(&mut self, subject: &StatementKind, result: &MockResult) {
        self.put("mock ");
        match subject {
            StatementKind::Expr(path) => self.expr(path, POSTFIX),
            call => self.statement_kind(call),
        }
        self.put(" => ");
        match result {
            MockResult::Fail => self.put("fail"),
            MockResult::Value(value) => self.expr(value, WHOLE),
        }
    }

    fn verb(&mut self, verb: &str, call: &DocumentCall) {
        self.put(verb);
        self.document_call(call);
    }

    pub(super) fn document_call(&mut self, call: &DocumentCall) {
        match &call.document {
            DocumentName::Expr(value) => self.expr(value, POSTFIX),
            DocumentName::String { text, .. } => self.put(&super::strings::quoted(text)),
        }
        self.arguments(&call.arguments);
    }
}

/// Whether a statement holds others.
pub(super) fn has_blocks(kind: &StatementKind) -> bool {
    matches!(
        kind,
        StatementKind::If { .. }
            | StatementKind::Match { .. }
            | StatementKind::For { .. }
            | StatementKind::Repeat { .. }
            | StatementKind::Block { .. }
            | StatementKind::Play { .. }
            | StatementKind::Script(_)
            | StatementKind::LetStatement { .. }
    )
}
