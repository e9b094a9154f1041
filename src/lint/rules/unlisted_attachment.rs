//! `unlisted-attachment`: an attachment that the document does not list.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unlisted-attachment",
    title: "an attachment that the document does not list",
    group: Group::Correctness,
    page: page!("unlisted-attachment"),
    checked: &[669],
    ..BASE
};
