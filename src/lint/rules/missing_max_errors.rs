//! `missing-max-errors`: an association that never stops at errors.

use crate::diagnostic::Diagnostic;
use crate::hir::{Association, SignatureKind, TargetTest};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "missing-max-errors",
    title: "an association that never stops at errors",
    page: page!("missing-max-errors"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let several = cx.associations.iter().filter(|it| reaches_several(it) && changes(it));
    several
        .filter(|it| has(it, "MaxConcurrency") || !reaches_all(it))
        .filter(|it| !has(it, "MaxErrors"))
        .map(|it| {
            RULE.finding(it.at, "this association goes on to the last node, however many fail")
                .label("no `max_errors`")
                .note("without `MaxErrors`, State Manager lets all of its targets fail")
                .help("add `max_errors`, such as `max_errors: 5%`")
        })
        .collect()
}

fn has(association: &Association, member: &str) -> bool {
    association.fields.iter().any(|field| field.name == member)
}

/// Named instances are as many as somebody wrote down.
fn reaches_several(association: &Association) -> bool {
    let tests = association.targets.iter().flat_map(|targets| &targets.tests);
    let is_open = |test: &TargetTest| match test {
        TargetTest::Tag { .. } | TargetTest::ResourceGroup { .. } | TargetTest::All { .. } => true,
        TargetTest::Instances { ids, .. } => ids.len() > 1,
        TargetTest::ParameterValues { values, .. } => values.len() > 1,
    };
    let mut tests = tests.peekable();
    tests.peek().is_some() && tests.all(is_open)
}

/// Checking warns of all nodes without either limit.
fn reaches_all(association: &Association) -> bool {
    let mut tests = association.targets.iter().flat_map(|targets| &targets.tests);
    tests.any(|test| matches!(test, TargetTest::All { .. }))
}

/// An inventory is gathered, and changes nothing.
fn changes(association: &Association) -> bool {
    association.document.kind != SignatureKind::Policy
}
