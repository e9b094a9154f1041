//! `idle-documentation`: a documentation comment that documents nothing.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "idle-documentation",
    title: "a documentation comment that documents nothing",
    group: Group::Style,
    fixable: true,
    page: page!("idle-documentation"),
    checked: &[114],
    ..BASE
};
