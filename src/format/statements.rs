//! Statements with their clauses: on one line where they fit, else each clause on its own.

use super::Formatter;
use super::paper::Flat;
use super::writer::BlankLine;
use crate::syntax::ast::{
    CancelTarget, Clause, ClauseKind, DocumentCall, Expr, ExprKind, FailureTarget, Ident,
    MockResult, Script, ScriptSource, Statement, StatementKind,
};

impl Formatter<'_> {
    pub(super) fn statement(&mut self, statement: &Statement) {
        if let Some(name) = &statement.step_name {
            self.word("step");
            self.name(name);
            self.word(":");
        }
        self.statement_kind(&statement.kind);
        let script = script_of(&statement.kind);
        let has_result = script.is_some_and(|it| it.result.is_some())
            && self.writer.cursor.ahead().starts_with("->");
        if statement.clauses.is_empty() && !has_result {
            return;
        }
        if ends_with_chain(&statement.kind) {
            self.writer.begin_like_last();
        } else {
            self.writer.begin();
        }
        self.clause_lines(&statement.clauses, script);
        self.writer.end();
    }

    /// The clauses of what is no statement.
    pub(super) fn clauses(&mut self, clauses: &[Clause]) {
        if !clauses.is_empty() {
            self.writer.begin();
            self.clause_lines(clauses, None);
            self.writer.end();
        }
    }

    fn clause_lines(&mut self, clauses: &[Clause], script: Option<&Script>) {
        self.writer.indent();
        self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
        self.writer.begin();
        let mut is_first = true;
        for clause in clauses {
            is_first = self.late_result(script, is_first);
            self.next_clause(is_first);
            self.clause(clause);
            is_first = false;
        }
        self.late_result(script, is_first);
        self.writer.end();
        self.writer.dedent();
    }

    /// `-> TYPE` among the clauses. Gives whether no clause was written yet.
    fn late_result(&mut self, script: Option<&Script>, is_first: bool) -> bool {
        let Some(script) = script.filter(|script| script.result.is_some()) else { return is_first };
        if !self.writer.cursor.ahead().starts_with("->") {
            return is_first;
        }
        self.next_clause(is_first);
        self.script_result(script);
        false
    }

    fn next_clause(&mut self, is_first: bool) {
        if !is_first {
            self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
        }
    }

    fn statement_kind(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Let { .. }
            | StatementKind::LetStatement { .. }
            | StatementKind::LetOutput { .. }
            | StatementKind::Assign { .. }
            | StatementKind::Var { .. } => self.naming(kind),
            StatementKind::Expr(value) => self.expr(value),
            StatementKind::Run(call) => self.verb("run", call),
            StatementKind::Call(call) => self.verb("call", call),
            StatementKind::Invoke(call) => self.verb("invoke", call),
            StatementKind::Script(script) => match script.source {
                ScriptSource::Inline { .. } => self.script(script),
                // Its result stands among the clauses.
                ScriptSource::Expr(_) => self.script_without_result(script),
            },
            StatementKind::Approve(arguments) => {
                self.writer.token("approve");
                self.argument_list(arguments);
            }
            StatementKind::Mock { subject, result } => {
                self.word("mock");
                self.statement_kind(subject);
                self.writer.blank();
                self.word("=>");
                match result {
                    MockResult::Value(value) => self.expr(value),
                    MockResult::Fail => self.writer.token("fail"),
                }
            }
            StatementKind::If { .. }
            | StatementKind::Match { .. }
            | StatementKind::For { .. }
            | StatementKind::Repeat { .. }
            | StatementKind::Block { .. }
            | StatementKind::Play { .. } => self.flow(kind),
            StatementKind::Break
            | StatementKind::Continue
            | StatementKind::Exit
            | StatementKind::Pause
            | StatementKind::Reboot
            | StatementKind::FlushHandlers
            | StatementKind::Fail(_)
            | StatementKind::Goto(_)
            | StatementKind::Sleep(_)
            | StatementKind::SleepUntil(_)
            | StatementKind::WaitUntil(_)
            | StatementKind::Assert(_)
            | StatementKind::Expect(_)
            | StatementKind::Output { .. } => self.simple(kind),
            StatementKind::Error => self.writer.lose(),
        }
    }

    /// Statements that give a name to a value.
    fn naming(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Let { name, value } => {
                self.word("let");
                self.typed(name, None, Some(value));
            }
            StatementKind::LetStatement { name, value } => {
                self.word("let");
                self.name(name);
                self.writer.blank();
                self.word("=");
                self.statement_kind(value);
            }
            StatementKind::LetOutput { step, name, value } => {
                self.word("let");
                self.name(step);
                self.writer.token(".");
                self.typed(name, None, Some(value));
            }
            StatementKind::Assign { name, value } => self.typed(name, None, Some(value)),
            StatementKind::Var { name, ty, value } => {
                self.word("var");
                self.typed(name, ty.as_ref(), value.as_ref());
            }
            _ => self.writer.lose(),
        }
    }

    /// Statements of words and at most one expression.
    fn simple(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Break => self.writer.token("break"),
            StatementKind::Continue => self.writer.token("continue"),
            StatementKind::Exit => self.writer.token("exit"),
            StatementKind::Pause => self.writer.token("pause"),
            StatementKind::Reboot => self.writer.token("reboot"),
            StatementKind::FlushHandlers => self.words(&["flush", "handlers"]),
            StatementKind::Fail(None) => self.writer.token("fail"),
            StatementKind::Fail(Some(value)) => self.worded(&["fail"], value),
            StatementKind::Goto(step) => self.words_and_name(&["goto"], step),
            StatementKind::Sleep(value) => self.worded(&["sleep"], value),
            StatementKind::SleepUntil(value) => self.worded(&["sleep", "until"], value),
            StatementKind::WaitUntil(value) => self.condition(&["wait", "until"], value),
            StatementKind::Assert(value) => self.condition(&["assert"], value),
            StatementKind::Expect(value) => self.condition(&["expect"], value),
            StatementKind::Output { name: None, value } => self.worded(&["output"], value),
            StatementKind::Output { name: Some(name), value } => {
                self.word("output");
                self.typed(name, None, Some(value));
            }
            _ => self.writer.lose(),
        }
    }

    /// Words and a condition, which has lines of its own where it is too long for this one.
    fn condition(&mut self, words: &[&'static str], value: &Expr) {
        if !matches!(value.kind, ExprKind::Binary { .. }) {
            return self.worded(words, value);
        }
        self.words(words);
        self.writer.begin();
        self.writer.indent();
        self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
        self.flat_chain(value);
        self.writer.dedent();
        self.writer.end();
    }

    fn verb(&mut self, verb: &'static str, call: &DocumentCall) {
        self.word(verb);
        self.document_call(call);
    }

    pub(super) fn clause(&mut self, clause: &Clause) {
        match &clause.kind {
            ClauseKind::Timeout(value) => self.worded(&["timeout"], value),
            ClauseKind::Attempts(value) => self.worded(&["attempts"], value),
            ClauseKind::When(value) => self.worded(&["when"], value),
            ClauseKind::Become(value) => self.worded(&["become"], value),
            ClauseKind::Dir(value) => self.worded(&["dir"], value),
            ClauseKind::Handler(value) => self.worded(&["handler"], value),
            ClauseKind::Description(value) => self.worded(&["description"], value),
            ClauseKind::With(value) => self.worded(&["with"], value),
            ClauseKind::On(value) => self.worded(&["on"], value),
            ClauseKind::Unless(value) => self.worded(&["unless"], value),
            ClauseKind::Creates(value) => self.worded(&["creates"], value),
            ClauseKind::Tags(value) => self.worded(&["tags"], value),
            ClauseKind::Notify(name) => self.words_and_name(&["notify"], name),
            ClauseKind::OnFailure(target) => match target {
                FailureTarget::Abort => self.words(&["on", "failure", "abort"]),
                FailureTarget::Continue => self.words(&["on", "failure", "continue"]),
                FailureTarget::Succeed => self.words(&["on", "failure", "succeed"]),
                FailureTarget::Goto(step) => {
                    self.words_and_name(&["on", "failure", "goto"], step);
                }
            },
            ClauseKind::OnCancel(CancelTarget::Abort) => self.words(&["on", "cancel", "abort"]),
            ClauseKind::OnCancel(CancelTarget::Goto(step)) => {
                self.words_and_name(&["on", "cancel", "goto"], step);
            }
            ClauseKind::OnSuccessExit => self.words(&["on", "success", "exit"]),
            ClauseKind::Finally => self.writer.token("finally"),
            ClauseKind::Ends => self.writer.token("ends"),
            ClauseKind::Critical => self.writer.token("critical"),
            ClauseKind::Noncritical => self.writer.token("noncritical"),
        }
    }

    /// Words with blanks between them.
    pub(super) fn words(&mut self, words: &[&'static str]) {
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                self.writer.blank();
            }
            self.writer.token(word);
        }
    }

    fn words_and_name(&mut self, words: &[&'static str], name: &Ident) {
        self.words(words);
        self.writer.blank();
        self.name(name);
    }

    /// Words and an expression.
    pub(super) fn worded(&mut self, words: &[&'static str], value: &Expr) {
        self.words(words);
        self.writer.blank();
        self.expr(value);
    }
}

/// Whether the last thing before the clauses is a row of operators.
fn ends_with_chain(kind: &StatementKind) -> bool {
    let is_chain = |value: &Expr| matches!(value.kind, ExprKind::Binary { .. });
    match kind {
        StatementKind::Let { value, .. }
        | StatementKind::LetOutput { value, .. }
        | StatementKind::Assign { value, .. }
        | StatementKind::Output { value, .. }
        | StatementKind::WaitUntil(value)
        | StatementKind::Assert(value)
        | StatementKind::Expect(value) => is_chain(value),
        StatementKind::Var { value, .. } => value.as_ref().is_some_and(is_chain),
        _ => false,
    }
}

/// The script that a statement is.
fn script_of(kind: &StatementKind) -> Option<&Script> {
    match kind {
        StatementKind::Script(script) => Some(script),
        StatementKind::LetStatement { value, .. } => match &**value {
            StatementKind::Script(script) => Some(script),
            _ => None,
        },
        _ => None,
    }
}
