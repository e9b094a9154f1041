//! Requests: associations, windows, the request of a document, the manifest of a build.

use ordain::ssm::Kind;
use serde_json::{Value, json};

use super::support::{check_clean, check_findings};

fn association(members: Value) -> Value {
    merged(
        json!({ "Name": "AWS-RunPatchBaseline", "Targets": [{ "Key": "InstanceIds", "Values": ["*"] }] }),
        members,
    )
}

fn merged(mut base: Value, members: Value) -> Value {
    for (name, value) in members.as_object().expect("an object") {
        base[name] = value.clone();
    }
    base
}

#[track_caller]
fn check_association(members: Value, expected: &[&str]) {
    check_findings(Kind::CreateAssociation, &association(members), expected);
}

#[test]
fn an_association_with_all_its_members_is_clean() {
    check_association(
        json!({
            "AssociationName": "web-tier", "DocumentVersion": "$DEFAULT",
            "Parameters": { "Operation": ["Scan"] },
            "ScheduleExpression": "cron(0 2 ? * SUN *)", "ApplyOnlyAtCronInterval": true,
            "ScheduleOffset": 2, "Duration": 3, "MaxConcurrency": "10%", "MaxErrors": "0",
            "ComplianceSeverity": "HIGH", "SyncCompliance": "AUTO", "CalendarNames": ["holidays"],
            "OutputLocation": { "S3Location": { "OutputS3BucketName": "acme-logs" } },
            "AlarmConfiguration": { "Alarms": [{ "Name": "stop" }] },
            "Tags": [{ "Key": "Team", "Value": "ops" }]
        }),
        &[],
    );
}

#[test]
fn a_rate_of_zero_targets_is_refused() {
    check_association(
        json!({ "MaxConcurrency": "0" }),
        &["E0643: `MaxConcurrency` cannot be \"0\""],
    );
    check_association(json!({ "MaxErrors": "5 %" }), &["E0643: `MaxErrors` cannot be \"5 %\""]);
}

#[test]
fn an_offset_needs_a_cron_that_alone_starts_the_association() {
    check_association(
        json!({ "ScheduleExpression": "rate(1 day)", "ScheduleOffset": 2 }),
        &[
            "E0664: `ScheduleOffset` lacks its companion",
            "E0664: `ScheduleOffset` stands beside no cron",
        ],
    );
    check_association(
        json!({ "ScheduleExpression": "rate(1 day)", "ApplyOnlyAtCronInterval": true }),
        &["E0664: `ApplyOnlyAtCronInterval` is set beside a rate"],
    );
}

#[test]
fn a_schedule_of_an_association_is_one_that_it_takes() {
    for text in ["cron(0 2 ? JAN SUN *)", "rate(5 minutes)", "rate(1 hours)", "daily"] {
        let found = super::support::findings(
            Kind::CreateAssociation,
            &association(json!({ "ScheduleExpression": text })),
        );
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].starts_with("E0664: `ScheduleExpression` is not a schedule"), "{found:?}");
    }
}

#[test]
fn targets_are_named_in_one_way() {
    check_association(
        json!({ "TargetMaps": [{ "InstanceId": ["i-1"] }] }),
        &["E0652: the document has `Targets` and `TargetMaps` together"],
    );
    check_association(
        json!({ "Targets": [{ "Key": "InstanceIds", "Values": ["*", "i-1"] }] }),
        &["E0664: `Targets[0].Values` has `*` among others"],
    );
}

fn window(members: Value, task: Value) -> Value {
    let window = merged(
        json!({ "Name": "sunday", "Schedule": "cron(0 2 ? * SUN *)", "Duration": 3, "Cutoff": 1,
            "AllowUnassociatedTargets": false }),
        members,
    );
    let task = merged(
        json!({ "WindowId": "${windows/sunday#WindowId}", "TaskArn": "AWS-RunPatchBaseline",
            "TaskType": "RUN_COMMAND", "Name": "patch", "Priority": 1,
            "Targets": [{ "Key": "WindowTargetIds", "Values": ["${windows/sunday#targets/0}"] }],
            "MaxConcurrency": "10%", "MaxErrors": "1",
            "TaskInvocationParameters": { "RunCommand": { "Parameters": { "Operation": ["Install"] } } } }),
        task,
    );
    json!({ "window": window, "tasks": [task], "targets": [
        { "WindowId": "${windows/sunday#WindowId}", "ResourceType": "INSTANCE",
          "Targets": [{ "Key": "tag:Role", "Values": ["web"] }] }
    ] })
}

#[test]
fn a_window_with_targets_and_tasks_is_clean() {
    check_clean(Kind::MaintenanceWindow, &window(json!({}), json!({})));
}

#[test]
fn a_window_stops_to_start_tasks_before_it_ends() {
    check_findings(
        Kind::MaintenanceWindow,
        &window(json!({ "Cutoff": 3 }), json!({})),
        &["E0664: `window.Cutoff` is 3 hours of a window of 3 hours"],
    );
}

#[test]
fn a_task_without_targets_has_no_rates() {
    let task = json!({ "TaskType": "AUTOMATION", "Targets": [],
        "TaskInvocationParameters": { "Automation": {} } });
    check_findings(
        Kind::MaintenanceWindow,
        &window(json!({}), task),
        &[
            "E0664: `MaxConcurrency` of task \"patch\" stands without targets",
            "E0664: `MaxErrors` of task \"patch\" stands without targets",
        ],
    );
}

#[test]
fn a_task_has_the_parameters_of_its_type() {
    check_findings(
        Kind::MaintenanceWindow,
        &window(json!({}), json!({ "TaskType": "LAMBDA" })),
        &["E0664: `TaskInvocationParameters.RunCommand` of task \"patch\" belongs to another type"],
    );
}

#[test]
fn the_id_of_a_resource_does_not_reach_a_command() {
    let parameters = json!({ "TaskInvocationParameters": {
        "RunCommand": { "Parameters": { "commands": ["echo {{RESOURCE_ID}}"] } } } });
    check_findings(
        Kind::MaintenanceWindow,
        &window(json!({}), parameters),
        &["E0657: `TaskInvocationParameters` of task \"patch\" cannot hold `{{ RESOURCE_ID }}`"],
    );
}

#[test]
fn a_document_does_not_take_a_name_that_aws_keeps() {
    let request =
        |name: &str| json!({ "Name": name, "DocumentType": "Command", "DocumentFormat": "YAML" });
    check_clean(Kind::CreateDocument, &request("Acme-Patch"));
    for name in ["AWS-Patch", "awsPatch", "Amazon-x", "AMZNx"] {
        let message = format!("E0644: the service does not accept the name \"{name}\"");
        check_findings(Kind::CreateDocument, &request(name), &[&message]);
    }
    check_findings(Kind::CreateDocument, &request("a b"), &["E0643: `Name` cannot be \"a b\""]);
}

#[test]
fn a_manifest_lists_artifacts() {
    check_clean(
        Kind::Manifest,
        &json!({ "version": 1, "ordain": "0.1.0", "artifacts": [{
            "kind": "runbook", "name": "Acme-Stop", "file": "documents/Acme-Stop.yaml",
            "sha256": "0".repeat(64), "size": 12, "source": "main.ord", "declaration": "stop",
            "depends_on": []
        }] }),
    );
}
