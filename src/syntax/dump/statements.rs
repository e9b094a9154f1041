//! Statements and clauses as text.

use super::expressions::{argument, expr, script};
use super::types::type_expr;
use super::{Dump, list, name};
use crate::syntax::ast::{
    Block, CancelArm, CancelTarget, Clause, ClauseKind, DocumentCall, DocumentName, FailureTarget,
    MatchArm, MockResult, Statement, StatementKind,
};

impl Dump {
    pub(super) fn block(&mut self, head: &str, block: &Block) {
        self.line(head);
        self.nested(|dump| {
            for statement in &block.statements {
                dump.statement(statement);
            }
        });
    }

    pub(super) fn statement(&mut self, statement: &Statement) {
        self.docs(statement.docs.as_ref());
        let label = statement.step_name.as_ref().map(|step| format!("{}: ", name(step)));
        self.statement_kind(&label.unwrap_or_default(), &statement.kind);
        self.nested(|dump| dump.clauses(&statement.clauses));
    }

    pub(super) fn clauses(&mut self, clauses: &[Clause]) {
        for clause in clauses {
            self.line(&format!("^{}", self::clause(clause)));
        }
    }

    fn statement_kind(&mut self, label: &str, kind: &StatementKind) {
        if let Some(text) = simple(kind) {
            return self.line(&format!("{label}{text}"));
        }
        match kind {
            StatementKind::LetStatement { name: ident, value } => {
                self.statement_kind(&format!("{label}let {} = ", name(ident)), value);
            }
            StatementKind::Mock { subject, result } => {
                let answer = match result {
                    MockResult::Fail => "fail".to_owned(),
                    MockResult::Value(value) => expr(value),
                };
                self.statement_kind(&format!("{label}mock {answer} for "), subject);
            }
            StatementKind::If { arms, otherwise } => {
                self.line(&format!("{label}if"));
                self.nested(|dump| {
                    for arm in arms {
                        dump.block(&expr(&arm.condition), &arm.body);
                    }
                    dump.optional_block("else", otherwise.as_ref());
                });
            }
            StatementKind::Match { subject, arms } => {
                self.line(&format!("{label}match {}", expr(subject)));
                self.nested(|dump| arms.iter().for_each(|arm| dump.match_arm(arm)));
            }
            StatementKind::For { variable, list, body } => {
                self.block(&format!("{label}for {} in {}", name(variable), expr(list)), body);
            }
            StatementKind::Repeat { body, until, max } => {
                let max = max.as_ref().map_or("none".to_owned(), expr);
                self.block(&format!("{label}repeat until {} max {max}", expr(until)), body);
            }
            StatementKind::Block { body, rescue, always, cancel } => {
                self.block(&format!("{label}block"), body);
                let [rescue_word, always_word] = words_of(cancel.as_ref());
                self.optional_block(rescue_word, rescue.as_ref());
                self.optional_block(always_word, always.as_ref());
                self.optional_block("cancel", cancel.as_ref().and_then(CancelArm::block));
            }
            StatementKind::Play { targets, body } => {
                self.block(&format!("{label}play on {}", expr(targets)), body);
            }
            // What stands on one line is written by `simple`.
            _ => self.line("ERROR"),
        }
    }

    fn optional_block(&mut self, head: &str, block: Option<&Block>) {
        if let Some(block) = block {
            self.block(head, block);
        }
    }

    fn match_arm(&mut self, arm: &MatchArm) {
        let patterns: Vec<String> = arm.patterns.iter().map(expr).collect();
        let head = if patterns.is_empty() { "else".to_owned() } else { patterns.join(" | ") };
        self.block(&head, &arm.body);
    }
}

