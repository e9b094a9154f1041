//! `inexact-number`: a number that readers round.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "inexact-number",
    title: "a number that readers round",
    group: Group::Correctness,
    page: page!("inexact-number"),
    checked: &[175],
    ..BASE
};
