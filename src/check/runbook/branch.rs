//! `if`: decided when building where the build knows the condition, else a branch.

use crate::check::Binding;
use crate::hir::{Block, BranchArm, StatementKind, Ty, Value};
use crate::syntax::ast;

use super::clauses::BRANCH_CLAUSES;
use super::state::RunbookCheck;
use super::statement::{Into, Site};

/// The arms of a branch as far as they are decided.
#[derive(Default)]
pub(super) struct Decided {
    /// Arms that only the run decides, in order.
    arms: Vec<BranchArm>,
    /// What runs where none of them holds, once it is known.
    otherwise: Option<Block>,
    /// Names of the arm that this build has chosen.
    chosen: Vec<Binding>,
    /// Names of arms that this build leaves out.
    dropped: Vec<Binding>,
}

impl Decided {
    /// The last arm runs where none of the others does: nothing else is left.
    pub(super) fn close(&mut self) {
        if self.otherwise.is_none() {
            self.otherwise = self.arms.pop().map(|arm| arm.body);
        }
    }
}

impl RunbookCheck<'_> {
    pub(super) fn branch(
        &mut self,
        site: &Site<'_>,
        arms: &[ast::Arm],
        otherwise: Option<&ast::Block>,
        into: Into<'_>,
    ) {
        let mut decided = Decided::default();
        for arm in arms {
            let condition = self.cx.expression_of(&arm.condition, &Ty::Bool, "`if`");
            self.arm(&mut decided, condition, &arm.body);
        }
        self.finish_branch(site, decided, otherwise, into);
    }

    /// Adds an arm: it is kept, chosen or dropped.
    pub(super) fn arm(
        &mut self,
        decided: &mut Decided,
        condition: crate::hir::Expr,
        body: &ast::Block,
    ) {
        match condition.as_const() {
            _ if decided.otherwise.is_some() => self.drop_arm(decided, body),
            Some(Value::Bool(false)) => self.drop_arm(decided, body),
            Some(Value::Bool(true)) => {
                // The other arms may use the same names.
                self.cx.scopes.enter();
                decided.otherwise = Some(self.block(body));
                decided.chosen = self.cx.scopes.leave();
            }
            _ => {
                let body = self.block(body);
                decided.arms.push(BranchArm { condition, body });
            }
        }
    }

    /// Checks an arm that this build leaves out.
    fn drop_arm(&mut self, decided: &mut Decided, body: &ast::Block) {
        self.cx.scopes.enter();
        self.forgetting(|check| check.block(body));
        decided.dropped.extend(self.cx.scopes.leave());
    }

    /// Puts what is left: the branch, or only the arm that the build has chosen.
    pub(super) fn finish_branch(
        &mut self,
        site: &Site<'_>,
        mut decided: Decided,
        otherwise: Option<&ast::Block>,
        into: Into<'_>,
    ) {
        if let Some(body) = otherwise {
            match decided.otherwise {
                Some(_) => self.drop_arm(&mut decided, body),
                None => decided.otherwise = Some(self.block(body)),
            }
        }
        for binding in decided.chosen.into_iter().chain(decided.dropped) {
            if self.cx.scopes.find(&binding.name).is_none() {
                self.cx.scopes.bind(binding);
            }
        }
        let at = self.cx.at(site.written.span.end_point());
        let otherwise = decided.otherwise.unwrap_or(Block { statements: Vec::new(), at });
        let kind = match decided.arms.is_empty() {
            true => StatementKind::Inline(otherwise),
            false => StatementKind::Branch { arms: decided.arms, otherwise, own: None },
        };
        let clauses = self.clauses(site, BRANCH_CLAUSES);
        self.put(site, kind, clauses, into);
    }
}
