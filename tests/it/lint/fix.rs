//! Safe fixes: each page's own, and when one is left out.

use std::collections::BTreeMap;

use ordain::lint::{LintRule, RULES};
use ordain::session::{BaselineText, BuildOptions, FixOutcome, Format, LintOptions, Session};

use crate::pages::{Language, rule_blocks};
use crate::support::Project;

/// Rules whose fixes take out of the document what holds without it.
const SHORTER: [&str; 4] =
    ["numeric-weekday", "odd-spelling", "redundant-clause", "unused-variable"];

fn fix(session: &Session, options: &LintOptions) -> FixOutcome {
    session.fix(options)
}

fn artifacts(session: &Session) -> BTreeMap<String, String> {
    let options = BuildOptions { format: Some(Format::Json), ..BuildOptions::default() };
    session.build(options).artifacts.into_iter().map(|it| (it.path, it.text)).collect()
}

#[test]
fn at_least_twenty_rules_have_safe_fixes() {
    let shows = |rule: &LintRule, language: Language| {
        let blocks = rule_blocks(rule.page);
        blocks.iter().any(|block| block.heading == "Wrong" && block.language == language)
    };
    let fixable = || RULES.iter().filter(|rule| rule.fixable);
    assert!(fixable().count() >= 20);
    // What a page shows is mended in the test below.
    let in_documents = fixable().filter(|rule| shows(rule, Language::Yaml)).count();
    assert!(in_documents >= 20, "{in_documents}");
}

#[test]
fn every_fixable_page_is_mended_and_means_the_same() {
    let mends_texts = |rule: &&&LintRule| rule.fixable && rule.name != "stale-baseline";
    for rule in RULES.iter().filter(mends_texts) {
        let options = LintOptions { also: vec![rule], ..LintOptions::default() };
        for block in rule_blocks(rule.page).iter().filter(|block| block.heading == "Wrong") {
            let session = block.project().session();
            let outcome = fix(&session, &options);
            let left = outcome.session.lint(&options).diagnostics;
            assert!(left.is_empty(), "{}: {left:#?}", rule.name);
            assert!(outcome.applied > 0 && !outcome.changed.is_empty(), "{}", rule.name);
            if block.language == Language::Ord && !SHORTER.contains(&rule.name) {
                let (before, after) = (artifacts(&session), artifacts(&outcome.session));
                assert_eq!(before, after, "{}", rule.name);
            }
            let again = fix(&outcome.session, &options);
            assert!(again.applied == 0 && again.changed.is_empty(), "{} again", rule.name);
        }
    }
}

#[test]
fn a_stale_entry_is_taken_out_of_the_baseline_and_the_others_stay() {
    let source = "runbook example {\n  pause\n  exit\n}\n";
    let manifest = "[project]\nname = \"acme\"\n[lint]\nbaseline = \"known.json\"\n";
    let project = Project::of(source).manifest(manifest);
    let none = LintOptions { baseline: BaselineText::Nothing, ..LintOptions::default() };
    let known = project.session().lint(&none).baseline_text();
    assert!(known.contains("needless-exit") && known.contains("missing-timeout"));
    let mended = Project::of("runbook example {\n  pause\n}\n").manifest(manifest);
    let outcome =
        fix(&mended.clone().asset("known.json", &known).session(), &LintOptions::default());
    let after = outcome.baseline.expect("another baseline");
    assert_eq!((&*after.path, outcome.applied), ("known.json", 1));
    assert!(!after.after.contains("needless-exit") && after.after.contains("missing-timeout"));
    let left = mended.asset("known.json", &*after.after);
    assert!(left.lint().is_empty());
    assert!(fix(&left.session(), &LintOptions::default()).baseline.is_none());
}

#[test]
fn a_rule_that_is_not_fixable_offers_no_safe_fix() {
    for rule in RULES.iter().filter(|rule| !rule.fixable) {
        let options = LintOptions { rules: vec![rule], ..LintOptions::default() };
        for block in rule_blocks(rule.page).iter().filter(|block| block.heading == "Wrong") {
            let outcome = fix(&block.project().session(), &options);
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
