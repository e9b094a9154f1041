//! What a declaration calls of the project and of the library.

use crate::syntax::ast::{
    Block, CancelArm, DocumentName, Expr, ExprKind, Member, MemberKind, Statement, StatementKind,
};

/// The names in calls, as written, each once, in source order. `is_known` says which names are
/// those of declarations.
pub(super) fn uses(members: &[Member], is_known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut uses = Uses { is_known, found: Vec::new() };
    for member in members {
        match &member.kind {
            MemberKind::Statement(statement) => uses.statement(statement),
            MemberKind::Handler { body, .. } | MemberKind::Steps(body) => uses.block(body),
            MemberKind::Parameter { .. }
            | MemberKind::Attribute(_)
            | MemberKind::Task { .. }
            | MemberKind::Platform(_)
            | MemberKind::Error => {}
        }
    }
    uses.found
}

struct Uses<'u> {
    is_known: &'u dyn Fn(&str) -> bool,
    found: Vec<String>,
}

impl Uses<'_> {
    fn block(&mut self, block: &Block) {
        block.statements.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &Statement) {
        self.kind(&statement.kind);
    }

    fn kind(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Expr(value) | StatementKind::Let { value, .. } => self.value(value),
            StatementKind::LetStatement { value, .. } => self.kind(value),
            StatementKind::Run(call) | StatementKind::Call(call) => {
                if let DocumentName::Expr(expr) = &call.document {
                    self.callee(expr);
                }
            }
            StatementKind::If { arms, otherwise } => {
                arms.iter().for_each(|arm| self.block(&arm.body));
                otherwise.iter().for_each(|arm| self.block(arm));
            }
            StatementKind::Match { arms, .. } => arms.iter().for_each(|arm| self.block(&arm.body)),
            StatementKind::For { body, .. }
            | StatementKind::Repeat { body, .. }
            | StatementKind::Play { body, .. } => self.block(body),
            StatementKind::Block { body, rescue, always, cancel } => {
                self.block(body);
                let own = cancel.as_ref().and_then(CancelArm::block);
                let arms = [rescue.as_ref(), always.as_ref(), own];
                arms.into_iter().flatten().for_each(|arm| self.block(arm));
            }
            _ => {}
        }
    }

    /// A call, or a path behind one.
    fn value(&mut self, value: &Expr) {
        match &value.kind {
            ExprKind::Call(call) => self.callee(&call.callee),
            ExprKind::Member { base, .. } | ExprKind::Index { base, .. } => self.value(base),
            _ => {}
        }
    }

    fn callee(&mut self, callee: &Expr) {
        let (name, written) = match &callee.kind {
            ExprKind::Name(name) => (&name.text, name.text.to_string()),
            ExprKind::Member { base, member } => match &base.kind {
                ExprKind::Name(space) => (&member.text, format!("{}.{}", space.text, member.text)),
                _ => return,
            },
            _ => return,
        };
        if (self.is_known)(name) && !self.found.contains(&written) {
            self.found.push(written);
        }
    }
}
