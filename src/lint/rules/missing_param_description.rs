//! `missing-param-description`: a parameter without a description.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "missing-param-description",
    title: "a parameter without a description",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("missing-param-description"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let parameters = cx.runbooks.iter().flat_map(|it| &it.runbook.parameters);
    let parameters = parameters.chain(cx.commands.iter().flat_map(|it| &it.command.parameters));
    parameters
        .filter(|parameter| parameter.description.is_none())
        .map(|parameter| {
            RULE.finding(parameter.at, format!("nothing says what `{}` is", parameter.name))
                .label("no description")
                .note("the console shows the description beside the field of the parameter")
                .help("write a line with `///` above it")
        })
        .collect()
}
