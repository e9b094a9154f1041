//! `unlimited-target`: all nodes, with nothing to hold a mistake back.

use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unlimited-target",
    title: "all nodes, with nothing to hold a mistake back",
    group: Group::Security,
    profile: Profile::Minimal,
    page: page!("unlimited-target"),
    checked: &[615],
    ..BASE
};
