//! `missing-case`: a `match` without a case for each value.

use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "missing-case",
    title: "a `match` without a case for each value",
    page: page!("missing-case"),
    checked: &[511],
    ..BASE
};
