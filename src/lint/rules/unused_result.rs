//! `unused-result`: a call that only reads, whose result nothing reads.

use crate::diagnostic::Diagnostic;
use crate::lint::api::{Effect, effect, operation};
use crate::lint::context::{Context, RunbookView};
use crate::lint::rule::{BASE, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unused-result",
    title: "a call that only reads, whose result nothing reads",
    profile: Profile::Strict,
    page: page!("unused-result"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.runbooks.iter().flat_map(of_runbook).collect()
}

fn of_runbook(view: &RunbookView<'_>) -> Vec<Diagnostic> {
    let unread = view.steps().filter(|(step, statement)| {
        operation(step).is_some()
            && effect(step) == Effect::Reads
            && !view.reads_step(step, *statement)
    });
    unread
        .map(|(step, statement)| {
            let name = operation(step).map_or("", |(_, name)| name);
            RULE.finding(statement.statement.at, format!("nothing reads what `{name}` gives"))
                .label("changes nothing, and is not read")
                .help("read the result, or remove the call; to stop where something is missing, `assert`")
        })
        .collect()
}
