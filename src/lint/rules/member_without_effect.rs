//! `member-without-effect`: a member that the agent does not read.

use crate::lint::rule::{BASE, Group, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "member-without-effect",
    title: "a member that the agent does not read",
    group: Group::Correctness,
    fixable: true,
    page: page!("member-without-effect"),
    checked: &[666],
    ..BASE
};
