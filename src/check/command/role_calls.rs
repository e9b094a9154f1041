//! Which roles a role calls, and which modules a module of steps, and whether that leads back.

use crate::resolve::{Definition, Index};
use crate::syntax::ast::{
    Clause, ClauseKind, DeclarationKind, Expr, ExprKind, Ident, ItemKind, Member, Statement,
    StatementKind,
};
use crate::text::{FileId, FileSpan, Name};

use super::walk::for_each_statement;

/// A call of a role.
struct RoleCall<'a> {
    definition: Definition<'a>,
    /// The name in the call.
    name: Name,
    at: FileSpan,
}

/// Calls in a role or module that lead back to it, directly or through others: each with its name.
pub(in crate::check) fn circular_calls<'a>(
    index: &Index<'a>,
    role: Definition<'a>,
) -> Vec<(FileSpan, Name)> {
    let calls = role_calls(index, role).into_iter();
    let circular = calls.filter(|call| leads_to(index, call.definition, role.at));
    circular.map(|call| (call.at, call.name)).collect()
}

fn leads_to<'a>(index: &Index<'a>, from: Definition<'a>, role: FileSpan) -> bool {
    let mut seen = vec![from];
    let mut next = 0;
    while let Some(at_hand) = seen.get(next).copied() {
        if at_hand.at == role {
            return true;
        }
        next += 1;
        for inner in role_calls(index, at_hand) {
            if !seen.iter().any(|known| known.at == inner.definition.at) {
                seen.push(inner.definition);
            }
        }
    }
    false
}

fn role_calls<'a>(index: &Index<'a>, role: Definition<'a>) -> Vec<RoleCall<'a>> {
    let mut found = Vec::new();
    if let ItemKind::Declaration(declaration) = &role.item.kind {
        collect(index, role.file, &declaration.members, &mut found);
    }
    found
}

fn collect<'a>(index: &Index<'a>, file: FileId, members: &[Member], found: &mut Vec<RoleCall<'a>>) {
    for_each_statement(members, &mut |statement| {
        if let StatementKind::Expr(value) | StatementKind::Let { value, .. } = &statement.kind {
            found.extend(role_call(index, file, value));
        }
    });
}

/// Whether a role that is called among some members, directly or through other roles, notifies a
/// handler of this name.
pub(super) fn notified_below(
    index: &Index<'_>,
    file: FileId,
    members: &[Member],
    name: &str,
) -> bool {
    let mut calls = Vec::new();
    collect(index, file, members, &mut calls);
    let mut next = 0;
    while let Some(role) = calls.get(next).map(|call| call.definition) {
        next += 1;
        let ItemKind::Declaration(declaration) = &role.item.kind else { continue };
        let mut found = false;
        for_each_statement(&declaration.members, &mut |one| found |= notifies(one, name));
        if found {
            return true;
        }
        for inner in role_calls(index, role) {
            if !calls.iter().any(|known| known.definition.at == inner.definition.at) {
                calls.push(inner);
            }
        }
    }
    false
}

/// Whether a statement notifies a handler of this name.
pub(super) fn notifies(statement: &Statement, name: &str) -> bool {
    let is_meant =
        |clause: &Clause| matches!(&clause.kind, ClauseKind::Notify(it) if it.text == name);
    statement.clauses.iter().any(is_meant)
}

fn role_call<'a>(index: &Index<'a>, file: FileId, value: &Expr) -> Option<RoleCall<'a>> {
    let (called, definition) = called(index, file, value)?;
    match &definition.item.kind {
        ItemKind::Declaration(declared) if stands_for_others(declared.header.kind) => {
            let at = called.span.in_file(file);
            Some(RoleCall { definition, name: called.text.clone(), at })
        }
        _ => None,
    }
}

/// Whether a call of this kind of declaration stands for the statements in it.
fn stands_for_others(kind: DeclarationKind) -> bool {
    matches!(kind, DeclarationKind::Role | DeclarationKind::Module)
}

/// What a call calls, and its name there, where that is a declaration.
pub(super) fn called<'e, 'a>(
    index: &Index<'a>,
    file: FileId,
    value: &'e Expr,
) -> Option<(&'e Ident, Definition<'a>)> {
    let ExprKind::Call(call) = &value.kind else { return None };
    match &call.callee.kind {
        ExprKind::Name(name) => Some((name, *index.lookup(file, &name.text)?)),
        ExprKind::Member { base, member } => match &base.kind {
            ExprKind::Name(space) => {
                Some((member, *index.lookup_in(file, &space.text, &member.text)?))
            }
            _ => None,
        },
        _ => None,
    }
}
