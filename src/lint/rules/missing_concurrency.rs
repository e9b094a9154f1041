//! `missing-concurrency`: an association that reaches all its nodes at once.

use crate::diagnostic::Diagnostic;
use crate::hir::{Association, SignatureKind, TargetTest};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "missing-concurrency",
    title: "an association that reaches all its nodes at once",
    page: page!("missing-concurrency"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let several = cx.associations.iter().filter(|it| reaches_many(it));
    several
        .filter(|it| !it.fields.iter().any(|field| field.name == "MaxConcurrency"))
        .map(|it| {
            RULE.finding(it.at, "this association may run on all of its nodes at once")
                .label("no `concurrency`")
                .note("AWS's own pages differ in what holds without `MaxConcurrency`: 50 nodes, or all")
                .help("add `concurrency`, such as `concurrency: 10%`")
        })
        .collect()
}

fn reaches_many(association: &Association) -> bool {
    let tests = association.targets.iter().flat_map(|targets| &targets.tests);
    // Of all nodes without either limit, checking warns.
    let is_open = |test: &TargetTest| match test {
        TargetTest::Tag { .. } | TargetTest::ResourceGroup { .. } => true,
        TargetTest::All { .. } => association.fields.iter().any(|it| it.name == "MaxErrors"),
        TargetTest::Instances { .. } | TargetTest::ParameterValues { .. } => false,
    };
    let mut tests = tests.peekable();
    let is_change = association.document.kind != SignatureKind::Policy;
    is_change && tests.peek().is_some() && tests.all(is_open)
}
