//! Maintenance windows: the window, its targets, the four kinds of tasks.

use serde_json::{Value, json};

use crate::support::{build_json, check_clean, check_codes, check_one};

const FRAME: &str = "schedule: cron(\"0 2 ? * SUN *\") duration: 3h cutoff: 1h";

fn window(rest: &str) -> String {
    format!("window sunday {{ {FRAME} {rest} }}")
}

#[track_caller]
fn built(rest: &str) -> Value {
    build_json(&window(rest), "windows/sunday")
}

#[test]
fn the_same_targets_are_registered_once() {
    let request = build_json(
        &format!(
            "group web = tag(\"Role\", \"web\")
             window sunday {{ {FRAME}
               task scan = \"AWS-RunPatchBaseline\"(Operation: \"Scan\") on web {{
                 concurrency: 1 max_errors: 0 priority: 1
               }}
               task install = \"AWS-RunPatchBaseline\"(Operation: \"Install\") on tag(\"Role\", \"web\") {{
                 concurrency: 1 max_errors: 0 priority: 2
               }}
               task update = \"AWS-UpdateSSMAgent\"() on tag(\"Role\", \"db\") {{
                 concurrency: 1 max_errors: 0
               }}
             }}"
        ),
        "windows/sunday",
    );
    let names: Vec<&Value> =
        request["targets"].as_array().into_iter().flatten().map(|it| &it["Name"]).collect();
    assert_eq!(names, [&json!("web"), &json!("update")]);
    let id = |task: usize| &request["tasks"][task]["Targets"][0]["Values"][0];
    assert_eq!(id(0), "${windows/sunday#target/web}");
    assert_eq!(id(1), id(0));
    assert_eq!(id(2), "${windows/sunday#target/update}");
}

#[test]
fn a_window_has_only_the_members_that_are_given() {
    let request = build_json(
        "/// Patches on Sundays.
         window sunday \"Sunday-Patching\" {
           schedule: cron(\"0 2 ? * SUN#2 *\", timezone: \"Asia/Seoul\")
           duration: 4h
           cutoff: 1h
           offset: 2d
           start: \"2027-01-01T00:00:00+09:00\"
           allow_unassociated_targets: true
           tags: { Team: \"ops\" }
         }",
        "windows/sunday",
    );
    let wanted = json!({
        "window": {
            "Name": "Sunday-Patching",
            "Description": "Patches on Sundays.",
            "StartDate": "2027-01-01T00:00:00+09:00",
            "Schedule": "cron(0 2 ? * SUN#2 *)",
            "ScheduleTimezone": "Asia/Seoul",
            "ScheduleOffset": 2,
            "Duration": 4,
            "Cutoff": 1,
            "AllowUnassociatedTargets": true,
            "Tags": [{ "Key": "Team", "Value": "ops" }],
        },
        "targets": [],
        "tasks": [],
    });
    assert_eq!(request.to_string(), wanted.to_string());
}

#[test]
fn a_command_task_has_output_logs_and_notifications() {
    let request = built(
        "task patch = \"AWS-RunPatchBaseline\"(Operation: \"Install\") on tag(\"Env\", \"prod\") {
           concurrency: 10%
           max_errors: 5%
           timeout: 1h
           comment: \"patching\"
           output_to: s3(\"acme-logs\", prefix: \"patch\")
           log_group: \"/acme/patch\"
           role: \"arn:aws:iam::111122223333:role/window\"
           cutoff_behavior: \"CANCEL_TASK\"
           notify: {
             topic: \"arn:aws:sns:us-east-1:111122223333:ops\",
             events: [\"Failed\"],
             role: \"arn:aws:iam::111122223333:role/notify\",
           }
         }",
    );
    let task = &request["tasks"][0];
    assert_eq!(task["ServiceRoleArn"], "arn:aws:iam::111122223333:role/window");
    assert_eq!(task["CutoffBehavior"], "CANCEL_TASK");
    let wanted = json!({ "RunCommand": {
        "Comment": "patching",
        "CloudWatchOutputConfig": {
            "CloudWatchLogGroupName": "/acme/patch",
            "CloudWatchOutputEnabled": true,
        },
        "NotificationConfig": {
            "NotificationArn": "arn:aws:sns:us-east-1:111122223333:ops",
            "NotificationEvents": ["Failed"],
            "NotificationType": "Command",
        },
        "OutputS3BucketName": "acme-logs",
        "OutputS3KeyPrefix": "patch",
        "Parameters": { "Operation": ["Install"] },
        "ServiceRoleArn": "arn:aws:iam::111122223333:role/notify",
        "TimeoutSeconds": 3600,
    } });
    assert_eq!(task["TaskInvocationParameters"].to_string(), wanted.to_string());
}

#[test]
fn a_function_gets_its_payload_as_base64_of_json() {
    let request = built(
        "task clean = lambda(
           \"arn:aws:lambda:us-east-1:111122223333:function:clean\",
           payload: { instance: target.id, window: window.id },
           qualifier: \"live\",
         ) on tag(\"Env\", \"dev\") { concurrency: 1 max_errors: 0 }",
    );
    let task = &request["tasks"][0];
    assert_eq!(task["TaskType"], "LAMBDA");
    let payload = "eyJpbnN0YW5jZSI6Int7UkVTT1VSQ0VfSUR9fSIsIndpbmRvdyI6Int7V0lORE9XX0lEfX0ifQ==";
    assert_eq!(
        task["TaskInvocationParameters"],
        json!({ "Lambda": { "Qualifier": "live", "Payload": payload } })
    );
}

#[test]
fn a_state_machine_gets_its_input_as_text() {
    let request = built(
        "task report = step_function(
           \"arn:aws:states:us-east-1:111122223333:stateMachine:report\",
           input: { execution: window.execution_id },
           name: \"weekly\",
         )",
    );
    let task = &request["tasks"][0];
    assert_eq!(task["TaskType"], "STEP_FUNCTIONS");
    let wanted = json!({ "StepFunctions": {
        "Input": "{\"execution\":\"{{WINDOW_EXECUTION_ID}}\"}",
        "Name": "weekly",
    } });
    assert_eq!(task["TaskInvocationParameters"], wanted);
    assert_eq!(task.get("MaxConcurrency"), None);
}

#[test]
fn a_runbook_task_gets_the_resource_at_hand() {
    let request = built(
        "task stop = \"AWS-StopEC2Instance\"(
           InstanceId: [target.id],
           AutomationAssumeRole: \"arn:aws:iam::111122223333:role/ops\",
         ) on tag(\"Env\", \"dev\") { concurrency: 1 max_errors: 0 }",
    );
    let automation = &request["tasks"][0]["TaskInvocationParameters"]["Automation"];
    assert_eq!(automation["Parameters"]["InstanceId"], json!(["{{RESOURCE_ID}}"]));
}

#[test]
fn the_resource_at_hand_fits_a_parameter_of_its_own_type() {
    check_clean(
        "runbook stopper {
           param InstanceId: aws.ec2.InstanceId
           aws.ec2.StopInstances(InstanceIds: [InstanceId])
         }
         window sunday { schedule: rate(7d) duration: 2h cutoff: 1h
           task stop = stopper(InstanceId: target.id) on tag(\"Env\", \"dev\") {
             concurrency: 1 max_errors: 0
           }
         }",
    );
}

