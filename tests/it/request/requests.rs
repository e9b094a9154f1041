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
        &["E0607"],
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
fn other_operations_are_written_as_given() {
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
