//! Requests of any operation.

use serde_json::json;

use crate::support::{build_json, check_clean, check_codes, check_one};

#[test]
fn a_rate_controlled_start_names_targets_and_their_parameter() {
    let request = build_json(
        "group web = tag(\"Role\", \"web\")
         request fleet = aws.ssm.StartAutomationExecution(
           DocumentName: \"AWS-RestartEC2Instance\",
           Targets: each InstanceId in web,
           MaxConcurrency: \"10\",
           MaxErrors: 5%,
         )",
        "requests/fleet",
    );
    let wanted = json!({
        "service": "ssm",
        "operation": "StartAutomationExecution",
        "parameters": {
            "DocumentName": "AWS-RestartEC2Instance",
            "TargetParameterName": "InstanceId",
            "Targets": [{ "Key": "tag:Role", "Values": ["web"] }],
            "MaxConcurrency": "10",
            "MaxErrors": "5%",
        },
    });
    assert_eq!(request.to_string(), wanted.to_string());
}

#[test]
fn arguments_of_a_known_document_are_checked_and_written_as_lists() {
    let request = build_json(
        "request scan = aws.ssm.SendCommand(
           DocumentName: \"AWS-RunPatchBaseline\",
           Targets: tag(\"Env\", \"prod\"),
           Parameters: { Operation: \"Scan\" },
         )",
        "requests/scan",
    );
    assert_eq!(request["parameters"]["Parameters"], json!({ "Operation": ["Scan"] }));
    let found = check_one(
        "request scan = aws.ssm.SendCommand(
           DocumentName: \"AWS-RunPatchBaseline\",
           Targets: tag(\"Env\", \"prod\"),
           Parameters: { Operation: \"Scna\" },
         )",
    );
    assert_eq!(found.underlined, "\"Scna\"");
}

#[test]
fn own_documents_are_pinned() {
    let request = build_json(
        "command greet { sh \"echo hello\" }
         request hello = aws.ssm.SendCommand(
           DocumentName: greet,
           Targets: tag(\"Env\", \"dev\"),
         )",
        "requests/hello",
    );
    let parameters = &request["parameters"];
    assert_eq!(parameters["DocumentName"], "greet");
    assert_eq!(parameters["DocumentVersion"], "${documents/greet#DocumentVersion}");
}

#[test]
fn members_of_known_operations_are_checked() {
    check_codes("request sync = aws.ssm.CreateResourceDataSync(SyncName: \"all\")", &["E0609"]);
    check_codes(
        "request hybrid = aws.ssm.CreateActivation(IamRole: \"hybrid\", RegistrationLimits: 5)",
        &["E0402"],
    );
    check_codes(
        "request scan = aws.ssm.SendCommand(DocumentName: \"AWS-UpdateSSMAgent\")",
        &["E0609"],
    );
    check_codes(
        "request scan = aws.ssm.SendCommand(
           DocumentName: \"AWS-UpdateSSMAgent\",
           InstanceIds: [\"i-0123456789abcdef0\"],
           Targets: tag(\"Env\", \"dev\"),
         )",
        &["E0611"],
    );
}

#[test]
fn every_operation_is_typed_by_its_model() {
    let codes = |call: &str, wanted: &[&str]| check_codes(&format!("request x = {call}"), wanted);
    codes("aws.ssn.CreateActivation(IamRole: \"hybrid\")", &["E0470"]);
    codes("aws.ssm.CreateActivations(IamRole: \"hybrid\")", &["E0471"]);
    codes("aws.ssm.CreatePatchBaseline()", &["E0609"]);
    let baseline =
        |rule: &str| format!("aws.ssm.CreatePatchBaseline(Name: \"web-servers\", {rule})");
    codes(&baseline("OperatingSystem: \"AMAZON_LINUX_2\""), &[]);
    codes(&baseline("OperatingSystem: \"AMAZON_LINUX_3\""), &["E0302"]);
    codes(&baseline("RejectedPatches: \"kernel*\""), &["E0301"]);
    let group = |filter: &str, days: &str| {
        baseline(&format!(
            "ApprovalRules: {{ PatchRules: [{{ PatchFilterGroup: {{ PatchFilters: [{filter}] }}, ApproveAfterDays: {days} }}] }}"
        ))
    };
    codes(&group("{ Key: \"SEVERITY\", Values: [\"Critical\"] }", "7"), &[]);
    codes(&group("{ Key: \"SEVERITYS\", Values: [\"Critical\"] }", "7"), &["E0302"]);
    codes(&group("{ Key: \"SEVERITY\", Values: [] }", "7"), &["E0306"]);
    codes(&group("{ Key: \"SEVERITY\" }", "7"), &["E0307"]);
    codes(&group("{ Key: \"SEVERITY\", Values: [\"Critical\"], Or: true }", "7"), &["E0308"]);
    codes(&group("{ Key: \"SEVERITY\", Values: [\"Critical\"] }", "400"), &["E0303"]);
    codes("aws.ssm.CreateActivation(IamRole: \"hybrid\", Tags: { Team: \"ops\" })", &[]);
    codes(
        "aws.ssm.CreateActivation(IamRole: \"hybrid\", Tags: [{ Key: \"Team\", Value: \"ops\" }])",
        &[],
    );
    let start = "aws.ssm.StartAutomationExecution(DocumentName: \"AWS-StopEC2Instance\", Parameters: { InstanceId: [\"i-0a1b2c3d4e5f6a7b8\"] }, MaxConcurrency: ";
    codes(&format!("{start}0)"), &["E0305"]);
    codes(&format!("{start}10%)"), &[]);
    codes(&format!("{start}\"10%\")"), &[]);
}

#[test]
fn a_request_has_the_names_of_the_model() {
    let request = build_json(
        "request group = aws.resourcegroups.createGroup(Name: \"web\")",
        "requests/group",
    );
    assert_eq!(request["service"], "resource-groups");
    assert_eq!(request["operation"], "CreateGroup");
}

#[test]
fn a_request_holds_the_members_as_given() {
    let request = build_json(
        "request group = aws.resource_groups.CreateGroup(Name: \"web\", Tags: { Team: \"ops\" })",
        "requests/group",
    );
    let wanted = json!({
        "service": "resource-groups",
        "operation": "CreateGroup",
        "parameters": { "Name": "web", "Tags": { "Team": "ops" } },
    });
    assert_eq!(request.to_string(), wanted.to_string());
    check_clean("request hybrid = aws.ssm.CreateActivation(IamRole: \"hybrid\")");
}
