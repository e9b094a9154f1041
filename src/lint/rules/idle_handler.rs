//! `idle-handler`: a handler that nothing notifies.

use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "idle-handler",
    title: "a handler that nothing notifies",
    page: page!("idle-handler"),
    checked: &[592],
    ..BASE
};
