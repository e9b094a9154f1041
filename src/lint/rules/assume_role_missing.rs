//! `assume-role-missing`: a runbook that runs with the rights of its caller.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::Step;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "assume-role-missing",
    title: "a runbook that runs with the rights of its caller",
    group: Group::Security,
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("assume-role-missing"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let without = cx.runbooks.iter().filter(|view| view.runbook.assume_role.is_none());
    without
        .filter_map(|view| {
            let mut calls = view.steps().filter(|(step, _)| calls_aws(step));
            let (_, first) = calls.next()?;
            let found = RULE
                .finding(view.runbook.header.at, "this runbook has no role of its own")
                .label("runs with the rights of whoever starts it")
                .related(first.statement.at, "needs rights")
                .note("a schedule or a rule can then start it with a role of its own only")
                .help("add `param AutomationAssumeRole: aws.iam.RoleArn` and `assume_role: AutomationAssumeRole`");
            Some(found)
        })
        .collect()
}

fn calls_aws(step: &Step) -> bool {
    !["aws:sleep", "aws:branch", "aws:updateVariable", "aws:pause"].contains(&step.action)
}
