//! `map-param`: a map as a parameter of a command.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "map-param",
    title: "a map as a parameter of a command",
    group: Group::Correctness,
    page: page!("map-param"),
    checked: &[584],
    ..BASE
};
