//! `fixed-sleep`: a sleep in the place of a wait.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::StatementKind;
use crate::lint::api::{Effect, effect, input, operation};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "fixed-sleep",
    title: "a sleep in the place of a wait",
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("fixed-sleep"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let blocks = cx.runbooks.iter().flat_map(|view| &view.blocks);
    let pairs = blocks.flat_map(|block| block.statements.windows(2));
    pairs
        .filter_map(|pair| {
            let [before, sleep] = pair else { return None };
            let (StatementKind::Step(call), StatementKind::Step(step)) =
                (&before.kind, &sleep.kind)
            else {
                return None;
            };
            let changes = matches!(effect(call), Effect::Changes | Effect::Makes);
            let (_, name) = operation(call).filter(|_| changes)?;
            let is_sleep = step.action == "aws:sleep" && input(step, "Duration").is_some();
            let found = RULE
                .finding(sleep.at, format!("this guesses how long `{name}` takes"))
                .label("too long, or too short")
                .related(before.at, "what it waits for")
                .help("wait for what is wanted: `wait until aws.….State == \"…\" timeout …`");
            is_sleep.then_some(found)
        })
        .collect()
}
