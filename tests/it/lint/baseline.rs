//! Findings that were there when a team began.

use ordain::session::{BaselineText, LintOptions};

use super::PAUSE;
use crate::support::Project;

fn baseline_of(project: &Project) -> BaselineText {
    let options = LintOptions { baseline: BaselineText::Nothing, ..LintOptions::default() };
    let text = project.session().lint(&options).baseline_text();
    BaselineText::Given { path: "known.json".to_owned(), text }
}

#[track_caller]
fn check(before: &str, after: &str, expected: &[&str]) {
    let baseline = baseline_of(&Project::of(before));
    let options = LintOptions { baseline, ..LintOptions::default() };
    let found = Project::of(after).lint_with(&options);
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, expected, "{found:#?}");
}

#[test]
fn what_the_baseline_holds_is_hidden() {
    check(PAUSE, PAUSE, &[]);
}

#[test]
fn lines_before_and_other_blanks_change_nothing() {
    let moved = PAUSE.replace("  pause", "  sleep 1m\n\n      pause");
    check(PAUSE, &moved, &[]);
}

#[test]
fn one_more_of_the_same_is_shown() {
    let twice = PAUSE.replace("  pause", "  pause\n  pause");
    check(PAUSE, &twice, &["missing-timeout"]);
}

#[test]
fn another_text_is_shown_and_the_entry_is_stale() {
    let other = PAUSE.replace("pause", "pause attempts 2");
    check(PAUSE, &other, &["stale-baseline", "missing-timeout"]);
}

#[test]
fn what_is_mended_leaves_a_stale_entry() {
    let mended = PAUSE.replace("pause", "pause timeout 1h");
    check(PAUSE, &mended, &["stale-baseline"]);
}

#[test]
fn an_error_is_never_hidden() {
    let broken = "runbook example {\n  sleep Nothing\n}\n";
    let project = Project::of(broken);
    let options = LintOptions { baseline: baseline_of(&project), ..LintOptions::default() };
    assert!(project.lint_with(&options).iter().any(|one| one.is_error));
}

#[test]
fn the_manifest_names_a_baseline_beside_it() {
    let BaselineText::Given { text, .. } = baseline_of(&Project::of(PAUSE)) else {
        unreachable!("it is given")
    };
    let manifest = "[project]\nname = \"acme\"\n[lint]\nbaseline = \"known.json\"\n";
    let project = Project::of(PAUSE).manifest(manifest);
    let codes = |project: &Project| -> Vec<String> {
        project.lint().into_iter().map(|found| found.code).collect()
    };
    assert!(codes(&project.clone().asset("known.json", &text)).is_empty());
    assert!(codes(&project).contains(&"E0245".to_owned()));
    let other = text.replace("\"version\": 1", "\"version\": 7");
    assert!(codes(&project.asset("known.json", other)).contains(&"E0245".to_owned()));
}

#[test]
fn what_is_said_of_comments_is_hidden_too() {
    let idle = PAUSE.replace("  pause", "  // allow(unused-param): so\n  pause");
    check(&idle, &idle, &[]);
}
