//! `ignored-timeout`: a timeout that the agent replaces.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "ignored-timeout",
    title: "a timeout that the agent replaces",
    group: Group::Correctness,
    page: page!("ignored-timeout"),
    checked: &[460],
    ..BASE
};
