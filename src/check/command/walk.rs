//! Every statement of a declaration, read from the tree: for what must be known before tasks are
//! checked.

use crate::syntax::ast::{
    Block, CancelArm, Expr, ExprKind, ListElement, Member, MemberKind, Statement, StatementKind,
    StringPart,
};

/// Calls `visit` for every statement of a body, nested ones included, in source order.
pub(super) fn for_each_statement(members: &[Member], visit: &mut dyn FnMut(&Statement)) {
    for member in members {
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
            let own = cancel.as_ref().and_then(CancelArm::block);
            let arms = [rescue.as_ref(), always.as_ref(), own];
            arms.into_iter().flatten().for_each(|arm| block(arm, visit));
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
        | StatementKind::LetOutput { .. }
        | StatementKind::FlushHandlers
        | StatementKind::Reboot
        | StatementKind::Mock { .. }
        | StatementKind::Expect(_)
        | StatementKind::Error => {}
    }
}

/// The expressions directly inside another.
pub(super) fn parts_of(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Duration(_)
        | ExprKind::Percent(_)
        | ExprKind::Name(_)
        | ExprKind::Script(_)
        | ExprKind::Error => Vec::new(),
        ExprKind::Range { low, high } => {
            [low, high].into_iter().flatten().map(|end| &**end).collect()
        }
        ExprKind::String { parts, .. } => parts.iter().filter_map(hole).collect(),
        ExprKind::Member { base, .. } => vec![base],
        ExprKind::Index { base, index } => vec![base, index],
        ExprKind::Each(inner) | ExprKind::AllPages(inner) | ExprKind::Group(inner) => vec![inner],
        ExprKind::Filter { base, tests } => {
            std::iter::once(&**base).chain(tests.iter().map(|test| &test.value)).collect()
        }
        ExprKind::Call(call) => {
            let arguments = call.arguments.iter().map(|argument| &argument.value);
            std::iter::once(&call.callee).chain(arguments).collect()
        }
        ExprKind::List(items) => items
            .iter()
            .map(|item| match item {
                ListElement::Item(item) | ListElement::Spread(item) => item,
            })
            .collect(),
        ExprKind::Record(entries) => entries.iter().map(|entry| &entry.value).collect(),
        ExprKind::Unary { operand, .. } => vec![operand],
        ExprKind::Binary { left, right, .. } => vec![left, right],
        ExprKind::If { condition, then, otherwise } => vec![condition, then, otherwise],
        ExprKind::Comprehension(it) => [Some(&it.list), it.condition.as_ref(), Some(&it.result)]
            .into_iter()
            .flatten()
            .collect(),
        ExprKind::As { value, .. } => vec![value],
        ExprKind::Else { value, default } => vec![value, default],
        ExprKind::EachIn { targets, .. } => vec![targets],
    }
}

fn hole(part: &StringPart) -> Option<&Expr> {
    match part {
        StringPart::Hole { expr, .. } => Some(expr),
        StringPart::Text { .. } => None,
    }
}
