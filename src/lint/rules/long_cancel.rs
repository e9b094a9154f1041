//! `long-cancel`: a cancellation that may be cut off.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "long-cancel",
    title: "a cancellation that may be cut off",
    group: Group::Correctness,
    page: page!("long-cancel"),
    checked: &[515],
    ..BASE
};
