//! `impossible-selector`: a selector of what the response cannot have.

use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "impossible-selector",
    title: "a selector of what the response cannot have",
    group: Group::Correctness,
    profile: Profile::Minimal,
    page: page!("impossible-selector"),
    checked: &[476],
    ..BASE
};
