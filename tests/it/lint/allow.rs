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

#[test]
fn a_blank_line_may_stand_between() {
    let above = "  // allow(missing-timeout): somebody looks\n\n  \t\n  pause";
    check(&PAUSE.replace("  pause", above), &[]);
}

#[test]
fn a_comment_behind_a_script_allows_what_is_found_in_it() {
    let source = "command example {\n  sh \"\"\"\n    true\n    aws configure set \
                  aws_access_key_id AKIAABCDEFGHIJKLMNOP\n  \"\"\" // allow(secret-in-text): an \
                  example\n}\n";
    check(source, &[]);
}

/// A document whose script names a key, and a comment above one of its lines.
fn document(above: &str, comment: &str) -> Project {
    let text = "schemaVersion: \"2.2\"\ndescription: Does it.\nmainSteps:\n  - name: first\n    \
                action: aws:runShellScript\n    inputs:\n      runCommand:\n        - |\n          \
                set -e\n          aws configure set aws_access_key_id AKIAABCDEFGHIJKLMNOP\n";
    let at = text.find(above).expect("a line of it");
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let indent = " ".repeat(at - line);
    let commented = format!("{}{indent}# ordain: {comment}\n{}", &text[..line], &text[line..]);
    Project::new().file("a.yaml", &commented)
}

#[test]
fn a_comment_above_a_text_of_a_document_allows_what_is_found_in_it() {
    let allow = "allow(secret-in-text): an example";
    assert_eq!(codes(&document("- |", "is a script")), ["secret-in-text"]);
    assert!(codes(&document("- |", allow)).is_empty());
    assert_eq!(codes(&document("inputs:", allow)), ["idle-allow", "secret-in-text"]);
}

#[test]
fn a_warning_of_checking_is_allowed_in_a_document() {
    let step = "  - name: first\n    action: aws:runShellScript\n    COMMENT\n    onFailure: exit\n    \
                inputs:\n      runCommand: [date]\n";
    let document = format!("schemaVersion: \"2.2\"\ndescription: Does it.\nmainSteps:\n{step}");
    let with = |comment: &str| Project::new().file("a.yaml", &document.replace("COMMENT", comment));
    assert_eq!(codes(&with("# Stops.")), ["member-without-effect"]);
    let allow = "# ordain: allow(member-without-effect): older agents read it";
    assert!(codes(&with(allow)).is_empty());
}
