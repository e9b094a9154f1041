//! `byte-order-mark`: a document that starts with a byte order mark.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "byte-order-mark",
    title: "a byte order mark at the start",
    group: Group::Correctness,
    fixable: true,
    page: page!("byte-order-mark"),
    checked: &[170],
    ..BASE
};
