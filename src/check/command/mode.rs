//! Whether a command has the parameter `Mode`. Read from the tree: who calls the command knows it
//! before its tasks are checked, and whatever tags the build takes.

use std::sync::Arc;

use crate::hir::{
    self, Handler, MODE, MODES, ParameterKind, Task, TaskKind, Ty, TypedParameter, Value,
};
use crate::resolve::Index;
use crate::syntax::ast::{
    self, ClauseKind, Declaration, DeclarationKind, Expr, ExprKind, ItemKind, Statement,
    StatementKind,
};
use crate::text::{FileId, Name};

use super::role_calls::called;
use super::walk::{for_each_statement, parts_of};

/// The parameter as callers see it.
pub(in crate::check) fn mode_parameter() -> TypedParameter {
    let values: Vec<Value> = MODES.iter().map(|mode| Value::string(*mode)).collect();
    TypedParameter {
        name: Name::new_static(MODE),
        default: values.first().cloned(),
        ty: Ty::Enum(Arc::from(values)),
        required: false,
        at: None,
        kind: ParameterKind::Plain,
    }
}

/// Whether a module, block, handler or the result of a task stands in a command, or in a role that
/// it calls.
pub(in crate::check) fn has_mode(
    index: &Index<'_>,
    file: FileId,
    declaration: &Declaration,
) -> bool {
    let mut bodies: Vec<(FileId, &Declaration)> = vec![(file, declaration)];
    let mut next = 0;
    while let Some((file, body)) = bodies.get(next).copied() {
        next += 1;
        let mut found = false;
        for_each_statement(&body.members, &mut |statement| {
            found |= reports(statement);
            let Some((_, definition)) = value_of(statement).and_then(|it| called(index, file, it))
            else {
                return;
            };
            let ItemKind::Declaration(declared) = &definition.item.kind else { return };
            match declared.header.kind {
                DeclarationKind::Module => found = true,
                DeclarationKind::Role if !bodies.iter().any(|it| std::ptr::eq(it.1, declared)) => {
                    bodies.push((definition.file, declared));
                }
                _ => {}
            }
        });
        if found {
            return true;
        }
    }
    false
}

fn value_of(statement: &Statement) -> Option<&Expr> {
    match &statement.kind {
        StatementKind::Expr(value) | StatementKind::Let { value, .. } => Some(value),
        _ => None,
    }
}

/// Whether a statement does, by itself, what only tasks that report can do.
fn reports(statement: &Statement) -> bool {
    let is_new =
        matches!(&statement.kind, StatementKind::Block { .. } | StatementKind::FlushHandlers);
    let notifies =
        statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Notify(_)));
    is_new || notifies || expressions(statement).into_iter().any(reads_result)
}

/// The expressions of a statement that may read what a task did.
fn expressions(statement: &Statement) -> Vec<&Expr> {
    let mut all: Vec<&Expr> = value_of(statement).into_iter().collect();
    match &statement.kind {
        StatementKind::If { arms, .. } => all.extend(arms.iter().map(|arm| &arm.condition)),
        StatementKind::Script(script) => all.extend(script.arguments.iter().map(|it| &it.value)),
        StatementKind::LetStatement { value, .. } => {
            if let StatementKind::Script(script) = &**value {
                all.extend(script.arguments.iter().map(|it| &it.value));
            }
        }
        _ => {}
    }
    all.extend(statement.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::When(condition) => Some(condition),
        _ => None,
    }));
    all
}

/// `x.changed` or `x.failed`, anywhere inside.
fn reads_result(expr: &Expr) -> bool {
    let is_result = match &expr.kind {
        ExprKind::Member { base, member } => {
            matches!(base.kind, ast::ExprKind::Name(_))
                && matches!(member.text.as_str(), "changed" | "failed")
        }
        _ => false,
    };
    is_result || parts_of(expr).into_iter().any(reads_result)
}

/// The same of tasks that are checked already.
pub(super) fn tasks_report(tasks: &[Task], handlers: &[Handler]) -> bool {
    let mut found = !handlers.is_empty();
    let mut visit = |task: &Task| {
        let is_new =
            matches!(task.kind, TaskKind::Module(_) | TaskKind::Block(_) | TaskKind::FlushHandlers);
        found |= is_new || task.when.as_ref().is_some_and(reads_task);
        if let TaskKind::Script(script) = &task.kind {
            found |= script.arguments.iter().any(|argument| reads_task(&argument.value));
        }
    };
    tasks.iter().for_each(|task| task.for_each(&mut visit));
    found
}

fn reads_task(expr: &hir::Expr) -> bool {
    matches!(expr.kind, hir::ExprKind::TaskResult(_)) || expr.parts().into_iter().any(reads_task)
}
