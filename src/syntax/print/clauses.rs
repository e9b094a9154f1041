//! Clauses as source.

use super::Printer;
use super::levels::WHOLE;
use crate::syntax::ast::{CancelTarget, Clause, ClauseKind, Expr, FailureTarget};

impl Printer {
    /// Each clause on a line of its own, one level deeper than its statement.
    pub(super) fn clauses(&mut self, clauses: &[Clause]) {
        self.depth += 1;
        for clause in clauses {
            self.put("\n");
            self.indent();
            self.clause(&clause.kind);
        }
        self.depth -= 1;
    }

    fn clause(&mut self, clause: &ClauseKind) {
        match clause {
            ClauseKind::Timeout(value) => self.worded("timeout", value),
            ClauseKind::Attempts(value) => self.worded("attempts", value),
            ClauseKind::When(value) => self.worded("when", value),
            ClauseKind::Become(value) => self.worded("become", value),
            ClauseKind::Dir(value) => self.worded("dir", value),
            ClauseKind::Handler(value) => self.worded("handler", value),
            ClauseKind::Description(value) => self.worded("description", value),
            ClauseKind::With(value) => self.worded("with", value),
            ClauseKind::On(value) => self.worded("on", value),
            ClauseKind::Unless(value) => self.worded("unless", value),
            ClauseKind::Creates(value) => self.worded("creates", value),
            ClauseKind::Tags(value) => self.worded("tags", value),
            ClauseKind::Notify(name) => {
                self.put("notify ");
                self.name(name);
            }
            ClauseKind::OnFailure(target) => match target {
                FailureTarget::Abort => self.put("on failure abort"),
                FailureTarget::Continue => self.put("on failure continue"),
                FailureTarget::Succeed => self.put("on failure succeed"),
                FailureTarget::Goto(step) => {
                    self.put("on failure goto ");
                    self.name(step);
                }
            },
            ClauseKind::OnCancel(CancelTarget::Abort) => self.put("on cancel abort"),
            ClauseKind::OnCancel(CancelTarget::Goto(step)) => {
                self.put("on cancel goto ");
                self.name(step);
            }
            ClauseKind::OnSuccessExit => self.put("on success exit"),
            ClauseKind::Finally => self.put("finally"),
            ClauseKind::Ends => self.put("ends"),
            ClauseKind::Critical => self.put("critical"),
            ClauseKind::Noncritical => self.put("noncritical"),
        }
    }

    /// A word and an expression.
    pub(super) fn worded(&mut self, word: &str, value: &Expr) {
        self.put(word);
        self.put(" ");
        self.expr(value, WHOLE);
    }
}
