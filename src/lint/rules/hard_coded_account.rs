//! `hard-coded-account`: an account or a Region that is written out.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use regex::Regex;
use std::sync::LazyLock;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "hard-coded-account",
    title: "an account or a Region that is written out",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("hard-coded-account"),
    look: Some(look),
    ..BASE
};

static ARN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^arn:aws[a-z-]*:[a-z0-9-]+:([a-z]{2}(?:-[a-z]+)+-[0-9])?:([0-9]{12})?:").ok()
});

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let steps = cx.runbooks.iter().flat_map(|view| &view.expressions);
    steps
        .filter_map(|expr| {
            let text = expr.as_const()?.as_str()?;
            let parts = ARN.as_ref()?.captures(text)?;
            let what = match (parts.get(1), parts.get(2)) {
                // AWS's own.
                (None, None) => return None,
                (Some(_), Some(_)) => "the account and the Region are",
                (None, Some(_)) => "the account is",
                (Some(_), None) => "the Region is",
            };
            let found = RULE
                .finding(expr.at, format!("{what} written out here"))
                .label("this runbook runs in one place only")
                .help("write `${global.ACCOUNT_ID}` and `${global.REGION}`, or take a parameter");
            Some(found)
        })
        .collect()
}
