//! `assume-role-constant`: a role that is written out.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::Value;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "assume-role-constant",
    title: "a role that is written out",
    group: Group::Security,
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("assume-role-constant"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let roles = cx.runbooks.iter().filter_map(|view| view.runbook.assume_role.as_ref());
    roles
        .filter(|role| role.as_const().and_then(Value::as_str).is_some())
        .map(|role| {
            RULE.finding(role.at, "this runbook always takes the same role of the same account")
                .label("written out")
                .note("who may start the runbook may do with it what the role may do")
                .help("take a parameter of type `aws.iam.RoleArn`: its caller then needs the right to hand the role on")
        })
        .collect()
}
