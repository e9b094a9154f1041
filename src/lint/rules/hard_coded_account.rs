//! `hard-coded-account`: an account or a Region that is written out.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::Value;
use crate::lint::context::{Context, RunbookView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::text::FileSpan;
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
    cx.runbooks.iter().flat_map(of_runbook).collect()
}

fn of_runbook(view: &RunbookView<'_>) -> Vec<Diagnostic> {
    // Who starts the runbook may give another value.
    let defaults: Vec<FileSpan> =
        view.runbook.parameters.iter().filter_map(|it| Some(it.default.as_ref()?.at)).collect();
    let is_default = |at: FileSpan| {
        defaults.iter().any(|it| {
            it.file == at.file && it.span.start <= at.span.start && at.span.end <= it.span.end
        })
    };
    let constants = view.expressions.iter().filter(|expr| !is_default(expr.at));
    constants
        .filter_map(|expr| {
            let found = RULE
                .finding(expr.at, format!("{} written out here", place_in(expr.as_const()?)?))
                .label("this runbook runs in one place only")
                .help("write `${global.ACCOUNT_ID}` and `${global.REGION}`, or take a parameter");
            Some(found)
        })
        .collect()
}

/// What of a value holds for one place only.
fn place_in(value: &Value) -> Option<&'static str> {
    match value {
        Value::List(items) => items.iter().find_map(place_in),
        Value::Record(members) => members.values().find_map(place_in),
        other => {
            let parts = ARN.as_ref()?.captures(other.as_str()?)?;
            match (parts.get(1), parts.get(2)) {
                // AWS's own.
                (None, None) => None,
                (Some(_), Some(_)) => Some("the account and the Region are"),
                (None, Some(_)) => Some("the account is"),
                (Some(_), None) => Some("the Region is"),
            }
        }
    }
}
