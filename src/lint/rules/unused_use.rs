//! `unused-use`: a `use` that is not used.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unused-use",
    title: "a `use` that is not used",
    group: Group::Style,
    fixable: true,
    page: page!("unused-use"),
    checked: &[205],
    ..BASE
};
