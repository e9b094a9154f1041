//! What rules about the steps of documents find, and what they leave alone.

use crate::support::Project;

/// How often a rule finds something in a runbook of these steps.
#[track_caller]
fn count(rule: &str, steps: &str) -> usize {
    let document = format!("schemaVersion: \"0.3\"\ndescription: Does it.\nmainSteps:\n{steps}");
    count_in(rule, &document)
}

#[track_caller]
pub(super) fn count_in(rule: &str, document: &str) -> usize {
    let rule = ordain::lint::rule_named(rule).expect("a rule");
    let found = Project::new().file("a.yaml", document).lint_also(rule);
    let errors: Vec<_> =
        found.iter().filter(|one| one.code.starts_with('E') && one.is_error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    found.iter().filter(|one| one.code == rule.name).count()
}

/// A step that calls EC2, with members such as `onFailure: Continue`.
fn call(name: &str, operation: &str, members: &[&str]) -> String {
    let members: String = members.iter().map(|member| format!("    {member}\n")).collect();
    format!(
        "  - name: {name}\n    action: aws:executeAwsApi\n{members}    inputs: {{Service: ec2, Api: \
         {operation}, InstanceIds: [i-0123456789abcdef0]}}\n"
    )
}

fn approve(name: &str, members: &[&str]) -> String {
    let members: String = members.iter().map(|member| format!("    {member}\n")).collect();
    format!(
        "  - name: {name}\n    action: aws:approve\n    timeoutSeconds: 3600\n{members}    inputs: \
         {{Approvers: ['arn:aws:iam::111122223333:role/ops'], Message: may it}}\n"
    )
}

fn sleep(name: &str, members: &[&str]) -> String {
    let members: String = members.iter().map(|member| format!("    {member}\n")).collect();
    format!("  - name: {name}\n    action: aws:sleep\n{members}    inputs: {{Duration: PT1M}}\n")
}

const EARLY: &str = "mutation-before-approval";

#[test]
fn a_change_is_before_an_approval_where_the_run_comes_to_it_first() {
    let stop = call("stopIt", "StopInstances", &[]);
    assert_eq!(count(EARLY, &(stop.clone() + &approve("askFor", &["isEnd: true"]))), 1);
    // The file has them in this order, the run in the other.
    let steps = sleep("first", &["nextStep: askFor"])
        + &call("stopIt", "StopInstances", &["isEnd: true"])
        + &approve("askFor", &["nextStep: stopIt"]);
    assert_eq!(count(EARLY, &steps), 0);
    let turned = call("stopIt", "StopInstances", &["nextStep: askFor"])
        + &sleep("last", &["isEnd: true"])
        + &approve("askFor", &["nextStep: last"]);
    assert_eq!(count(EARLY, &turned), 1);
}

#[test]
fn a_change_behind_one_approval_is_not_too_early_for_the_next() {
    let steps = approve("askFor", &[])
        + &call("stopIt", "StopInstances", &[])
        + &approve("askAgain", &[])
        + &call("endIt", "TerminateInstances", &["isEnd: true"]);
    assert_eq!(count(EARLY, &steps), 0);
}

#[test]
fn an_approval_of_what_to_do_about_a_failure_comes_behind_a_change() {
    let steps = call("stopIt", "StopInstances", &["onFailure: step:askFor", "isEnd: true"])
        + &approve("askFor", &["isEnd: true"]);
    assert_eq!(count(EARLY, &steps), 0);
}

#[test]
fn a_change_that_ends_the_execution_is_before_no_approval() {
    let source = "runbook example {\n  param Id: aws.ec2.InstanceId\n  param Role: \
                  aws.iam.RoleArn\n  param Now: Bool\n  if Now {\n    aws.ec2.StopInstances\
                  (InstanceIds: [Id])\n    exit\n  }\n  approve(by: [Role], message: \"?\") timeout \
                  1d\n}\n";
    assert_eq!(super::rules::count(EARLY, source), 0);
    let goes_on = source.replacen("    exit\n", "", 1);
    assert_eq!(super::rules::count(EARLY, &goes_on), 1);
}

const SWALLOWS: &str = "continue-swallows-failure";

#[test]
fn a_failure_is_swallowed_where_success_leads_to_the_step() {
    let goes_on = call("stopIt", "StopInstances", &["onFailure: Continue"]);
    assert_eq!(count(SWALLOWS, &(goes_on.clone() + &sleep("last", &["isEnd: true"]))), 1);
    let cleaning = call("startIt", "StartInstances", &["onFailure: step:stopIt", "isEnd: true"])
        + &call("stopIt", "StopInstances", &["onFailure: Continue", "isEnd: true"]);
    assert_eq!(count(SWALLOWS, &cleaning), 0);
}

#[test]
fn a_second_try_or_a_look_behind_it_tells_of_the_failure() {
    let goes_on = call("stopIt", "StopInstances", &["onFailure: Continue"]);
    let again = call("stopAgain", "StopInstances", &["isEnd: true"])
        .replace("InstanceIds:", "Force: true, InstanceIds:");
    assert_eq!(count(SWALLOWS, &(goes_on.clone() + &again)), 0);
    let other = again.replace("i-0123456789abcdef0", "i-0123456789abcdef1");
    assert_eq!(count(SWALLOWS, &(goes_on.clone() + &other)), 1);
    let wait = "  - name: waitFor\n    action: aws:waitForAwsResourceProperty\n    timeoutSeconds: \
                600\n    isEnd: true\n    inputs: {Service: ec2, Api: DescribeInstances, \
                PropertySelector: '$.Reservations[0].Instances[0].State.Name', DesiredValues: \
                [stopped], InstanceIds: [i-0123456789abcdef0]}\n";
    assert_eq!(count(SWALLOWS, &(goes_on + wait)), 0);
}

#[test]
fn a_runbook_that_swallows_failures_is_told_once() {
    let steps = call("stopIt", "StopInstances", &["onFailure: Continue"])
        + &call("startIt", "StartInstances", &["onFailure: Continue"])
        + &sleep("last", &["isEnd: true"]);
    assert_eq!(count(SWALLOWS, &steps), 1);
}

#[test]
fn choices_that_lead_to_one_step_are_an_or() {
    let steps = "  - name: choose\n    action: aws:branch\n    inputs:\n      Choices:\n        - \
                 {NextStep: last, Variable: '{{ automation:EXECUTION_ID }}', StringEquals: a}\n        \
                 - {NextStep: last, Variable: '{{ automation:EXECUTION_ID }}', StringEquals: b}\n      \
                 Default: last\n"
        .to_owned()
        + &sleep("last", &["isEnd: true"]);
    assert_eq!(count("identical-branches", &steps), 0);
}

fn cases(first: &str, second: &str, third: &str) -> String {
    format!(
        "runbook example {{\n  param Id: aws.ec2.InstanceId\n  param Size: String\n  match Size {{\n    \
         \"a\" {{ {first} }}\n    \"b\" {{ {second} }}\n    \"c\" {{ {third} }}\n    else {{ sleep 9m }}\n  }}\n}}\n"
    )
}

#[test]
fn cases_of_a_match_are_compared_wherever_they_stand() {
    let rule = "identical-branches";
    assert_eq!(super::rules::count(rule, &cases("sleep 1m", "sleep 2m", "sleep 1m")), 1);
    assert_eq!(super::rules::count(rule, &cases("sleep 1m", "sleep 1m", "sleep 2m")), 1);
    assert_eq!(super::rules::count(rule, &cases("sleep 1m", "sleep 2m", "sleep 3m")), 0);
    let chain = "runbook example {\n  param A: Bool\n  param B: Bool\n  if A {\n    sleep 1m\n  } \
                 else if B {\n    sleep 2m\n  } else {\n    sleep 1m\n  }\n}\n";
    assert_eq!(super::rules::count(rule, chain), 0);
}

#[test]
fn two_reads_with_outputs_of_their_own_are_no_duplicates() {
    let with = |name: &str, output: &str| {
        call(
            name,
            "DescribeInstances",
            &[&format!(
                "outputs: [{{Name: {output}, Selector: '$.Reservations[0].{output}', Type: String}}]"
            )],
        )
    };
    let last = "  - name: last\n    action: aws:executeScript\n    isEnd: true\n    inputs: {Runtime: \
                python3.12, Handler: run, InputPayload: {a: '{{ readIt.OwnerId }}', b: '{{ \
                readAgain.ReservationId }}'}, Script: 'def run(events, context): return {}'}\n";
    let rule = "duplicate-step";
    let two = with("readIt", "OwnerId") + &with("readAgain", "ReservationId") + last;
    assert_eq!(count(rule, &two), 0);
    let twice = call("stopIt", "StopInstances", &[]) + &call("stopAgain", "StopInstances", &[]);
    assert_eq!(count(rule, &twice), 1);
    let turned = twice.replacen(
        "InstanceIds: [i-0123456789abcdef0]}",
        "Force: true, InstanceIds: [i-0123456789abcdef0]}",
        1,
    );
    let turned = turned.replacen(
        "Api: StopInstances, InstanceIds: [i-0123456789abcdef0]}",
        "Api: StopInstances, InstanceIds: [i-0123456789abcdef0], Force: true}",
        1,
    );
    assert_eq!(count(rule, &turned), 1);
}

fn chain(first: &str, second: &str) -> String {
    format!(
        "runbook example {{\n  param Size: String\n  param A: Bool\n  param B: Bool\n  if {first} \
         {{\n    sleep 1m\n  }} else if {second} {{\n    sleep 2m\n  }}\n}}\n"
    )
}

#[test]
fn a_condition_is_repeated_where_an_earlier_one_holds_it() {
    let rule = "repeated-condition";
    for (first, second) in [
        ("A", "A"),
        ("A or B", "B or A"),
        ("A or B", "B"),
        ("A", "A and B"),
        ("Size == \"a\"", "Size == \"a\" and B"),
    ] {
        assert_eq!(super::rules::count(rule, &chain(first, second)), 1, "{first}, {second}");
    }
    for (first, second) in
        [("A", "B"), ("A and B", "A"), ("A", "A or B"), ("A and B", "B or A"), ("not A", "A")]
    {
        assert_eq!(super::rules::count(rule, &chain(first, second)), 0, "{first}, {second}");
    }
}

#[test]
fn a_text_of_one_value_is_that_value() {
    let rule = "self-comparison";
    assert_eq!(super::rules::count(rule, &chain("Size == \"${Size}\"", "B")), 1);
    assert_eq!(super::rules::count(rule, &chain("Size == \"a${Size}\"", "B")), 0);
}

#[test]
fn a_call_whose_failure_counts_needs_no_reader() {
    let rule = "unused-result";
    let read = |members: &[&str]| call("readIt", "DescribeInstances", members);
    let stop = call("stopIt", "StopInstances", &["isEnd: true"]);
    assert_eq!(count(rule, &(read(&[]) + &stop)), 1);
    assert_eq!(count(rule, &(read(&["onFailure: Continue"]) + &stop)), 0);
    assert_eq!(count(rule, &(read(&["onFailure: step:stopIt", "isEnd: true"]) + &stop)), 0);
    let head = "  - name: headIt\n    action: aws:executeAwsApi\n    inputs: {Service: s3, Api: \
                HeadBucket, Bucket: some-bucket}\n";
    assert_eq!(count(rule, &(head.to_owned() + &stop)), 0);
}

#[test]
fn a_sleep_is_in_the_place_of_a_wait_where_there_is_a_state_to_wait_for() {
    let rule = "fixed-sleep";
    let last = call("startIt", "StartInstances", &["isEnd: true"]);
    let stop = call("stopIt", "StopInstances", &[]);
    assert_eq!(count(rule, &(stop.clone() + &sleep("waitFor", &[]) + &last)), 1);
    let put = "  - name: putIt\n    action: aws:executeAwsApi\n    inputs: {Service: ssm, Api: \
               PutParameter, Name: /a/b, Value: one, Overwrite: true}\n";
    assert_eq!(count(rule, &(put.to_owned() + &sleep("waitFor", &[]) + &last)), 0);
    let wait = "  - name: waitState\n    action: aws:waitForAwsResourceProperty\n    timeoutSeconds: \
                600\n    inputs: {Service: ec2, Api: DescribeInstances, PropertySelector: \
                '$.Reservations[0].Instances[0].State.Name', DesiredValues: [stopped], InstanceIds: \
                [i-0123456789abcdef0]}\n";
    assert_eq!(count(rule, &(stop.clone() + &sleep("waitFor", &[]) + wait + &last)), 0);
    let document = format!(
        "schemaVersion: \"0.3\"\ndescription: Does it.\nparameters:\n  Time: {{type: String, \
         description: How long., default: PT1M, allowedPattern: '^PT[0-9]+M$'}}\nmainSteps:\n{}",
        stop + &sleep("waitFor", &[]).replace("PT1M", "'{{ Time }}'") + &last
    );
    assert_eq!(count_in(rule, &document), 0);
}

#[test]
fn a_read_of_a_step_that_failed_is_told_as_that() {
    let with = |members: &[&str], output: &str| {
        let steps =
            "  - name: callIt\n    action: aws:executeAutomation\n    onFailure: Continue\n    \
                     inputs: {DocumentName: acme-child}\n"
                .to_owned()
                + &call("readIt", "StopInstances", members)
                    .replace("i-0123456789abcdef0", &format!("'{{{{ callIt.{output} }}}}'"));
        let document =
            format!("schemaVersion: \"0.3\"\ndescription: Does it.\nmainSteps:\n{steps}");
        Project::new().file("a.yaml", &document).lint()
    };
    let found = with(&["isEnd: true"], "Output");
    let found = found.iter().find(|one| one.code == "unsure-read").expect("a finding");
    assert_eq!(found.message, "`callIt` may have failed before this");
    let help = "let the failure lead elsewhere, or read it only where the step has succeeded";
    assert_eq!(found.help.as_deref(), Some(help));
    let found = cancelled();
    let found = found.iter().find(|one| one.code == "unsure-read").expect("a finding");
    assert_eq!(found.message, "`callIt` may have been cancelled before this");
    let help = "let the cancellation lead elsewhere, or read it only where the step has succeeded";
    assert_eq!(found.help.as_deref(), Some(help));
    let found = with(&["isEnd: true"], "ExecutionId");
    assert!(!found.iter().any(|one| one.code == "unsure-read"), "{found:#?}");
}

/// What is found where a cancellation of a step leads to a read of it.
fn cancelled() -> Vec<crate::support::Finding> {
    let steps =
        "  - name: callIt\n    action: aws:executeAutomation\n    onCancel: step:readIt\n    \
                 isEnd: true\n    inputs: {DocumentName: acme-child}\n"
            .to_owned()
            + &call("readIt", "StopInstances", &["isEnd: true"])
                .replace("i-0123456789abcdef0", "'{{ callIt.Output }}'");
    let document = format!("schemaVersion: \"0.3\"\ndescription: Does it.\nmainSteps:\n{steps}");
    Project::new().file("a.yaml", &document).lint()
}

#[test]
fn a_change_that_a_cancellation_leads_to_is_one_before_an_approval() {
    let first = call("look", "DescribeInstances", &["onCancel: step:stopIt", "nextStep: last"])
        + &call("stopIt", "StopInstances", &["nextStep: askAgain"])
        + &approve("askAgain", &["nextStep: last"])
        + &sleep("last", &["isEnd: true"]);
    assert_eq!(count(EARLY, &first), 1);
}

#[test]
fn a_step_that_ends_the_execution_leads_nowhere_when_it_fails_and_goes_on() {
    let steps = |first: &[&str]| {
        call("look", "DescribeInstances", first)
            + &call("stopIt", "StopInstances", &[])
            + &approve("askFor", &["isEnd: true"])
    };
    assert_eq!(count(EARLY, &steps(&["onFailure: Continue"])), 1);
    assert_eq!(count(EARLY, &steps(&["onFailure: Continue", "isEnd: true"])), 0);
}

#[test]
fn a_step_that_ends_its_turn_leads_behind_the_loop() {
    let source = "runbook example {\n  param Ids: List<String>\n  param Role: aws.iam.RoleArn\n  for \
                  id in Ids {\n    aws.ec2.StopInstances(InstanceIds: [id]) ends\n  }\n  \
                  approve(by: [Role], message: \"?\") timeout 1d\n}\n";
    assert_eq!(super::rules::count(EARLY, source), 1);
}

#[test]
fn a_repeat_runs_what_it_repeats() {
    let source = "runbook example {\n  param Id: aws.ec2.InstanceId\n  param Role: \
                  aws.iam.RoleArn\n  var Done: Bool = false\n  repeat {\n    approve(by: [Role], \
                  message: \"?\") timeout 1d\n    Done = true\n  } until Done max 3\n  \
                  aws.ec2.StopInstances(InstanceIds: [Id])\n  approve(by: [Role], message: \
                  \"again?\") timeout 1d\n}\n";
    assert_eq!(super::rules::count(EARLY, source), 0);
}

#[test]
fn a_second_try_tells_of_nothing_where_a_rescue_hides_its_failure() {
    let source = |rescue: &str| {
        format!(
            "runbook example {{\n  param Id: aws.ec2.InstanceId\n  block {{\n    \
             aws.ec2.StopInstances(InstanceIds: [Id]) on failure continue\n    \
             aws.ec2.StopInstances(InstanceIds: [Id], Force: true)\n  }} rescue {{\n    \
             {rescue}\n  }}\n}}\n"
        )
    };
    assert_eq!(super::rules::count(SWALLOWS, &source("sleep 1m")), 1);
    assert_eq!(super::rules::count(SWALLOWS, &source("sleep 1m\n    fail \"no\"")), 0);
    let critical = source("sleep 1m").replace("Force: true)", "Force: true) critical");
    assert_eq!(super::rules::count(SWALLOWS, &critical), 0);
    let always = source("sleep 1m").replace("rescue", "always");
    assert_eq!(super::rules::count(SWALLOWS, &always), 0);
}
