//! `unlimited-loop`: a loop whose limit is not said.

use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unlimited-loop",
    title: "a loop whose limit is not said",
    page: page!("unlimited-loop"),
    checked: &[508],
    ..BASE
};
