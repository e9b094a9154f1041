//! `identical-branches`: branches that do the same.

use crate::diagnostic::Diagnostic;
use crate::hir::{Block, StatementKind};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};
use crate::lint::same::same_block;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "identical-branches",
    title: "branches that do the same",
    page: page!("identical-branches"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let statements = cx.runbooks.iter().flat_map(|view| &view.statements);
    let mut found = Vec::new();
    for view in statements {
        let StatementKind::Branch { arms, otherwise, .. } = &view.statement.kind else { continue };
        let bodies: Vec<&Block> = arms.iter().map(|arm| &arm.body).chain([otherwise]).collect();
        let pairs = bodies.iter().zip(bodies.iter().skip(1));
        // One pair tells enough of a branch.
        let mut same = pairs.filter(|(a, b)| !a.statements.is_empty() && same_block(a, b));
        if let Some((first, second)) = same.next() {
            found.push(
                RULE.finding(second.at, "this branch does what the one before it does")
                    .label("the same")
                    .related(first.at, "the first")
                    .help("join the two, or change what was to differ"),
            );
        }
    }
    found
}