/// A statement that stands on one line.
fn simple(kind: &StatementKind) -> Option<String> {
    Some(match kind {
        StatementKind::Let { name: ident, value } => {
            format!("let {} = {}", name(ident), expr(value))
        }
        StatementKind::LetOutput { step, name: ident, value } => {
            format!("let {}.{} = {}", name(step), name(ident), expr(value))
        }
        StatementKind::Var { name: ident, ty, value } => {
            let ty = ty.as_ref().map(|ty| format!(": {}", type_expr(ty))).unwrap_or_default();
            let value = value.as_ref().map(|value| format!(" = {}", expr(value)));
            format!("var {}{ty}{}", name(ident), value.unwrap_or_default())
        }
        StatementKind::Expr(value) => expr(value),
        StatementKind::Assign { name: ident, value } => {
            format!("{} = {}", name(ident), expr(value))
        }
        StatementKind::Run(call) => document_call("run", call),
        StatementKind::Call(call) => document_call("call-document", call),
        StatementKind::Invoke(call) => document_call("invoke", call),
        StatementKind::Script(value) => script(value),
        StatementKind::Break => "break".to_owned(),
        StatementKind::Continue => "continue".to_owned(),
        StatementKind::Exit => "exit".to_owned(),
        StatementKind::Pause => "pause".to_owned(),
        StatementKind::Reboot => "reboot".to_owned(),
        StatementKind::FlushHandlers => "flush-handlers".to_owned(),
        StatementKind::Fail(reason) => list("fail", reason.iter().map(expr)),
        StatementKind::Goto(ident) => list("goto", [name(ident)]),
        StatementKind::Sleep(value) => list("sleep", [expr(value)]),
        StatementKind::SleepUntil(value) => list("sleep-until", [expr(value)]),
        StatementKind::Approve(arguments) => list("approve", arguments.iter().map(argument)),
        StatementKind::WaitUntil(value) => list("wait-until", [expr(value)]),
        StatementKind::Assert(value) => list("assert", [expr(value)]),
        StatementKind::Expect(value) => list("expect", [expr(value)]),
        StatementKind::Output { name: None, value } => list("output", [expr(value)]),
        StatementKind::Output { name: Some(ident), value } => {
            list("output", [format!("{} =", name(ident)), expr(value)])
        }
        StatementKind::Error => "ERROR".to_owned(),
        StatementKind::LetStatement { .. }
        | StatementKind::Mock { .. }
        | StatementKind::If { .. }
        | StatementKind::Match { .. }
        | StatementKind::For { .. }
        | StatementKind::Repeat { .. }
        | StatementKind::Block { .. }
        | StatementKind::Play { .. } => return None,
    })
}

pub(super) fn document_call(verb: &str, call: &DocumentCall) -> String {
    let document = match &call.document {
        DocumentName::Expr(value) => expr(value),
        DocumentName::String { text, .. } => format!("{text:?}"),
    };
    list(verb, std::iter::once(document).chain(call.arguments.iter().map(argument)))
}

fn clause(clause: &Clause) -> String {
    match &clause.kind {
        ClauseKind::Timeout(value) => list("timeout", [expr(value)]),
        ClauseKind::Attempts(value) => list("attempts", [expr(value)]),
        ClauseKind::When(value) => list("when", [expr(value)]),
        ClauseKind::Notify(ident) => list("notify", [name(ident)]),
        ClauseKind::Become(value) => list("become", [expr(value)]),
        ClauseKind::Dir(value) => list("dir", [expr(value)]),
        ClauseKind::OnFailure(target) => list("on-failure", [failure_target(target)]),
        ClauseKind::OnCancel(CancelTarget::Abort) => list("on-cancel", ["abort"]),
        ClauseKind::OnCancel(CancelTarget::Goto(ident)) => {
            list("on-cancel", ["goto", &name(ident)])
        }
        ClauseKind::OnSuccessExit => "(on-success exit)".to_owned(),
        ClauseKind::Finally => "(finally)".to_owned(),
        ClauseKind::Ends => "(ends)".to_owned(),
        ClauseKind::Critical => "(critical)".to_owned(),
        ClauseKind::Noncritical => "(noncritical)".to_owned(),
        ClauseKind::Handler(value) => list("handler", [expr(value)]),
        ClauseKind::Description(value) => list("description", [expr(value)]),
        ClauseKind::With(value) => list("with", [expr(value)]),
        ClauseKind::On(value) => list("on", [expr(value)]),
        ClauseKind::Unless(value) => list("unless", [expr(value)]),
        ClauseKind::Creates(value) => list("creates", [expr(value)]),
        ClauseKind::Tags(value) => list("tags", [expr(value)]),
    }
}

fn failure_target(target: &FailureTarget) -> String {
    match target {
        FailureTarget::Abort => "abort".to_owned(),
        FailureTarget::Continue => "continue".to_owned(),
        FailureTarget::Succeed => "succeed".to_owned(),
        FailureTarget::Goto(ident) => format!("goto {}", name(ident)),
    }
}

/// How `rescue` and `always` are called where one of them runs on cancel, too.
fn words_of(cancel: Option<&CancelArm>) -> [&'static str; 2] {
    match cancel {
        Some(CancelArm::Rescue(_)) => ["rescue-and-cancel", "always"],
        Some(CancelArm::Always(_)) => ["rescue", "always-and-cancel"],
        Some(CancelArm::Own(_)) | None => ["rescue", "always"],
    }
}
