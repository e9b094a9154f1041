//! `long-output-name`: a name of an output that is too long.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "long-output-name",
    title: "a name of an output that is too long",
    group: Group::Correctness,
    page: page!("long-output-name"),
    checked: &[527],
    ..BASE
};
