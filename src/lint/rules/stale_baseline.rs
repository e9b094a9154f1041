//! `stale-baseline`: an entry of the baseline that hides nothing any more.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::baseline::Entry;
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::text::FileSpan;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "stale-baseline",
    title: "an entry of the baseline that hides nothing",
    group: Group::Style,
    profile: Profile::Minimal,
    level: Severity::Info,
    fixable: true,
    page: page!("stale-baseline"),
    ..BASE
};

pub(in crate::lint) fn finding(at: FileSpan, entry: &Entry) -> Diagnostic {
    let Entry { file, rule, count, .. } = entry;
    let times = if *count == 1 { String::new() } else { format!(" {count} times") };
    RULE.finding(at, format!("`{rule}` is not found in \"{file}\"{times} any more"))
        .label("the baseline still holds it")
        .help("write the baseline anew, so that the finding cannot come back unseen")
}
