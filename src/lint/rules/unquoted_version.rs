//! `unquoted-version`: a version of a schema that is a number.

use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unquoted-version",
    title: "a version that is a number",
    group: Group::Correctness,
    profile: Profile::Minimal,
    fixable: true,
    page: page!("unquoted-version"),
    checked: &[174],
    ..BASE
};
