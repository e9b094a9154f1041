//! `useless-max-errors`: a limit of errors that holds nothing back.

use crate::diagnostic::Diagnostic;
use crate::hir::Value;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "useless-max-errors",
    title: "a limit of errors that holds nothing back",
    page: page!("useless-max-errors"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let associations = cx.associations.iter().flat_map(|it| &it.fields);
    let tasks = cx.windows.iter().flat_map(|window| &window.tasks).flat_map(|task| &task.fields);
    associations
        .chain(tasks)
        .filter(|field| field.name == "MaxErrors" && is_all(&field.value))
        .map(|field| {
            RULE.finding(field.at, "with this limit, every node may fail")
                .label("holds nothing back")
                .note("the run stops when more than so many have failed")
                .help("write a smaller number, such as `5%` or `1`")
        })
        .collect()
}

/// More nodes than an account has.
const MOST_NODES: i64 = 100_000;

fn is_all(value: &Value) -> bool {
    match value {
        Value::Percent(share) => *share == 100,
        Value::Int(count) => *count >= MOST_NODES,
        other => other.as_str().is_some_and(|text| {
            text == "100%" || text.parse::<i64>().is_ok_and(|count| count >= MOST_NODES)
        }),
    }
}
