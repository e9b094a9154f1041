//! Whether every jump leads to a step beside it or around it: none may lead into another body.

use std::collections::HashSet;

use crate::syntax::ast::{
    CancelTarget, ClauseKind, Expr, ExprKind, FailureTarget, Ident, ListElement, RecordEntry,
    RecordKey, Statement, StatementKind,
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

/// The name of the step that a statement is.
pub(super) fn name_of(statement: &Statement) -> Option<&str> {
    let name = match (&statement.step_name, &statement.kind) {
        (Some(name), _) => name,
        (None, StatementKind::Let { name, .. } | StatementKind::LetStatement { name, .. }) => name,
        (None, _) => return None,
    };
    Some(&name.text)
}

fn targets(statement: &Statement) -> Vec<&Ident> {
    let mut targets = Vec::new();
    match &statement.kind {
        StatementKind::Goto(target) => targets.push(target),
        StatementKind::Expr(value) | StatementKind::Let { value, .. } => {
            branch_targets(value, &mut targets);
        }
        _ => {}
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

/// The steps that `action.branch(…)` names: names at the places of steps.
fn branch_targets<'e>(value: &'e Expr, targets: &mut Vec<&'e Ident>) {
    let ExprKind::Call(call) = &value.kind else { return };
    if !matches!(&call.callee.kind, ExprKind::Member { member, .. } if member.text == "branch") {
        return;
    }
    for argument in &call.arguments {
        match &argument.value.kind {
            ExprKind::Name(step) => targets.push(step),
            ExprKind::List(choices) => {
                for choice in choices {
                    let (ListElement::Item(choice) | ListElement::Spread(choice)) = choice;
                    let ExprKind::Record(entries) = &choice.kind else { continue };
                    targets.extend(entries.iter().filter_map(next_step));
                }
            }
            _ => {}
        }
    }
}

fn next_step(entry: &RecordEntry) -> Option<&Ident> {
    match (&entry.key, &entry.value.kind) {
        (RecordKey::Name { text, .. }, ExprKind::Name(step)) if text == "NextStep" => Some(step),
        _ => None,
    }
}
