//! `odd-schedule`: a form of schedule that the guide does not list.

use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "odd-schedule",
    title: "a form of schedule that the guide does not list",
    page: page!("odd-schedule"),
    checked: &[606],
    ..BASE
};
