//! Whether every jump leads to a step beside it or around it: none may lead into another body.

use std::collections::HashSet;

use crate::syntax::ast::{
    CancelTarget, ClauseKind, FailureTarget, Ident, Statement, StatementKind,
};

use super::inner_blocks;

/// Whether no jump among these statements leads into a body that it does not stand in. Steps that
/// are not among them are somebody else's.
pub(super) fn are_sound(statements: &[Statement]) -> bool {
    let mut all = HashSet::new();
    collect(statements, &mut all);
    let mut seen = Vec::new();
    check(statements, &all, &mut seen)
}

fn collect<'s>(statements: &'s [Statement], names: &mut HashSet<&'s str>) {
    for statement in statements {
        names.extend(name_of(statement));
        for block in inner_blocks(&statement.kind) {
            collect(&block.statements, names);
        }
    }
}

fn check<'s>(
    statements: &'s [Statement],
    all: &HashSet<&str>,
    seen: &mut Vec<HashSet<&'s str>>,
) -> bool {
    seen.push(statements.iter().filter_map(name_of).collect());
    let is_sound = statements.iter().all(|statement| {
        let lead =
            |target: &str| !all.contains(target) || seen.iter().any(|names| names.contains(target));
        targets(statement).into_iter().all(|target| lead(&target.text))
            && inner_blocks(&statement.kind)
                .into_iter()
                .all(|block| check(&block.statements, all, seen))
    });
    seen.pop();
    is_sound
}

fn name_of(statement: &Statement) -> Option<&str> {
    let name = match (&statement.step_name, &statement.kind) {
        (Some(name), _) => name,
        (None, StatementKind::Let { name, .. } | StatementKind::LetStatement { name, .. }) => name,
        (None, _) => return None,
    };
    Some(&name.text)
}

fn targets(statement: &Statement) -> Vec<&Ident> {
    let mut targets = Vec::new();
    if let StatementKind::Goto(target) = &statement.kind {
        targets.push(target);
    }
    for clause in &statement.clauses {
        match &clause.kind {
            ClauseKind::OnFailure(FailureTarget::Goto(target))
            | ClauseKind::OnCancel(CancelTarget::Goto(target)) => targets.push(target),
            _ => {}
        }
    }
    targets
}
