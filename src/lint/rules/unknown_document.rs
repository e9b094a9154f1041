//! `unknown-document`: a document that AWS is not known to have.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unknown-document",
    title: "a document that AWS is not known to have",
    group: Group::Correctness,
    page: page!("unknown-document"),
    checked: &[217],
    ..BASE
};
