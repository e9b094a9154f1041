//! Safe fixes: each page's own, and when one is left out.

use std::collections::BTreeMap;

use ordain::lint::RULES;
use ordain::session::{BuildOptions, FixOutcome, Format, LintOptions, Session};

use crate::pages::{program_blocks, project_of};
use crate::support::Project;

/// Rules whose fixes take out of the document what holds without it.
const SHORTER: [&str; 3] = ["numeric-weekday", "redundant-clause", "unused-variable"];

fn fix(session: &Session, options: &LintOptions) -> FixOutcome {
    session.fix(options)
}

fn artifacts(session: &Session) -> BTreeMap<String, String> {
    let options = BuildOptions { format: Some(Format::Json), ..BuildOptions::default() };
    session.build(options).artifacts.into_iter().map(|it| (it.path, it.text)).collect()
}

#[test]
fn at_least_eight_rules_have_safe_fixes() {
    assert!(RULES.iter().filter(|rule| rule.fixable).count() >= 8);
}

#[test]
fn every_fixable_page_is_mended_and_means_the_same() {
    for rule in RULES.iter().filter(|rule| rule.fixable) {
        let options = LintOptions { also: vec![rule], ..LintOptions::default() };
        for block in program_blocks(rule.page).iter().filter(|block| block.heading == "Wrong") {
            let session = project_of(&block.text).session();
            let outcome = fix(&session, &options);
            let left = outcome.session.lint(&options).diagnostics;
            assert!(left.is_empty(), "{}: {left:#?}", rule.name);
            assert!(outcome.applied > 0 && !outcome.changed.is_empty(), "{}", rule.name);
            if !SHORTER.contains(&rule.name) {
                let (before, after) = (artifacts(&session), artifacts(&outcome.session));
                assert_eq!(before, after, "{}", rule.name);
            }
            let again = fix(&outcome.session, &options);
            assert!(again.applied == 0 && again.changed.is_empty(), "{} again", rule.name);
        }
    }
}

#[test]
fn a_rule_that_is_not_fixable_offers_no_safe_fix() {
    for rule in RULES.iter().filter(|rule| !rule.fixable) {
        let options = LintOptions { rules: vec![rule], ..LintOptions::default() };
        for block in program_blocks(rule.page).iter().filter(|block| block.heading == "Wrong") {
            let outcome = fix(&project_of(&block.text).session(), &options);
            assert_eq!(outcome.applied, 0, "{}", rule.name);
        }
    }
}

#[track_caller]
fn check(before: &str, after: &str) {
    let session = Project::of(before).session();
    let outcome = fix(&session, &LintOptions::default());
    let text = outcome.changed.first().map_or(before, |changed| &*changed.after);
    assert_eq!(text, after);
}

#[test]
fn several_fixes_of_one_file_are_applied_at_once() {
    check(
        "runbook example {\n  param Long: Bool\n\n  if Long == true {\n    pause timeout 3600s\n  } \
         else {\n  }\n  sleep 1m\n  exit\n}\n",
        "runbook example {\n  param Long: Bool\n\n  if Long {\n    pause timeout 1h\n  }\n  sleep \
         1m\n}\n",
    );
}

#[test]
fn comments_stay() {
    let source = "runbook example {\n  param Long: Bool\n\n  if Long {\n    sleep 2m\n  } else {\n    \
                  // later\n  }\n  sleep 1m // a while\n}\n";
    check(source, source);
}

#[test]
fn a_file_with_an_error_keeps_its_text_but_for_what_mends_the_error() {
    let source = "runbook example {\n  sleep Nothing\n  pause timeout 3600s\n}\n";
    check(source, source);
}

#[test]
fn what_is_allowed_is_not_mended() {
    let source = "runbook example {\n  // allow(unreadable-duration): as the contract says\n  \
                  pause timeout 3600s\n}\n";
    check(source, source);
}
