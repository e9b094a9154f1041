//! Profiles, levels and rules that are chosen.

use ordain::diagnostic::Severity;
use ordain::lint::{Profile, rule_named};
use ordain::session::LintOptions;

use super::{PAUSE, codes};
use crate::support::Project;

fn with_manifest(lint: &str) -> Project {
    Project::of(PAUSE).manifest(&format!("[project]\nname = \"acme\"\n\n{lint}"))
}

#[test]
fn a_rule_of_the_recommended_profile_is_on_by_itself() {
    assert_eq!(codes(&Project::of(PAUSE)), ["missing-timeout"]);
}

#[test]
fn a_smaller_profile_leaves_it_out() {
    assert!(codes(&with_manifest("[lint]\nprofile = \"minimal\"\n")).is_empty());
}

#[test]
fn the_command_line_chooses_another_profile_than_the_manifest() {
    let options = LintOptions { profile: Some(Profile::Minimal), ..LintOptions::default() };
    let project = with_manifest("[lint]\nprofile = \"recommended\"\n");
    assert!(project.lint_with(&options).is_empty());
}

#[test]
fn a_level_changes_how_bad_a_finding_is() {
    for (word, severity) in
        [("info", Severity::Info), ("warning", Severity::Warning), ("error", Severity::Error)]
    {
        let project = with_manifest(&format!("[lint.rules]\nmissing-timeout = \"{word}\"\n"));
        let found = project.lint();
        assert_eq!(found.iter().map(|one| one.severity).collect::<Vec<_>>(), [severity]);
    }
}

#[test]
fn a_rule_that_is_off_finds_nothing() {
    assert!(codes(&with_manifest("[lint.rules]\nmissing-timeout = \"off\"\n")).is_empty());
}

#[test]
fn a_level_turns_on_what_the_profile_leaves_out() {
    let minimal = "[lint]\nprofile = \"minimal\"\n[lint.rules]\nmissing-timeout = \"info\"\n";
    assert_eq!(codes(&with_manifest(minimal)), ["missing-timeout"]);
}

#[test]
fn a_rule_that_is_asked_for_looks_alone_and_even_if_it_is_off() {
    let rule = rule_named("missing-timeout").expect("a rule");
    let options = LintOptions { rules: vec![rule], ..LintOptions::default() };
    let source = "runbook example {\n  param Unused: String\n  pause\n}\n";
    let off = "[project]\nname = \"acme\"\n[lint.rules]\nmissing-timeout = \"off\"\n";
    let found = Project::of(source).manifest(off).lint_with(&options);
    assert_eq!(found.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["missing-timeout"]);
}

#[test]
fn a_name_that_is_no_rule_is_an_error_with_the_nearest() {
    let found = with_manifest("[lint.rules]\nmising-timeout = \"off\"\n").lint();
    let wrong = found.iter().find(|one| one.code == "E0239").expect("E0239");
    assert!(wrong.is_error && wrong.underlined == "mising-timeout");
    assert_eq!(wrong.help.as_deref(), Some("write `missing-timeout`"));
}

#[test]
fn check_reports_a_wrong_section_once_and_so_does_lint() {
    let project =
        with_manifest("[lint]\nprofile = \"relaxed\"\n[lint.rules]\nidle-allow = \"on\"\n");
    let wrong = |found: Vec<crate::support::Finding>| -> Vec<String> {
        found.into_iter().filter(|one| one.is_error).map(|one| one.message).collect()
    };
    let expected = ["there is no profile \"relaxed\"", "there is no level \"on\""];
    assert_eq!(wrong(project.check()), expected);
    assert_eq!(wrong(project.lint()), expected);
}

#[test]
fn what_checking_finds_has_the_name_and_level_of_its_rule() {
    let source = "runbook example {\n  param Unused: String\n  sleep 1m\n}\n";
    assert_eq!(codes(&Project::of(source)), ["unused-param"]);
    let off = "[project]\nname = \"acme\"\n[lint.rules]\nunused-param = \"off\"\n";
    assert!(codes(&Project::of(source).manifest(off)).is_empty());
    let checked = Project::of(source).check();
    assert_eq!(checked.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["E0354"]);
}

#[test]
fn what_an_error_touches_is_not_looked_at_and_the_rest_is() {
    let source = format!("{PAUSE}\nrunbook broken {{\n  pause\n  sleep Nothing\n}}\n");
    let found = codes(&Project::of(&source));
    assert_eq!(found.iter().filter(|code| *code == "missing-timeout").count(), 1, "{found:?}");
    assert!(found.iter().any(|code| code.starts_with('E')), "{found:?}");
}

#[test]
fn findings_in_the_standard_library_are_nobodys_business() {
    let source = "use std.{file, package, service}\n\n/// Prepares.\ncommand example {\n  \
                  package(name: \"jq\")\n  file(path: \"/etc/a\", content: \"b\")\n  \
                  service(name: \"nginx\", state: \"started\")\n}\n";
    let options = LintOptions { profile: Some(Profile::Strict), ..LintOptions::default() };
    let found = Project::of(source).lint_with(&options);
    assert!(found.iter().all(|one| one.file == "main.ord"), "{found:#?}");
}

#[test]
fn a_wrong_level_keeps_no_rule_from_looking() {
    let found = codes(&with_manifest("[lint.rules]\nmising-timeout = \"off\"\n"));
    assert_eq!(found, ["missing-timeout", "E0239"]);
}

/// The numbers behind `warning(` and `info(` in a text of source.
fn numbers_of_warnings(text: &str) -> Vec<u16> {
    let calls = ["warning(", "info("].into_iter().flat_map(|call| text.split(call).skip(1));
    let number = |behind: &str| {
        let behind = behind.trim_start();
        let behind = behind.strip_prefix("Code(").unwrap_or(behind);
        let digits = behind.split(|it: char| !it.is_ascii_digit()).next()?;
        digits.parse().ok()
    };
    calls.filter_map(number).collect()
}

/// Warnings that lint never shows, since only an import or a build gives them, one that says what the
/// compiler did, one of the command line (who names no such file does not get it), and
/// one of stacks for other tools.
const OF_OTHER_COMMANDS: [u16; 5] = [560, 597, 630, 667, 701];

#[test]
fn every_warning_has_a_rule_that_can_be_allowed_and_turned_off() {
    let mut without = std::collections::BTreeSet::new();
    let sources = crate::tidy::texts_of_sources();
    for (path, text) in sources.into_iter().filter(|(path, _)| !path.starts_with("src/iam/")) {
        for number in numbers_of_warnings(&text) {
            let is_elsewhere = OF_OTHER_COMMANDS.contains(&number);
            if !is_elsewhere && ordain::lint::rule_of_code(number).is_none() {
                without.insert((number, path.clone()));
            }
        }
    }
    assert!(without.is_empty(), "{without:?}");
    assert_eq!(
        ordain::lint::rule_of_code(666).map(|rule| rule.name),
        Some("member-without-effect")
    );
}

#[test]
fn a_number_in_a_level_is_told_its_rule() {
    let found = with_manifest("[lint.rules]\nE0666 = \"off\"\n").lint();
    let wrong = found.iter().find(|one| one.code == "E0239").expect("E0239");
    assert_eq!(wrong.help.as_deref(), Some("write `member-without-effect`"));
}
