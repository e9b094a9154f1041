//! Event rules: patterns, schedules, what they run and what they hand over.

use serde_json::{Value, json};

use crate::support::{build_json, check_clean, check_codes, check_one};

const ROLE: &str = "role: \"arn:aws:iam::111122223333:role/events\"";
const FIXED: &str = "run: \"AWS-StopEC2Instance\"(InstanceId: [\"i-0123456789abcdef0\"])";
const STOP: &str = "run: \"AWS-StopEC2Instance\"(InstanceId: [event.detail[\"instance-id\"]])";

fn rule(rest: &str) -> String {
    format!("event_rule stopped {{ {ROLE} {rest} }}")
}

fn patterned(pattern: &str) -> String {
    rule(&format!("{STOP} pattern: {pattern}"))
}

fn target(source: &str) -> Value {
    build_json(source, "event-rules/stopped")["targets"][0].clone()
}

#[test]
fn a_rule_starts_a_runbook_with_parts_of_the_event() {
    let file = build_json(
        "/// Stops what was started by hand.
         event_rule stopped \"acme-stopped\" {
           pattern: {
             source: [\"aws.ec2\"],
             \"detail-type\": [\"EC2 Instance State-change Notification\"],
             detail: { state: [\"running\"], owner: [{ \"anything-but\": { prefix: \"ops-\" } }] },
           }
           run: \"AWS-StopEC2Instance\"(InstanceId: [event.detail[\"instance-id\"]])
           role: \"arn:aws:iam::111122223333:role/events\"
           bus: \"acme\"
           retries: 3
           retry_within: 1h
           dead_letter: \"arn:aws:sqs:eu-west-1:111122223333:events\"
           state: \"DISABLED\"
           tags: { Team: \"ops\" }
         }",
        "event-rules/stopped",
    );
    let pattern = file["rule"]["EventPattern"].as_str().unwrap_or_default();
    let pattern: Value = serde_json::from_str(pattern).unwrap_or_default();
    assert_eq!(pattern["detail"]["state"], json!(["running"]));
    assert_eq!(
        (&file["rule"]["Name"], &file["rule"]["EventBusName"], &file["rule"]["State"]),
        (&json!("acme-stopped"), &json!("acme"), &json!("DISABLED"))
    );
    assert_eq!(file["rule"]["Description"], "Stops what was started by hand.");
    assert_eq!(
        file["targets"],
        json!([{
            "Id": "run",
            "Arn": "arn:${place#Partition}:ssm:${place#Region}::automation-definition/AWS-StopEC2Instance:$DEFAULT",
            "RoleArn": "arn:aws:iam::111122223333:role/events",
            "InputTransformer": {
                "InputPathsMap": { "instance-id": "$.detail.instance-id" },
                "InputTemplate": "{\"InstanceId\":[<instance-id>]}",
            },
            "DeadLetterConfig": { "Arn": "arn:aws:sqs:eu-west-1:111122223333:events" },
            "RetryPolicy": { "MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 3600 },
        }])
    );
}

#[test]
fn a_runbook_of_the_project_is_pinned_to_its_version() {
    let source = "runbook stop \"Acme-Stop\" { param Id: String  param Count: Int = 1
           aws.ec2.StopInstances(InstanceIds: [Id])  wait until aws.ec2.DescribeInstances(MaxResults: Count).Reservations[0].Instances[0].State.Name == \"stopped\" timeout 5m }
         event_rule stopped {
           pattern: { source: [\"aws.ec2\"] }
           run: stop(Id: \"i-${event.detail.id}\", Count: event.detail.count)
           role: \"arn:aws:iam::111122223333:role/events\"
         }";
    let target = target(source);
    assert_eq!(
        target["Arn"],
        "arn:${place#Partition}:ssm:${place#Region}:${place#Account}:automation-definition/Acme-Stop:${documents/Acme-Stop#DocumentVersion}"
    );
    assert_eq!(
        target["InputTransformer"]["InputTemplate"],
        "{\"Id\":[\"i-<id>\"],\"Count\":[\"<count>\"]}"
    );
}

#[test]
fn lists_names_and_constants_stand_as_event_bridge_wants_them() {
    let run = |arguments: &str| {
        rule(&format!("pattern: {{ source: [\"a\"] }} run: \"AWS-StopEC2Instance\"({arguments})"))
    };
    let template =
        |arguments: &str| target(&run(arguments))["InputTransformer"]["InputTemplate"].clone();
    assert_eq!(template("InstanceId: event.detail.ids"), "{\"InstanceId\":<ids>}");
    assert_eq!(
        template("InstanceId: [event.resources[0], event.detail.a.id, event.detail.b.id]"),
        "{\"InstanceId\":[<resources>,<id>,<id_2>]}"
    );
    assert_eq!(
        template("InstanceId: [event.rule_arn, event.time]"),
        "{\"InstanceId\":[<aws.events.rule-arn>,<time>]}"
    );
    let constant = target(&run("InstanceId: [\"i-0123456789abcdef0\"]"));
    assert_eq!(constant["Input"], "{\"InstanceId\":[\"i-0123456789abcdef0\"]}");
    assert_eq!(constant.get("InputTransformer"), None);
    let each = target(&run("InstanceId: event.detail.items[*].id"));
    assert_eq!(each["InputTransformer"]["InputPathsMap"]["id"], "$.detail.items[*].id");
}

#[test]
fn a_command_runs_on_the_nodes_of_one_test() {
    let command = |rest: &str| {
        rule(&format!(
            "schedule: rate(1d) run: \"AWS-RunShellScript\"(commands: [\"uptime\"]) {rest}"
        ))
    };
    let target = target(&command("on: tag(\"Role\", \"web\")"));
    assert_eq!(
        target["RunCommandParameters"],
        json!({ "RunCommandTargets": [{ "Key": "tag:Role", "Values": ["web"] }] })
    );
    assert_eq!(
        target["Arn"],
        "arn:${place#Partition}:ssm:${place#Region}::document/AWS-RunShellScript"
    );
    assert_eq!(target["Input"], "{\"commands\":[\"uptime\"]}");
    check_codes(&command(""), &["E0609"]);
    check_codes(&command("on: tag(\"A\", \"b\") version: \"1\""), &["E0611"]);
    check_codes(&command("on: resource_group(\"web\")"), &["E0610"]);
    check_codes(&command("on: all"), &["E0614"]);
    let two = check_one(&command("on: tag(\"A\", \"b\") & tag(\"C\", \"d\")"));
    assert_eq!(two.code, "E0613");
    assert!(!format!("{two:?}").contains("resource_group"), "{two:?}");
    check_codes(
        &rule(&format!("{STOP} pattern: {{ source: [\"a\"] }} on: tag(\"A\", \"b\")")),
        &["E0611"],
    );
}

#[test]
fn arguments_are_held_to_the_document() {
    let pattern = "pattern: { source: [\"a\"] }";
    check_codes(&rule(&format!("{pattern} run: \"AWS-StopEC2Instance\"()")), &["E0340"]);
    check_codes(
        &rule(&format!("{pattern} run: \"AWS-StopEC2Instance\"(InstanceIds: [\"x\"])")),
        &["E0341"],
    );
    check_codes(
        &rule(&format!("{pattern} run: \"AWS-StopEC2Instance\"(InstanceId: [event.detial.id])")),
        &["E0310"],
    );
    check_codes("const x = event.detail", &["E0214"]);
}

#[test]
fn schedules_are_those_of_event_bridge() {
    let schedule = |schedule: &str| rule(&format!("{FIXED} schedule: {schedule}"));
    let file = |text: &str| build_json(&schedule(text), "event-rules/stopped");
    assert_eq!(file("rate(1m)")["rule"]["ScheduleExpression"], "rate(1 minute)");
    let zoned = file("cron(\"0 2 ? * SUN *\", timezone: \"Asia/Seoul\")");
    assert_eq!(zoned["rule"]["ScheduleExpression"], "cron(0 17 ? * SAT *)");
    check_codes(&schedule("at(\"2027-01-31T02:00:00\")"), &["E0603"]);
    check_codes(&schedule("cron(\"0 0 2 ? * SUN *\")"), &["E0603"]);
    check_codes(&rule(&format!("{FIXED} schedule: rate(1d) bus: \"acme\"")), &["E0611"]);
    let bus = "bus: \"arn:aws:events:eu-west-1:111122223333:event-bus/default\"";
    check_clean(&rule(&format!("{FIXED} schedule: rate(1d) {bus}")));
    check_codes(&rule(STOP), &["E0609"]);
}

#[test]
fn an_event_of_a_schedule_has_no_details() {
    check_codes(&rule(&format!("{STOP} schedule: rate(1d)")), &["E0637"]);
    check_clean(&rule(&format!("{STOP} schedule: rate(1d) pattern: {{ source: [\"a\"] }}")));
    let run = "run: \"AWS-StopEC2Instance\"(InstanceId: [event.resources[0]])";
    check_clean(&rule(&format!("{run} schedule: rate(1d)")));
}

#[test]
fn texts_around_parts_of_the_event_stay_as_they_are() {
    let shell = |arguments: &str| {
        rule(&format!(
            "pattern: {{ source: [\"a\"] }} on: tag(\"A\", \"b\")
             run: \"AWS-RunShellScript\"({arguments})"
        ))
    };
    let quoted = "commands: [\"true\"], workingDirectory: \"\\\"${event.detail.x}\\\"\"";
    assert_eq!(
        target(&shell(quoted))["InputTransformer"]["InputTemplate"],
        "{\"commands\":[\"true\"],\"workingDirectory\":[\"\\\"<x>\\\"\"]}"
    );
    let beside = "commands: [\"echo <x>\"], workingDirectory: event.detail.x";
    check_codes(&shell(beside), &["E0637"]);
    let alone = target(&shell("commands: [\"echo <x>\"], workingDirectory: \"<y>\""));
    assert_eq!(alone["Input"], "{\"commands\":[\"echo <x>\"],\"workingDirectory\":[\"<y>\"]}");
}

#[test]
fn patterns_are_held_to_the_form_of_events() {
    for good in [
        "{ source: [\"aws.ec2\", { prefix: \"acme.\" }], account: [\"111122223333\"] }",
        "{ region: [\"eu-west-1\"], detail: { count: [{ numeric: [\">\", 0] }] } }",
        "{ \"$or\": [{ source: [\"a\"] }, { detail: { a: [1] } }] }",
        "{ detail: { \"$or\": [{ a: [1] }, { b: [null, \"\"] }] } }",
        "{ resources: [{ wildcard: \"arn:aws:ec2:*:instance/*\" }], detail: { x: [{ exists: true }] } }",
    ] {
        check_clean(&patterned(good));
    }
    for (bad, underlined) in [
        ("{ source: \"aws.ec2\" }", "\"aws.ec2\""),
        ("{ sources: [\"aws.ec2\"] }", "[\"aws.ec2\"]"),
        ("{ source: [] }", "[]"),
        ("{}", "{}"),
        ("{ account: [\"1234\"] }", "\"1234\""),
        ("{ region: [\"eu-west-1\", \"Ireland\"] }", "\"Ireland\""),
        ("{ detail: { state: [{ prefx: \"a\" }] } }", "{ prefx: \"a\" }"),
        ("{ detail: { a: [[1]] } }", "[1]"),
        ("{ detail: { \"$or\": [1, { a: [1] }] } }", "1"),
        ("{ \"$or\": [{}, { source: [\"a\"] }] }", "{}"),
        ("{ \"$or\": [{ source: [\"a\"] }] }", "[{ source: [\"a\"] }]"),
        ("{ \"$or\": [{ sources: [\"a\"] }, { source: [\"a\"] }] }", "[\"a\"]"),
        ("{ \"$or\": [{ account: [\"12\"] }, { source: [\"a\"] }] }", "\"12\""),
        (
            "{ detail: { a: [{ \"anything-but\": [\"a\", 5] }] } }",
            "{ \"anything-but\": [\"a\", 5] }",
        ),
        ("{ detail: [1] }", "[1]"),
        ("{ source: { a: [1] } }", "{ a: [1] }"),
    ] {
        let found = check_one(&patterned(bad));
        assert_eq!(
            (found.code.as_str(), found.underlined.as_str()),
            ("E0636", underlined),
            "{bad}"
        );
    }
    let long = format!("{{ detail: {{ a: [\"{}\"] }} }}", "x".repeat(4_096));
    check_codes(&patterned(&long), &["E0610"]);
}

#[test]
fn what_event_bridge_cannot_hand_over_is_refused() {
    let run = |value: &str| {
        rule(&format!(
            "pattern: {{ source: [\"a\"] }} run: \"AWS-StopEC2Instance\"(InstanceId: [{value}])"
        ))
    };
    check_codes(&run("event.detail[\"a.b\"]"), &["E0637"]);
    check_codes(&run("\"<${event.detail.a}\""), &["E0637"]);
    let shell = "pattern: { source: [\"a\"] } on: tag(\"A\", \"b\")
        run: \"AWS-RunShellScript\"(commands: [\"echo ${event.detail.a}\"])";
    check_codes(&rule(shell), &["E0637"]);
}

#[test]
fn names_roles_and_queues_are_checked() {
    check_codes(
        "event_rule a { pattern: { source: [\"a\"] } run: \"AWS-StopEC2Instance\"(InstanceId: [\"x\"]) }",
        &["E0609"],
    );
    check_codes(
        &format!("event_rule a \"a b\" {{ {ROLE} {STOP} pattern: {{ source: [\"a\"] }} }}"),
        &["E0610"],
    );
    let queue = "dead_letter: \"arn:aws:sqs:eu-west-1:111122223333:events.fifo\"";
    check_codes(&rule(&format!("{FIXED} schedule: rate(1d) {queue}")), &["E0305"]);
    check_codes(&rule(&format!("{FIXED} schedule: rate(1d) retry_within: 30s")), &["E0610"]);
}
