//! `unused-param`: a parameter that nothing uses.

use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unused-param",
    title: "a parameter that nothing uses",
    page: page!("unused-param"),
    checked: &[354],
    ..BASE
};
