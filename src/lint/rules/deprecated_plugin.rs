//! `deprecated-plugin`: a plugin for what is no longer there.

use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "deprecated-plugin",
    title: "a plugin for what is no longer there",
    page: page!("deprecated-plugin"),
    checked: &[457],
    ..BASE
};
