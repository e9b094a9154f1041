//! `unknown-script-reference`: a reference in a script that names no parameter.

use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unknown-script-reference",
    title: "a reference in a script that names no parameter",
    page: page!("unknown-script-reference"),
    checked: &[665],
    ..BASE
};
