//! `session-no-logging`: a session that leaves no record.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "session-no-logging",
    title: "a session that leaves no record",
    group: Group::Security,
    page: page!("session-no-logging"),
    checked: &[627],
    ..BASE
};
