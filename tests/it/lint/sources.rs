//! What rules about sources find, and what they leave alone.

use super::rules::count;

fn window(schedule: &str, hours: u8) -> String {
    format!(
        "window patching {{\n  schedule: {schedule}\n  duration: {hours}h\n  cutoff: 1h\n\n  task scan \
         = \"AWS-RunPatchBaseline\"(Operation: \"Scan\") on tag(\"Role\", \"web\") {{\n    priority: \
         1\n    concurrency: 10%\n    max_errors: 5%\n  }}\n}}\n"
    )
}

#[test]
fn a_window_overlaps_by_its_shortest_gap() {
    let rule = "overlapping-window";
    for schedule in ["rate(2h)", "cron(\"0 */2 * * ? *\")", "cron(\"0 1,3,12 ? * MON *\")"] {
        assert_eq!(count(rule, &window(schedule, 3)), 1, "{schedule}");
    }
    for schedule in ["rate(3h)", "cron(\"0 */4 * * ? *\")", "cron(\"0 2 * * ? *\")"] {
        assert_eq!(count(rule, &window(schedule, 3)), 0, "{schedule}");
    }
    // From the evening to the morning behind it, where there is one.
    assert_eq!(count(rule, &window("cron(\"0 1,23 * * ? *\")", 3)), 1);
    assert_eq!(count(rule, &window("cron(\"0 1,23 ? * MON *\")", 3)), 0);
}

#[test]
fn a_limit_of_more_than_all_nodes_is_none() {
    let association = |limit: &str| {
        format!(
            "association patch {{\n  run: \"AWS-RunPatchBaseline\"(Operation: \"Scan\")\n  on: \
             tag(\"Env\", \"prod\")\n  concurrency: 10%\n  max_errors: {limit}\n}}\n"
        )
    };
    let rule = "useless-max-errors";
    for (limit, wanted) in [("100%", 1), ("1000000", 1), ("50", 0), ("5%", 0)] {
        assert_eq!(count(rule, &association(limit)), wanted, "{limit}");
    }
}

#[test]
fn the_place_of_a_default_is_a_matter_of_who_starts_the_runbook() {
    let topic = "arn:aws:sns:us-east-1:111122223333:ops";
    let rule = "hard-coded-account";
    let default = format!(
        "runbook example {{\n  param Topic: String = \"{topic}\"\n  aws.sns.Publish(TopicArn: Topic, \
         Message: \"done\")\n}}\n"
    );
    assert_eq!(count(rule, &default), 0);
    let list = format!(
        "runbook example {{\n  action.approve(Approvers: [\"{topic}\"], Message: \"?\") timeout 1d\n}}\n"
    );
    assert_eq!(count(rule, &list), 1);
}

#[test]
fn a_script_in_always_is_a_clean_up() {
    let source = "runbook example {\n  param Id: aws.ec2.InstanceId\n  block {\n    \
                  aws.ec2.StopInstances(InstanceIds: [Id])\n  } always {\n    python() \"\"\"\n      def \
                  main(events, context):\n          return {}\n    \"\"\"\n  }\n}\n";
    assert_eq!(count("cancel-without-cleanup", source), 1);
    assert_eq!(
        count("cancel-without-cleanup", &source.replace("always {", "always and cancel {")),
        0
    );
}

#[test]
fn an_exit_is_needless_at_the_end_of_a_branch_at_the_end() {
    let source = |behind: &str| {
        format!(
            "runbook example {{\n  param Now: Bool\n  if Now {{\n    sleep 1m\n    exit\n  }} else \
             {{\n    sleep 2m\n  }}\n{behind}}}\n"
        )
    };
    assert_eq!(count("needless-exit", &source("")), 1);
    assert_eq!(count("needless-exit", &source("  sleep 3m\n")), 0);
}

#[test]
fn an_exit_of_one_turn_is_not_needless_where_more_turns_follow() {
    let turns = "runbook example {\n  param Wanted: String\n  for name in [\"alpha\", \"beta\"] \
                 {\n    sleep 2m\n    if Wanted == name {\n      sleep 1m\n      exit\n    }\n  \
                 }\n}\n";
    assert_eq!(count("needless-exit", turns), 0);
}

#[test]
fn an_exit_of_a_module_is_not_needless_where_it_is_called_twice() {
    let called = "module leave {\n  param wanted: String\n\n  steps {\n    if wanted == \"a\" {\n      \
                  sleep 1m\n      exit\n    }\n  }\n}\n\nrunbook example {\n  param Wanted: \
                  String\n  leave(wanted: Wanted)\n  sleep 2m\n  leave(wanted: Wanted)\n}\n";
    assert_eq!(count("needless-exit", called), 0);
}

#[test]
fn a_message_of_blanks_is_none() {
    let source = |message: &str| {
        format!(
            "runbook example {{\n  param Now: Bool\n  if Now {{\n    fail {message}\n  }}\n}}\n"
        )
    };
    assert_eq!(count("fail-without-message", &source("\" \"")), 1);
    assert_eq!(count("fail-without-message", &source("\"no\"")), 0);
}

#[test]
fn a_rescue_that_sleeps_does_nothing_about_a_failure() {
    let source = |rescue: &str| {
        format!(
            "runbook example {{\n  param Id: aws.ec2.InstanceId\n  block {{\n    \
             aws.ec2.StopInstances(InstanceIds: [Id])\n  }} rescue {{\n    {rescue}\n  }}\n}}\n"
        )
    };
    assert_eq!(count("empty-rescue", &source("sleep 1s")), 1);
    assert_eq!(count("empty-rescue", &source("aws.ec2.StartInstances(InstanceIds: [Id])")), 0);
}

#[test]
fn a_comparison_of_comparisons_is_not_written_without_its_parentheses() {
    let source = |condition: &str| {
        format!(
            "runbook example {{\n  param Size: String\n  param Flag: Bool\n  if not ({condition}) \
             {{\n    sleep 1m\n  }}\n}}\n"
        )
    };
    assert_eq!(count("negated-comparison", &source("Size == \"a\"")), 1);
    assert_eq!(count("negated-comparison", &source("(Size == \"a\") == Flag")), 0);
}
