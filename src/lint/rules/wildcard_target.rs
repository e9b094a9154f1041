//! `wildcard-target`: all nodes of the account.

use crate::diagnostic::Diagnostic;
use crate::hir::TargetTest;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "wildcard-target",
    title: "all nodes of the account",
    group: Group::Security,
    profile: Profile::Strict,
    page: page!("wildcard-target"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let tests = cx.target_sets().flat_map(|targets| &targets.tests);
    tests
        .filter_map(|test| match test {
            TargetTest::All { at } => Some(*at),
            _ => None,
        })
        .map(|at| {
            RULE.finding(
                at,
                "this reaches every node of the account and Region, those of tomorrow too",
            )
            .label("all")
            .help("name a tag or a resource group")
        })
        .collect()
}
