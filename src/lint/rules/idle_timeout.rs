//! `idle-timeout`: a timeout without effect.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "idle-timeout",
    title: "a timeout without effect",
    group: Group::Correctness,
    page: page!("idle-timeout"),
    checked: &[424],
    ..BASE
};
