//! `repeated-condition`: a condition that was tested already.

use crate::diagnostic::Diagnostic;
use crate::hir::StatementKind;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::same::implies;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "repeated-condition",
    title: "a condition that was tested already",
    group: Group::Correctness,
    profile: Profile::Minimal,
    page: page!("repeated-condition"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let statements = cx.runbooks.iter().flat_map(|view| &view.statements);
    let mut found = Vec::new();
    for view in statements {
        let StatementKind::Branch { arms, .. } = &view.statement.kind else { continue };
        for (number, arm) in arms.iter().enumerate() {
            let mut earlier = arms.iter().take(number);
            let same = earlier.find(|it| implies(&arm.condition, &it.condition));
            if let Some(first) = same {
                found.push(
                    RULE.finding(arm.condition.at, "this branch is never taken")
                        .label("tested already")
                        .related(first.condition.at, "where it holds, this branch is taken")
                        .help("remove the branch, or change its condition"),
                );
            }
        }
    }
    found
}
