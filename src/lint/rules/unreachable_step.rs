//! `unreachable-step`: a statement that nothing reaches.

use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unreachable-step",
    title: "a statement that nothing reaches",
    group: Group::Correctness,
    profile: Profile::Minimal,
    page: page!("unreachable-step"),
    checked: &[503],
    ..BASE
};
