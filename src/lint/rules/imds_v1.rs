//! `imds-v1`: the metadata of an instance without a token.

use crate::diagnostic::Diagnostic;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::lines;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "imds-v1",
    title: "the metadata of an instance without a token",
    group: Group::Correctness,
    page: page!("imds-v1"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in &cx.scripts {
        if script.text.to_ascii_lowercase().contains("x-aws-ec2-metadata-token") {
            continue;
        }
        let asks = |text: &str| {
            let behind = text.split_once("169.254.169.254/latest/").map(|(_, behind)| behind);
            behind.is_some_and(|path| !path.starts_with("api/token"))
        };
        if let Some(line) = lines(script).into_iter().find(|line| asks(line.text)) {
            found.push(
                RULE.finding(
                    cx.in_script(script, line.whole()),
                    "this asks for metadata without a token",
                )
                .label("refused where IMDSv2 is required")
                .note("new instances require version 2 of the metadata service by default")
                .help("get a token with `PUT /latest/api/token` first, and send it with `X-aws-ec2-metadata-token`"),
            );
        }
    }
    found
}
