//! `unsure-read`: a read of what may not have run.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unsure-read",
    title: "a read of what may not have run",
    group: Group::Correctness,
    page: page!("unsure-read"),
    checked: &[512, 690],
    ..BASE
};
