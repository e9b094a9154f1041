//! `param-name-case`: a parameter of a runbook that starts with a small letter.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "param-name-case",
    title: "a parameter of a runbook that starts with a small letter",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("param-name-case"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let parameters = cx.runbooks.iter().flat_map(|it| &it.runbook.parameters);
    parameters
        .filter(|it| it.name.starts_with(|letter: char| letter.is_ascii_lowercase()))
        .map(|parameter| {
            RULE.finding(parameter.at, format!("`{}` starts with a small letter", parameter.name))
                .label("unlike the parameters of AWS's own runbooks")
                .help("write it as `InstanceId` is written")
        })
        .collect()
}
