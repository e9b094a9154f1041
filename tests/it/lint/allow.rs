//! Comments that allow a finding.

use super::{PAUSE, codes};
use crate::support::Project;

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(codes(&Project::of(source)), expected, "{source}");
}

#[test]
fn a_comment_above_the_line_allows_it() {
    check(&PAUSE.replace("  pause", "  // allow(missing-timeout): somebody looks\n  pause"), &[]);
}

#[test]
fn a_comment_at_the_end_of_the_line_allows_it() {
    check(&PAUSE.replace("  pause", "  pause // allow(missing-timeout): somebody looks"), &[]);
}

#[test]
fn other_comments_may_stand_between() {
    let above =
        "  // allow(missing-timeout): somebody looks\n  // Every day.\n  /// Waits.\n  pause";
    check(&PAUSE.replace("  pause", above), &[]);
}

#[test]
fn one_comment_may_allow_several_rules() {
    let source = "runbook example {\n  // allow(missing-timeout, unused-output): so it is\n  \
                  pause\n}\n";
    check(source, &["idle-allow"]);
}

#[test]
fn a_comment_two_lines_above_allows_nothing() {
    let above = "  // allow(missing-timeout): somebody looks\n  sleep 1m\n  pause";
    check(&PAUSE.replace("  pause", above), &["idle-allow", "missing-timeout"]);
}

#[test]
fn what_checking_finds_is_allowed_by_the_name_of_its_rule() {
    let source = "runbook example {\n  // allow(unused-param): callers still give it\n  \
                  param Unused: String\n  sleep 1m\n}\n";
    check(source, &[]);
}

#[test]
fn a_comment_without_a_reason_allows_nothing() {
    let source = PAUSE.replace("  pause", "  // allow(missing-timeout)\n  pause");
    check(&source, &["E0244", "missing-timeout"]);
}

#[test]
fn a_comment_that_names_no_rule_is_an_error() {
    let source = PAUSE.replace("  pause", "  // allow(missing-timeot): so\n  pause");
    let found = Project::of(&source).lint();
    let wrong = found.first().expect("a finding");
    assert_eq!((wrong.code.as_str(), wrong.underlined.as_str()), ("E0243", "missing-timeot"));
    assert_eq!(wrong.fix.as_deref(), Some("missing-timeout"));
}

#[test]
fn a_comment_of_a_rule_that_is_off_is_not_idle() {
    let source = "runbook example {\n  // allow(missing-timeout): so\n  sleep 1m\n}\n";
    let off = "[project]\nname = \"acme\"\n[lint.rules]\nmissing-timeout = \"off\"\n";
    check(source, &["idle-allow"]);
    assert!(codes(&Project::of(source).manifest(off)).is_empty());
}

#[test]
fn a_comment_above_a_task_allows_what_is_found_in_its_script() {
    let source = "command example {\n  // allow(secret-in-text): a key of the documentation\n  \
                  sh \"\"\"\n    true\n    aws configure set aws_access_key_id AKIAABCDEFGHIJKLMNOP\n  \
                  \"\"\"\n}\n";
    check(source, &[]);
}
