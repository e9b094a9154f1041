//! `cancel-without-effect`: a cancellation that does not do what is written.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "cancel-without-effect",
    title: "a cancellation that does not do what is written",
    group: Group::Correctness,
    page: page!("cancel-without-effect"),
    checked: &[514, 662],
    ..BASE
};
