//! `unanchored-pattern`: a pattern that is not anchored.

use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unanchored-pattern",
    title: "a pattern that is not anchored",
    group: Group::Security,
    profile: Profile::Minimal,
    page: page!("unanchored-pattern"),
    checked: &[332],
    ..BASE
};
