//! `unlisted-patch-value`: a filter that lets no patch through.

use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unlisted-patch-value",
    title: "a filter that lets no patch through",
    page: page!("unlisted-patch-value"),
    checked: &[635],
    ..BASE
};
