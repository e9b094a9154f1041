//! `become-root`: a task that becomes root, and is root already.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::Value;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "become-root",
    title: "a task that becomes root, and is root already",
    group: Group::Style,
    level: Severity::Info,
    page: page!("become-root"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let tasks = cx.commands.iter().flat_map(|view| &view.tasks);
    tasks
        .filter_map(|task| task.run_as.as_ref())
        .filter(|user| user.as_const().and_then(Value::as_str) == Some("root"))
        .map(|user| {
            RULE.finding(user.at, "tasks run as root anyway")
                .label("changes nothing")
                .help("remove `become`")
        })
        .collect()
}
