//! `idle-allow`: a comment that allows what nobody finds.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{BASE, LintRule, Profile};
use crate::text::FileSpan;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "idle-allow",
    title: "a comment that allows what is not found",
    profile: Profile::Minimal,
    fixable: true,
    page: page!("idle-allow"),
    ..BASE
};

pub(in crate::lint) fn finding(at: FileSpan, rule: &str) -> Diagnostic {
    RULE.finding(at, format!("nothing of the rule `{rule}` is found here"))
        .label("allows nothing")
        .note("an `allow` holds for its own line, or for the line below where it stands alone")
        .help("remove it, or put it to the line that it is about")
}
