//! The clauses behind a statement.

use super::Builder;
use crate::syntax::ast::{CancelTarget, Clause, ClauseKind, FailureTarget, Ident};
use crate::syntax::grammar::{Pair, Rule};
use crate::text::Span;

impl Builder<'_> {
    /// A clause; none for `-> TYPE`, which is not a clause but stands among them.
    pub(super) fn clause(&mut self, pair: Pair<'_>) -> Option<Clause> {
        let span = self.span(&pair);
        let pair = pair.into_inner().next()?;
        let kind = match pair.as_rule() {
            Rule::clause_result => return None,
            Rule::clause_notify => {
                let name = pair.into_inner().next();
                ClauseKind::Notify(self.word_or_none(name, span))
            }
            Rule::clause_on_failure => ClauseKind::OnFailure(self.failure_target(pair, span)),
            Rule::clause_on_cancel => ClauseKind::OnCancel(self.cancel_target(pair, span)),
            Rule::clause_on_success => ClauseKind::OnSuccessExit,
            Rule::clause_flag => match self.source(self.span(&pair)) {
                "finally" => ClauseKind::Finally,
                "ends" => ClauseKind::Ends,
                "critical" => ClauseKind::Critical,
                _ => ClauseKind::Noncritical,
            },
            _ => self.expression_clause(pair, span)?,
        };
        Some(Clause { kind, span })
    }

    /// What stands behind a parameter.
    pub(super) fn parameter_clauses(&mut self, pair: Pair<'_>) -> Vec<Clause> {
        let is_clause = |pair: &Pair<'_>| {
            matches!(pair.as_rule(), Rule::clause_with | Rule::clause_description)
        };
        let mut clauses = Vec::new();
        for pair in pair.into_inner().filter(is_clause) {
            let span = self.span(&pair);
            clauses.extend(self.expression_clause(pair, span).map(|kind| Clause { kind, span }));
        }
        self.check_clauses(&clauses);
        clauses
    }

    fn expression_clause(&mut self, pair: Pair<'_>, span: Span) -> Option<ClauseKind> {
        let rule = pair.as_rule();
        let mut inner = pair.into_inner().filter(|pair| pair.as_rule() != Rule::text_ahead);
        let value = match inner.next() {
            Some(pair) if pair.as_rule() == Rule::record => self.operand_pair(pair),
            Some(pair) => self.expression(pair),
            None => Self::error_expr(span.end_point()),
        };
        Some(match rule {
            Rule::clause_timeout => ClauseKind::Timeout(value),
            Rule::clause_attempts => ClauseKind::Attempts(value),
            Rule::clause_when => ClauseKind::When(value),
            Rule::clause_become => ClauseKind::Become(value),
            Rule::clause_dir => ClauseKind::Dir(value),
            Rule::clause_on => ClauseKind::On(value),
            Rule::clause_description => ClauseKind::Description(value),
            Rule::clause_handler => ClauseKind::Handler(value),
            Rule::clause_with => ClauseKind::With(value),
            Rule::clause_unless => ClauseKind::Unless(value),
            Rule::clause_creates => ClauseKind::Creates(value),
            Rule::clause_tags => ClauseKind::Tags(value),
            _ => return None,
        })
    }

    fn failure_target(&mut self, pair: Pair<'_>, span: Span) -> FailureTarget {
        let Some(pair) = pair.into_inner().next() else { return FailureTarget::Abort };
        if pair.as_rule() == Rule::goto_statement {
            let name = pair.into_inner().next();
            return FailureTarget::Goto(self.word_or_none(name, span));
        }
        match self.source(self.span(&pair)) {
            "continue" => FailureTarget::Continue,
            "succeed" => FailureTarget::Succeed,
            _ => FailureTarget::Abort,
        }
    }

    fn cancel_target(&mut self, pair: Pair<'_>, span: Span) -> CancelTarget {
        match pair.into_inner().next() {
            Some(pair) if pair.as_rule() == Rule::goto_statement => {
                let name = pair.into_inner().next();
                CancelTarget::Goto(self.word_or_none(name, span))
            }
            _ => CancelTarget::Abort,
        }
    }

    /// A word that names something declared elsewhere.
    pub(super) fn word_or_none(&self, pair: Option<Pair<'_>>, at: Span) -> Ident {
        pair.map_or_else(|| Self::no_name(at), |pair| self.word(&pair))
    }
}
