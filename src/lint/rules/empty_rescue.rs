//! `empty-rescue`: a failure that is caught and forgotten.

use crate::diagnostic::Diagnostic;
use crate::hir::{Block, StatementKind};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "empty-rescue",
    title: "a failure that is caught and forgotten",
    profile: Profile::Strict,
    page: page!("empty-rescue"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let statements = cx.runbooks.iter().flat_map(|view| &view.statements);
    statements
        .filter_map(|view| match &view.statement.kind {
            StatementKind::Protect { rescue: Some(rescue), .. } if does_nothing(rescue) => {
                let found = RULE
                    .finding(rescue.at, "a failure of this block is caught and forgotten")
                    .label("does nothing")
                    .help("say what to do, such as `aws.sns.Publish(…)`, or remove the block around the steps");
                Some(found)
            }
            _ => None,
        })
        .collect()
}

/// A sleep does nothing about a failure.
fn does_nothing(rescue: &Block) -> bool {
    rescue.statements.iter().all(|statement| {
        matches!(&statement.kind, StatementKind::Step(step) if step.action == "aws:sleep")
    })
}
