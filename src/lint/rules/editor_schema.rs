//! `editor-schema`: a schema that is for editors.

use crate::diagnostic::Severity;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "editor-schema",
    title: "a schema that is for editors",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    fixable: true,
    page: page!("editor-schema"),
    checked: &[641],
    ..BASE
};
