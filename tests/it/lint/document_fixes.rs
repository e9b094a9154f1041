//! Findings and fixes in documents in YAML and JSON.

use std::fmt::Write as _;

use ordain::lint::{Profile, rule_named};
use ordain::markup::{Syntax, read};
use ordain::session::{FixOutcome, LintOptions};
use ordain::text::FileId;
use proptest::prelude::{ProptestConfig, prop, prop_assert, prop_assert_eq, proptest};

use crate::support::{Finding, Project};

fn strict() -> LintOptions {
    LintOptions { profile: Some(Profile::Strict), ..LintOptions::default() }
}

fn document(path: &str, text: &str) -> Project {
    Project::new().file(path, text)
}

fn fixed(path: &str, text: &str) -> (FixOutcome, String) {
    let outcome = document(path, text).session().fix(&strict());
    let after = outcome.changed.first().map_or(text, |changed| &*changed.after).to_owned();
    (outcome, after)
}

#[track_caller]
fn check(path: &str, before: &str, after: &str) {
    let (_, text) = fixed(path, before);
    assert_eq!(text, after);
    assert_eq!(fixed(path, after).1, after, "again");
}

fn codes(path: &str, text: &str) -> Vec<String> {
    document(path, text).lint().into_iter().map(|found| found.code).collect()
}

