//! `fixed-sleep`: a sleep in the place of a wait.

use crate::aws::{Below, Member, Service};
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, Statement, StatementKind, Value};
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
    let pairs = blocks.flat_map(|block| {
        let behind = block.statements.iter().skip(2).map(Some).chain([None]);
        block.statements.windows(2).zip(behind)
    });
    pairs
        .filter_map(|(pair, behind)| {
            let [before, sleep] = pair else { return None };
            let name = changing_a_state(before)?;
            if !is_fixed_sleep(sleep) || behind.is_some_and(is_wait) {
                return None;
            }
            let found = RULE
                .finding(sleep.at, format!("this guesses how long `{name}` takes"))
                .label("too long, or too short")
                .related(before.at, "what it waits for")
                .help("wait for what is wanted: `wait until aws.….State == \"…\" timeout …`");
            Some(found)
        })
        .collect()
}

/// Whoever starts the runbook knows better how long to wait where the time is a parameter.
fn is_fixed_sleep(statement: &Statement) -> bool {
    let StatementKind::Step(step) = &statement.kind else { return false };
    let duration = input(step, "Duration").and_then(Expr::as_const);
    // In a document a reference is a text.
    let is_open = duration.and_then(Value::as_str).is_some_and(|it| it.contains("{{"));
    step.action == "aws:sleep" && duration.is_some() && !is_open
}

fn is_wait(statement: &Statement) -> bool {
    matches!(&statement.kind, StatementKind::Step(step) if step.action == "aws:waitForAwsResourceProperty")
}

/// The operation that a step calls, where it makes or changes something that has a state: there is
/// something to wait for.
fn changing_a_state(statement: &Statement) -> Option<&str> {
    let StatementKind::Step(call) = &statement.kind else { return None };
    let (service, name) = operation(call)?;
    let changes = matches!(effect(call), Effect::Changes | Effect::Makes);
    let model = Service::find(service).filter(|_| changes)?.0.model();
    let (operation, _) = model.find_operation(name)?;
    let is_state = |member: Member<'_>| {
        let name = member.name();
        ["State", "state", "Status", "status"].iter().any(|it| name.ends_with(it))
    };
    let mut shapes = operation.output().into_iter().flat_map(Below::shapes);
    shapes.any(|shape| shape.members().iter().any(is_state)).then_some(name)
}
