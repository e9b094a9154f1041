//! Every statement of a declaration, read from the tree: for what must be known before tasks are
//! checked.

use crate::syntax::ast::{Block, Declaration, MemberKind, Statement, StatementKind};

/// Calls `visit` for every statement of a body, nested ones included, in source order.
pub(super) fn for_each_statement(declaration: &Declaration, visit: &mut dyn FnMut(&Statement)) {
    for member in &declaration.members {
        match &member.kind {
            MemberKind::Statement(one) => statement(one, visit),
            MemberKind::Handler { body, .. } | MemberKind::Steps(body) => block(body, visit),
            MemberKind::Parameter { .. }
            | MemberKind::Attribute(_)
            | MemberKind::Task { .. }
            | MemberKind::Platform(_)
            | MemberKind::Error => {}
        }
    }
}

fn block(block: &Block, visit: &mut dyn FnMut(&Statement)) {
    block.statements.iter().for_each(|one| statement(one, visit));
}

fn statement(one: &Statement, visit: &mut dyn FnMut(&Statement)) {
    visit(one);
    nested(&one.kind, visit);
}

fn nested(kind: &StatementKind, visit: &mut dyn FnMut(&Statement)) {
    match kind {
        StatementKind::If { arms, otherwise } => {
            arms.iter().for_each(|arm| block(&arm.body, visit));
            otherwise.iter().for_each(|arm| block(arm, visit));
        }
        StatementKind::Match { arms, .. } => arms.iter().for_each(|arm| block(&arm.body, visit)),
        StatementKind::For { body, .. }
        | StatementKind::Repeat { body, .. }
        | StatementKind::Play { body, .. } => block(body, visit),
        StatementKind::Block { body, rescue, always, cancel } => {
            block(body, visit);
            [rescue, always, cancel].into_iter().flatten().for_each(|arm| block(arm, visit));
        }
        StatementKind::LetStatement { value, .. } => nested(value, visit),
        StatementKind::Let { .. }
        | StatementKind::Var { .. }
        | StatementKind::Expr(_)
        | StatementKind::Assign { .. }
        | StatementKind::Run(_)
        | StatementKind::Call(_)
        | StatementKind::Invoke(_)
        | StatementKind::Script(_)
        | StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Exit
        | StatementKind::Fail(_)
        | StatementKind::Goto(_)
        | StatementKind::Sleep(_)
        | StatementKind::SleepUntil(_)
        | StatementKind::Pause
        | StatementKind::Approve(_)
        | StatementKind::WaitUntil(_)
        | StatementKind::Assert(_)
        | StatementKind::Output { .. }
        | StatementKind::FlushHandlers
        | StatementKind::Reboot
        | StatementKind::Mock { .. }
        | StatementKind::Expect(_)
        | StatementKind::Error => {}
    }
}
