//! `missing-description`: a document without a description.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "missing-description",
    title: "a document without a description",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("missing-description"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let headers = cx.runbooks.iter().map(|it| &it.runbook.header);
    let headers = headers.chain(cx.commands.iter().map(|it| &it.command.header));
    let headers = headers.chain(cx.sessions.iter().map(|it| &it.header));
    headers
        .filter(|header| header.description.is_none())
        .map(|header| {
            RULE.finding(header.at, format!("`{}` does not say what it does", header.name))
                .label("no description")
                .note("the console shows the description to whoever looks for a document")
                .help("write a line with `///` above it")
        })
        .collect()
}
