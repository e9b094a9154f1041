//! `person-in-loop`: a step that waits for a person in a loop.

use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "person-in-loop",
    title: "a step that waits for a person in a loop",
    page: page!("person-in-loop"),
    checked: &[519],
    ..BASE
};
