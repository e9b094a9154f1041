//! `identical-branches`: branches that do the same.

use crate::diagnostic::Diagnostic;
use crate::hir::{Block, BranchArm, Expr, ExprKind, Op, StatementKind};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};
use crate::lint::same::{same_block, same_expression};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "identical-branches",
    title: "branches that do the same",
    page: page!("identical-branches"),
    look: Some(look),
    ..BASE
};

/// How many arms are compared with each other.
const MOST_ARMS: usize = 100;

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let statements = cx.runbooks.iter().flat_map(|view| &view.statements);
    let mut found = Vec::new();
    for view in statements {
        let StatementKind::Branch { arms, otherwise, .. } = &view.statement.kind else { continue };
        // Choices of a document that lead to one step are how it says "or".
        let does_something = |body: &Block| match body.statements.as_slice() {
            [] => false,
            [only] => !matches!(only.kind, StatementKind::Goto(_)) || cx.is_ordain(only.at),
            _ => true,
        };
        let bodies = arms.iter().map(|arm| &arm.body).chain([otherwise]);
        let bodies: Vec<&Block> = bodies.collect();
        let pairs = bodies.iter().copied().zip(bodies.iter().copied().skip(1));
        // One pair tells enough of a branch.
        let mut same = pairs
            .chain(cases_apart(arms))
            .filter(|(first, second)| does_something(first) && same_block(first, second));
        if let Some((first, second)) = same.next() {
            found.push(
                RULE.finding(second.at, "this branch does what another one does")
                    .label("the same")
                    .related(first.at, "the first")
                    .help("join the two, or change what was to differ"),
            );
        }
    }
    found
}

/// Cases of one `match` that do not follow each other: those can be joined, too, as only one holds.
fn cases_apart(arms: &[BranchArm]) -> impl Iterator<Item = (&Block, &Block)> {
    let subject = arms.first().and_then(|arm| subject(&arm.condition));
    let is_match = subject.is_some_and(|one| {
        arms.len() <= MOST_ARMS && arms.iter().all(|arm| is_case_of(one, &arm.condition))
    });
    let cases = if is_match { arms } else { &[] };
    cases.iter().enumerate().flat_map(move |(number, first)| {
        cases.iter().skip(number + 2).map(move |second| (&first.body, &second.body))
    })
}

/// What a condition compares with a constant, be it with one of several.
fn subject(condition: &Expr) -> Option<&Expr> {
    match &condition.kind {
        ExprKind::Op { op: Op::Equal, operands } => match operands.as_slice() {
            [left, right] => right.as_const().map(|_| left),
            _ => None,
        },
        ExprKind::Op { op: Op::Or, operands } => operands.first().and_then(subject),
        _ => None,
    }
}

fn is_case_of(one: &Expr, condition: &Expr) -> bool {
    match &condition.kind {
        ExprKind::Op { op: Op::Or, operands } => operands.iter().all(|it| is_case_of(one, it)),
        _ => subject(condition).is_some_and(|it| same_expression(it, one)),
    }
}
