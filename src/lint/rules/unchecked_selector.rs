//! `unchecked-selector`: a selector whose values have no known type.

use crate::lint::rule::{BASE, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unchecked-selector",
    title: "a selector whose values have no known type",
    profile: Profile::Strict,
    page: page!("unchecked-selector"),
    checked: &[477],
    ..BASE
};
