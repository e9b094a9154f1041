//! Statements.

use super::names::is_word;
use super::{Builder, Place, is_missing_close};
use crate::syntax::ast::{
    Arm, Block, Clause, ClauseKind, Docs, ExprKind, MatchArm, MockResult, Statement, StatementKind,
};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};
use crate::text::Span;

impl Builder<'_> {
    pub(super) fn statement_with_docs(&mut self, pair: Pair<'_>, docs: Option<Docs>) -> Statement {
        let span = self.span(&pair);
        let mut step_name = None;
        let mut kind = StatementKind::Error;
        let mut clauses: Vec<Clause> = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::step_label => {
                    step_name = pair.into_inner().next().map(|pair| self.new_name(&pair));
                }
                Rule::clause => match self.clause(pair.clone()) {
                    Some(clause) => clauses.push(clause),
                    None => self.late_result(pair, &mut kind),
                },
                _ => kind = self.statement_kind(pair),
            }
        }
        self.check_clauses(&clauses);
        Statement { docs, step_name, kind, clauses, span }
    }

    fn statement_kind(&mut self, pair: Pair<'_>) -> StatementKind {
        match pair.as_rule() {
            Rule::let_statement => self.let_statement(pair),
            Rule::let_output => self.let_output(pair),
            Rule::var_statement => self.var_statement(pair),
            Rule::assign => {
                let (name, value) = self.name_and_value(pair);
                StatementKind::Assign { name, value }
            }
            Rule::output_statement => self.output_statement(pair),
            Rule::call_statement => self.call_statement(pair),
            Rule::document_statement => self.document_statement(pair),
            Rule::script => StatementKind::Script(Box::new(self.script(pair))),
            Rule::if_statement => self.if_statement(pair),
            Rule::match_statement => self.match_statement(pair),
            Rule::for_statement => self.for_statement(pair),
            Rule::repeat_statement => self.repeat_statement(pair),
            Rule::block_statement => self.block_statement(pair),
            Rule::play_statement => self.play_statement(pair),
            Rule::mock_statement => self.mock_statement(pair),
            Rule::flush_statement => StatementKind::FlushHandlers,
            Rule::lone_statement => self.lone_statement(&pair),
            Rule::goto_statement => {
                let span = self.span(&pair);
                let name = pair.into_inner().next();
                StatementKind::Goto(self.word_or_none(name, span))
            }
            _ => self.one_expression_statement(pair),
        }
    }

    /// Statements of a word and one expression.
    fn one_expression_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let rule = pair.as_rule();
        let span = self.span(&pair);
        let value = pair.into_inner().next().map(|pair| self.expression(pair));
        let expr = |value: Option<_>| value.unwrap_or_else(|| Self::error_expr(span.end_point()));
        match rule {
            Rule::wait_statement => StatementKind::WaitUntil(expr(value)),
            Rule::sleep_until => StatementKind::SleepUntil(expr(value)),
            Rule::sleep_statement => StatementKind::Sleep(expr(value)),
            Rule::fail_statement | Rule::fail_alone => StatementKind::Fail(value),
            Rule::assert_statement => StatementKind::Assert(expr(value)),
            Rule::expect_statement => StatementKind::Expect(expr(value)),
            _ => StatementKind::Error,
        }
    }

    fn lone_statement(&mut self, pair: &Pair<'_>) -> StatementKind {
        match self.source(self.span(pair)) {
            "break" => StatementKind::Break,
            "continue" => StatementKind::Continue,
            "exit" => StatementKind::Exit,
            _ => StatementKind::Pause,
        }
    }

    fn let_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let name = inner.next();
        let name = self.new_name_or_none(name, span);
        let Some(value) = inner.next() else { return StatementKind::Error };
        if value.as_rule() != Rule::expression {
            let value = Box::new(self.statement_kind(value));
            return StatementKind::LetStatement { name, value };
        }
        let value = self.expression(value);
        match value.kind {
            ExprKind::Script(script) => {
                let value = Box::new(StatementKind::Script(script));
                StatementKind::LetStatement { name, value }
            }
            kind => match Self::word_call(kind) {
                Ok(statement) => StatementKind::LetStatement { name, value: Box::new(statement) },
                Err(kind) => StatementKind::Let {
                    name,
                    value: crate::syntax::ast::Expr { kind, span: value.span },
                },
            },
        }
    }

    fn let_output(&mut self, pair: Pair<'_>) -> StatementKind {
        let mut inner = pair.into_inner();
        let (Some(step), Some(name), Some(value)) = (inner.next(), inner.next(), inner.next())
        else {
            return StatementKind::Error;
        };
        StatementKind::LetOutput {
            step: self.new_name(&step),
            name: self.word(&name),
            value: self.expression(value),
        }
    }

    /// A call that is a statement of its own: `approve(…)`, `reboot`.
    fn word_call(kind: ExprKind) -> Result<StatementKind, ExprKind> {
        match kind {
            ExprKind::Call(call) => {
                if matches!(&call.callee.kind, ExprKind::Name(name) if name.text == "approve" && !name.quoted)
                {
                    return Ok(StatementKind::Approve(call.arguments));
                }
                Err(ExprKind::Call(call))
            }
            other => Err(other),
        }
    }

    fn call_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let value = self.operand_of(pair);
        let span = value.span;
        let kind = match Self::word_call(value.kind) {
            Ok(statement) => return statement,
            Err(kind) => kind,
        };
        match kind {
            ExprKind::Name(name) if name.text == "reboot" => StatementKind::Reboot,
            kind => {
                let does_something =
                    matches!(kind, ExprKind::Call(_) | ExprKind::AllPages(_) | ExprKind::Error);
                if !does_something {
                    self.diagnostics.push(errors::idle_value(self.at(span)));
                    return StatementKind::Error;
                }
                StatementKind::Expr(crate::syntax::ast::Expr { kind, span })
            }
        }
    }

    fn var_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let span = self.span(&pair);
        let mut name = Self::no_name(span);
        let mut ty = None;
        let mut value = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::type_expression => ty = Some(self.type_expr(pair)),
                Rule::expression => value = Some(self.expression(pair)),
                rule if is_word(rule) => name = self.new_name(&pair),
                _ => {}
            }
        }
        StatementKind::Var { name, ty, value }
    }

    fn output_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let mut name = None;
        let mut value = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::output_name => {
                    name = pair.into_inner().next().map(|pair| self.new_name(&pair));
                }
                Rule::expression => value = Some(self.expression(pair)),
                _ => {}
            }
        }
        value.map_or(StatementKind::Error, |value| StatementKind::Output { name, value })
    }

    fn if_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let mut arms = Vec::new();
        let mut otherwise = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::if_arm => arms.extend(self.if_arm(pair)),
                Rule::else_if => self.check_else_if(&pair),
                Rule::else_arm => {
                    otherwise = pair.into_inner().next().map(|pair| self.block(pair));
                }
                _ => {}
            }
        }
        StatementKind::If { arms, otherwise }
    }

    fn if_arm(&mut self, pair: Pair<'_>) -> Option<Arm> {
        let mut inner = pair.into_inner();
        let condition = self.expression(inner.next()?);
        Some(Arm { condition, body: self.block(inner.next()?) })
    }

    fn check_else_if(&mut self, pair: &Pair<'_>) {
        let span = self.span(pair);
        if let word @ ("elif" | "elsif" | "elseif") = self.source(span) {
            self.diagnostics.push(errors::foreign_else_if(self.at(span), word));
        }
    }

    fn match_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let span = self.span(&pair);
        let mut subject = Self::error_expr(span.end_point());
        let mut arms = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::expression => subject = self.expression(pair),
                Rule::match_arm => arms.push(self.match_arm(pair)),
                Rule::bad_statement => {
                    self.bad(&pair, Place::MatchArm);
                }
                _ if is_missing_close(&pair) => {
                    let open = super::offset(self.source(span).find('{').unwrap_or(0));
                    self.missing_close(Span::new(span.start + open, span.end));
                }
                _ => {}
            }
        }
        StatementKind::Match { subject, arms }
    }

    fn match_arm(&mut self, pair: Pair<'_>) -> MatchArm {
        let span = self.span(&pair);
        let mut patterns = Vec::new();
        let mut body = Block::default();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::match_pattern => patterns.push(self.operand_of(pair)),
                Rule::block => body = self.block(pair),
                _ => {}
            }
        }
        MatchArm { patterns, body, span }
    }

    fn for_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let variable = inner.next();
        let variable = self.new_name_or_none(variable, span);
        let (Some(list), Some(body)) = (inner.next(), inner.next()) else {
            return StatementKind::Error;
        };
        StatementKind::For { variable, list: self.expression(list), body: self.block(body) }
    }

    fn repeat_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let mut inner = pair.into_inner();
        let (Some(body), Some(until)) = (inner.next(), inner.next()) else {
            return StatementKind::Error;
        };
        let body = self.block(body);
        let until = self.expression(until);
        let max = inner.next().and_then(|pair| pair.into_inner().next());
        StatementKind::Repeat { body, until, max: max.map(|pair| self.expression(pair)) }
    }

    fn play_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let mut inner = pair.into_inner();
        let (Some(targets), Some(body)) = (inner.next(), inner.next()) else {
            return StatementKind::Error;
        };
        StatementKind::Play { targets: self.expression(targets), body: self.block(body) }
    }

    fn mock_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let mut inner = pair.into_inner();
        let (Some(subject), Some(result)) = (inner.next(), inner.next()) else {
            return StatementKind::Error;
        };
        let is_document = subject
            .clone()
            .into_inner()
            .next()
            .filter(|pair| pair.as_rule() == Rule::document_statement);
        let subject = match is_document {
            Some(pair) => self.document_statement(pair),
            None => StatementKind::Expr(self.operand_of(subject)),
        };
        let result = match result.as_rule() {
            Rule::mock_fail => MockResult::Fail,
            _ => MockResult::Value(self.expression(result)),
        };
        StatementKind::Mock { subject: Box::new(subject), result }
    }

    /// `-> TYPE` behind a clause: it belongs to the script of the statement.
    fn late_result(&mut self, pair: Pair<'_>, kind: &mut StatementKind) {
        let span = self.span(&pair);
        let Some(ty) = pair.into_inner().next().and_then(|pair| pair.into_inner().next()) else {
            return;
        };
        let ty = self.type_expr(ty);
        let script = match kind {
            StatementKind::Script(script) => Some(script),
            StatementKind::LetStatement { value, .. } => match &mut **value {
                StatementKind::Script(script) => Some(script),
                _ => None,
            },
            _ => None,
        };
        match script {
            Some(script) if script.result.is_none() => script.result = Some(ty),
            _ => self.diagnostics.push(errors::result_of_no_script(self.at(span))),
        }
    }

    /// The same clause twice.
    pub(super) fn check_clauses(&mut self, clauses: &[Clause]) {
        for (at, clause) in clauses.iter().enumerate() {
            let same = |other: &&Clause| {
                std::mem::discriminant(&other.kind) == std::mem::discriminant(&clause.kind)
            };
            // A task may notify several handlers.
            if matches!(clause.kind, ClauseKind::Notify(_)) {
                continue;
            }
            if let Some(first) = clauses.iter().take(at).find(same) {
                let word =
                    self.source(clause.span).split([' ', '\n', '{', '(']).next().unwrap_or("");
                let place =
                    Span::new(clause.span.start, clause.span.start + super::offset(word.len()));
                let finding = errors::given_twice(self.at(place), self.at(first.span), word);
                self.diagnostics.push(finding);
            }
        }
    }
}
