//! `value-without-text`: a value in a text that it may not stand in.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "value-without-text",
    title: "a value in a text that it may not stand in",
    group: Group::Correctness,
    page: page!("value-without-text"),
    checked: &[323, 324],
    ..BASE
};
