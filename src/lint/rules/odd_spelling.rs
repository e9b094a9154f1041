//! `odd-spelling`: a service or an operation that AWS spells in another way.

use crate::diagnostic::Severity;
use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "odd-spelling",
    title: "a name that AWS spells in another way",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("odd-spelling"),
    checked: &[472],
    ..BASE
};
