//! `public-share`: a document that everybody may run.

use crate::diagnostic::Diagnostic;
use crate::hir::Value;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "public-share",
    title: "a document that everybody may run",
    group: Group::Security,
    profile: Profile::Minimal,
    page: page!("public-share"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let headers = cx.runbooks.iter().map(|it| &it.runbook.header);
    let headers = headers.chain(cx.commands.iter().map(|it| &it.command.header));
    let headers = headers.chain(cx.sessions.iter().map(|it| &it.header));
    let headers = headers.chain(cx.documents.iter().map(|it| &it.header));
    headers
        .filter_map(|header| {
            let (Value::List(accounts), at) = header.attributes.get("share_with")? else {
                return None;
            };
            accounts.iter().any(|it| it.as_str() == Some("all")).then_some(*at)
        })
        .map(|at| {
            RULE.finding(at, "every account of AWS may read and run this document")
                .label("public")
                .note("names of hosts, buckets and roles in it are then known to everybody")
                .help("name the accounts")
        })
        .collect()
}
