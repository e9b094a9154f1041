//! `association-only-plugin`: a plugin that only an association may run.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "association-only-plugin",
    title: "a plugin that only an association may run",
    group: Group::Correctness,
    page: page!("association-only-plugin"),
    checked: &[458],
    ..BASE
};