/// A document with a fault of every kind that is mended, as people write documents.
const DOCUMENT: &str = "\
# Rests, and says so.
schemaVersion: 0.3   # the first
description: Rests.
parameters:   # none is needed
  Text: {type: String, description: \"What to say.\", allowedValues: [a, b, a]}
variables:
  idle: {type: Integer, default: 0}
mainSteps:

  - name: rest
    # a minute
    action: 'aws:sleep'
    onFailure: Abort
    maxAttempts: \"3\"
    isCritical: yes
    nextStep: more
    inputs:
      Duration: PT60S   # as agreed
  - {name: more, action: aws:sleep, isCritical: true, inputs: {Duration: \"PT120M\"}}
  - name: publish
    action: aws:executeAwsApi
    inputs:
      Service: SNS
      Api: publish
      TopicArn: >-
        arn:aws:sns:{{global:REGION}}:{{global:ACCOUNT_ID}}:news
      Message: |
        {{Text}}
        and more

    isEnd: true
";

const MENDED: &str = "\
# Rests, and says so.
schemaVersion: \"0.3\"   # the first
description: Rests.
parameters:   # none is needed
  Text: {type: String, description: \"What to say.\", allowedValues: [a, b]}
mainSteps:

  - name: rest
    # a minute
    action: 'aws:sleep'
    maxAttempts: 3
    inputs:
      Duration: PT1M   # as agreed
  - {name: more, action: aws:sleep, inputs: {Duration: \"PT2H\"}}
  - name: publish
    action: aws:executeAwsApi
    inputs:
      Service: sns
      Api: Publish
      TopicArn: >-
        arn:aws:sns:{{ global:REGION }}:{{ global:ACCOUNT_ID }}:news
      Message: |
        {{ Text }}
        and more

";

#[test]
fn all_faults_of_a_document_are_mended_and_all_else_stays() {
    check("example.yaml", DOCUMENT, MENDED);
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_are_no_obstacle() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    check("example.yaml", &crlf(DOCUMENT), &crlf(MENDED));
    check("example.yaml", &format!("\u{feff}{DOCUMENT}"), MENDED);
}

#[test]
fn json_keeps_its_tabs() {
    check(
        "example.json",
        "{\n\t\"schemaVersion\": \"0.3\",\n\t\"description\": \"Rests.\",\n\t\"mainSteps\": [\n\t\t{\n\t\t\t\"name\": \
         \"rest\",\n\t\t\t\"action\": \"aws:sleep\",\n\t\t\t\"maxAttempts\": \"2\",\n\t\t\t\"isEnd\": true,\n\t\t\t\"inputs\": \
         { \"Duration\": \"PT60S\" }\n\t\t}\n\t]\n}\n",
        "{\n\t\"schemaVersion\": \"0.3\",\n\t\"description\": \"Rests.\",\n\t\"mainSteps\": [\n\t\t{\n\t\t\t\"name\": \
         \"rest\",\n\t\t\t\"action\": \"aws:sleep\",\n\t\t\t\"maxAttempts\": 2,\n\t\t\t\"inputs\": \
         { \"Duration\": \"PT1M\" }\n\t\t}\n\t]\n}\n",
    );
}

#[test]
fn a_comment_on_the_line_of_what_would_go_keeps_it() {
    let text = "schemaVersion: \"0.3\"\ndescription: Rests.\nmainSteps:\n  - name: rest\n    action: \
                aws:sleep\n    isEnd: true # the last one, for now\n    inputs:\n      Duration: PT1S\n";
    let (outcome, after) = fixed("example.yaml", text);
    assert_eq!((after.as_str(), outcome.applied, outcome.left_out), (text, 0, 1));
}

#[test]
fn what_an_alias_repeats_is_left_alone() {
    let text = "schemaVersion: \"0.3\"\ndescription: Rests.\nmainSteps:\n  - name: rest\n    action: \
                aws:sleep\n    inputs: &long\n      Duration: PT60S\n  - name: more\n    action: \
                aws:sleep\n    inputs: *long\n";
    assert_eq!(fixed("example.yaml", text).1, text);
}

#[test]
fn a_text_is_quoted_where_a_boolean_was_read_and_a_text_is_wanted() {
    let text = |value: &str| {
        format!(
            "schemaVersion: \"0.3\"\ndescription: Says.\nparameters:\n  Loud:\n    type: String\n    \
             description: How.\n    default: {value}\nmainSteps:\n  - name: publish\n    action: \
             aws:executeAwsApi\n    inputs:\n      Service: sns\n      Api: Publish\n      TopicArn: \
             arn:aws:sns:eu-west-1:111122223333:news\n      Message: '{{{{ Loud }}}}'\n"
        )
    };
    check("example.yaml", &text("yes"), &text("\"yes\""));
}

#[test]
fn one_idle_name_of_several_goes_alone() {
    let text = |names: &str| {
        format!(
            "schemaVersion: \"0.3\"\ndescription: Waits.\nmainSteps:\n  # ordain: allow({names}): so it \
             is\n  - name: wait\n    action: aws:pause\n    inputs: {{}}\n"
        )
    };
    check("example.yaml", &text("fixed-sleep, missing-timeout"), &text("missing-timeout"));
    check("example.yaml", &text("missing-timeout, fixed-sleep"), &text("missing-timeout"));
}

#[test]
fn a_comment_allows_what_is_found_below_it_and_behind_it() {
    let step = "  - name: wait\n    action: aws:pause\n    inputs: {}\n";
    let head = "schemaVersion: \"0.3\"\nmainSteps:\n";
    let allow = "# ordain: allow(missing-timeout): somebody looks";
    assert_eq!(codes("example.yaml", &format!("{head}{step}")), ["missing-timeout"]);
    assert!(codes("example.yaml", &format!("{head}  {allow}\n{step}")).is_empty());
    let behind = step.replace("wait\n", &format!("wait {allow}\n"));
    assert!(codes("example.yaml", &format!("{head}{behind}")).is_empty());
}

#[test]
fn what_nothing_reads_is_taken_out_and_what_was_meant_stays() {
    let document = |schema: &str, idle: &str| {
        format!(
            "{schema}schemaVersion: \"2.2\"\ndescription: Tells the time.\nmainSteps:\n  - name: \
             tell\n    action: aws:runShellScript\n{idle}    onFailure: exit\n    inputs:\n      \
             runCommand: [date]\n"
        )
    };
    let before = document(
        "$schema: https://example.com/command.json\n",
        "    isEnd: true\n    maxAttempts: 3\n",
    );
    check("example.yaml", &before, &document("", ""));
    let runbook = "$schema: https://example.com/automation.json\nschemaVersion: \"0.3\"\n\
                   description: Rests.\nmainSteps:\n  - name: rest\n    action: aws:sleep\n    \
                   inputs: {Duration: PT1M}\n";
    check("example.yaml", runbook, runbook.split_once('\n').map_or("", |(_, rest)| rest));
}

#[test]
fn a_hundred_steps_are_many() {
    let mut text = "schemaVersion: \"0.3\"\nmainSteps:\n".to_owned();
    for number in 0..100 {
        let _ = write!(
            text,
            "  - name: rest{number}\n    action: aws:sleep\n    inputs:\n      Duration: PT{}S\n",
            number + 1
        );
    }
    let rule = rule_named("long-runbook").expect("a rule");
    let found = document("example.yaml", &text).lint_also(rule);
    let help = |found: &Finding| found.help.clone().unwrap_or_default();
    assert!(
        found.iter().any(|one| {
            one.code == "long-runbook" && help(one).contains("aws:executeAutomation")
        })
    );
}

#[test]
fn what_is_wrong_is_told_once() {
    let script = "schemaVersion: \"0.3\"\nmainSteps:\n  - name: greet\n    action: aws:executeScript\n    \
                  inputs:\n      Runtime: python3.7\n      Handler: main\n      Script: |\n        def \
                  main(events, context):\n            return {}\n";
    assert_eq!(codes("example.yaml", script), ["E0409"]);
    assert_eq!(codes("example.yaml", "schemaVersion: \"0.3\"\nmainSteps: none\n"), ["E0640"]);
}

#[test]
fn a_version_that_no_schema_has_is_told() {
    let step =
        "mainSteps:\n  - name: rest\n    action: aws:sleep\n    inputs:\n      Duration: PT1S\n";
    for version in ["\"0.4\"", "\"2.3\"", "2.3", "3"] {
        let text = format!("schemaVersion: {version}\n{step}");
        assert!(codes("example.yaml", &text).contains(&"E0643".to_owned()), "{version}");
    }
    // The setting of another program may have a version, too.
    assert!(codes("example.yaml", "schemaVersion: \"7\"\nname: x\n").is_empty());
}

#[test]
fn a_parameter_that_a_script_names_is_used() {
    let text = |script: &str| {
        format!(
            "schemaVersion: \"2.2\"\nparameters:\n  Name:\n    type: String\n    allowedPattern: \
             ^[a-z]+$\nmainSteps:\n  - name: say\n    action: aws:runShellScript\n    inputs:\n      \
             runCommand:\n        - {script}\n"
        )
    };
    for script in ["echo {{ Name }}", "echo {{Name}}", "echo \"$SSM_Name\"", "echo ${SSM_Name}"] {
        assert!(codes("example.yaml", &text(script)).is_empty(), "{script}");
    }
    for script in ["echo Name", "echo $SSM_Names", "echo {{ global:Name }}"] {
        let found = codes("example.yaml", &text(script));
        assert!(found.contains(&"unused-param".to_owned()), "{script}: {found:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whatever stands around a value that is mended stays byte for byte.
    #[test]
    fn only_the_mended_value_is_another_text(
        comment in "[ -~]{0,20}",
        text in "[a-z\"'#: ]{0,16}",
        blanks in 0..4_usize,
        indent in prop::sample::select(vec![0_usize, 2, 4]),
        end in prop::sample::select(vec!["\n", "\r\n"]),
        seconds in prop::sample::select(vec!["PT60S", "'PT120S'", "\"PT180M\""]),
    ) {
        let pad = " ".repeat(indent);
        let quoted = serde_json::to_string(&text).expect("JSON");
        let line = |value: &str| {
            format!(
                "schemaVersion: \"0.3\"{end}description: {quoted}{end}# {comment}{end}mainSteps:{end}\
                 {pad}- name: rest{end}{pad}  action: aws:sleep{}{end}{pad}  inputs:{end}\
                 {pad}    Duration: {value} # why{end}",
                " ".repeat(blanks)
            )
        };
        let rule = rule_named("unreadable-duration").expect("a rule");
        let options = LintOptions { rules: vec![rule], ..LintOptions::default() };
        let before = line(seconds);
        let outcome = document("example.yaml", &before).session().fix(&options);
        let after = outcome.changed.first().map(|changed| changed.after.to_string());
        let wanted = line(&seconds.replace("60S", "1M").replace("120S", "2M").replace("180M", "3H"));
        prop_assert_eq!(after.as_deref(), Some(wanted.as_str()));
        let read = |text: &str| {
            let read = read(text, FileId::default(), Syntax::Yaml);
            read.root.map(|root| root.to_json()["description"].clone())
        };
        prop_assert_eq!(read(&before), read(&wanted));
        prop_assert!(outcome.left_out == 0);
    }
}

#[test]
fn a_text_is_not_quoted_where_that_would_only_move_the_error() {
    let text = "schemaVersion: \"0.3\"\ndescription: Says.\nparameters:\n  Loud:\n    type: String\n    \
                description: How.\n    default: yes\n    allowedValues: [yes, no]\nmainSteps:\n  - name: \
                rest\n    action: aws:sleep\n    inputs:\n      Duration: 'PT{{ Loud }}S'\n";
    assert_eq!(fixed("example.yaml", text).1, text);
}

#[test]
fn blanks_at_the_ends_of_lines_go_but_for_those_of_texts() {
    let text = "schemaVersion: \"2.2\"  \ndescription: Does it.\nmainSteps:\n  - name: first\t\n    action: aws:runShellScript   # runs\n    inputs:\n      runCommand:\n        - |\n          cat <<END  \n          a \n          END\n";
    let bare = text.replacen("\"2.2\"  ", "\"2.2\"", 1).replacen("first\t", "first", 1);
    check("a.yaml", text, &bare);
}

#[test]
fn a_flag_in_letters_of_its_own_is_written_small() {
    let document = |flag: &str| {
        format!(
            "schemaVersion: '0.3'\ndescription: Rests.\nmainSteps:\n  - name: rest\n    action: aws:sleep\n    isEnd: {flag} # here\n    inputs:\n      Duration: PT1M\n"
        )
    };
    check("a.yaml", &document("\"True\""), &document("true"));
    check("a.yaml", &document("'FALSE'"), &document("false"));
    check("a.yaml", &document("\"yes\""), &document("\"yes\""));
}