#[test]
fn targets_and_limits_go_together() {
    let patch = "task patch = \"AWS-RunPatchBaseline\"(Operation: \"Install\")";
    check_codes(&window(&format!("{patch} on tag(\"A\", \"b\")")), &["E0621", "E0621"]);
    check_codes(
        &window(
            "task stop = lambda(\"arn:aws:lambda:us-east-1:111122223333:function:f\") { max_errors: 1 }",
        ),
        &["E0621"],
    );
    check_codes(&window(patch), &["E0609"]);
}

#[test]
fn the_cut_off_is_shorter_than_the_window() {
    let found = check_one("window w1x { schedule: rate(7d) duration: 2h cutoff: 2h }");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0622", "2h"));
    assert_eq!(found.related, [("2h".to_owned(), "the window's duration".to_owned())]);
}

#[test]
fn an_offset_needs_a_cron() {
    check_codes("window w1x { schedule: rate(7d) duration: 2h cutoff: 1h offset: 1d }", &["E0611"]);
}

#[test]
fn a_policy_runs_in_no_window() {
    check_codes(
        &window(
            "task inventory = \"AWS-GatherSoftwareInventory\"() on tag(\"A\", \"b\") {
               concurrency: 1 max_errors: 0
             }",
        ),
        &["E0616"],
    );
}

#[test]
fn an_attribute_of_another_kind_of_task_is_unknown() {
    check_codes(
        &window(
            "task stop = \"AWS-StopEC2Instance\"(InstanceId: [target.id]) on tag(\"A\", \"b\") {
               concurrency: 1 max_errors: 0 comment: \"stops\"
             }",
        ),
        &["E0607"],
    );
}

#[test]
fn a_misspelt_attribute_is_one_mistake() {
    check_codes(
        "window sunday { schedul: cron(\"0 2 ? * SUN *\") duration: 2h cutoff: 1h
           task patch = \"AWS-RunPatchBaseline\"(Operation: \"Install\") on tag(\"A\", \"b\") {
             concurency: 1 max_errors: 1
           } }",
        &["E0607", "E0607"],
    );
    check_codes(
        "request start = aws.ssm.StartAutomationExecution(DocumentNam: \"AWS-StopEC2Instance\", Parameters: { InstanceId: [\"i-0a1b2c3d4e5f6a7b8\"] })",
        &["E0402"],
    );
}
