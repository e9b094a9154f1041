//! Remediations: what a rule of AWS Config starts, with which values.

use serde_json::json;

use crate::support::{build_json, check_clean, check_codes, check_one};

const RUN: &str = "\"AWS-DisablePublicAccessForSecurityGroup\"(GroupId: resource.id, \
                   AutomationAssumeRole: \"arn:aws:iam::111122223333:role/fix\")";

fn remediation(rest: &str) -> String {
    format!("remediation ssh {{ rule: \"restricted-ssh\" run: {RUN} {rest} }}")
}

#[test]
fn a_remediation_is_one_configuration() {
    let source = remediation(
        "automatic: true attempts: 3 retry_within: 10m concurrency: 10% max_errors: 20%
         resource_type: \"AWS::EC2::SecurityGroup\"",
    );
    assert_eq!(
        build_json(&source, "remediations/ssh"),
        json!({
            "ConfigRuleName": "restricted-ssh",
            "TargetType": "SSM_DOCUMENT",
            "TargetId": "AWS-DisablePublicAccessForSecurityGroup",
            "Parameters": {
                "AutomationAssumeRole": { "StaticValue": { "Values": ["arn:aws:iam::111122223333:role/fix"] } },
                "GroupId": { "ResourceValue": { "Value": "RESOURCE_ID" } },
            },
            "ResourceType": "AWS::EC2::SecurityGroup",
            "Automatic": true,
            "ExecutionControls": { "SsmControls": {
                "ConcurrentExecutionRatePercentage": 10, "ErrorPercentage": 20,
            } },
            "MaximumAutomaticAttempts": 3,
            "RetryAttemptSeconds": 600,
        })
    );
}

#[test]
fn an_automatic_one_says_how_often_it_tries() {
    let request = build_json(&remediation("automatic: true"), "remediations/ssh");
    assert_eq!(request["MaximumAutomaticAttempts"], 5);
    assert_eq!(request["RetryAttemptSeconds"], 60);
    check_codes(&remediation("attempts: 3"), &["E0611"]);
    check_codes(&remediation("automatic: true attempts: 26"), &["E0303"]);
    check_codes(&remediation("automatic: true retry_within: 40d"), &["E0610"]);
    check_codes(&remediation("concurrency: 0%"), &["E0610"]);
}

#[test]
fn an_automatic_one_needs_a_role() {
    let run = "\"AWS-DisablePublicAccessForSecurityGroup\"(GroupId: resource.id)";
    let source = |rest: &str| format!("remediation ssh {{ rule: \"x\" run: {run} {rest} }}");
    check_clean(&source(""));
    check_codes(&source("automatic: true"), &["E0618"]);
    let with = |role: &str| {
        let arguments = format!("GroupId: resource.id, AutomationAssumeRole: \"{role}\"");
        source("automatic: true").replace("GroupId: resource.id", &arguments)
    };
    check_clean(&with("arn:aws:iam::111122223333:role/fix"));
    check_codes(&with("arn:aws:iam::111122223333:user/fix"), &["E0618"]);
}

#[test]
fn the_resource_stands_alone() {
    let run = |value: &str| {
        format!(
            "remediation stop {{ rule: \"x\" run: \"AWS-StopEC2Instance\"(InstanceId: {value}) }}"
        )
    };
    check_clean(&run("[resource.id]"));
    check_codes(&run("[\"x-${resource.id}\"]"), &["E0620"]);
    check_codes(&run("[resource.id, \"i-0123456789abcdef0\"]"), &["E0620"]);
    check_codes(&run("[\"\"]"), &["E0610"]);
    check_codes("const x = resource.id", &["E0214"]);
}

#[test]
fn a_project_s_runbook_is_pinned_and_comes_first() {
    let source =
        "runbook fix \"Acme-Fix\" { param Id: String  aws.ec2.StopInstances(InstanceIds: [Id]) }
        remediation stop { rule: \"x\" run: fix(Id: resource.id) }";
    let request = build_json(source, "remediations/stop");
    assert_eq!(request["TargetVersion"], "${documents/Acme-Fix#DocumentVersion}");
    let command =
        "remediation stop { rule: \"x\" run: \"AWS-RunShellScript\"(commands: [\"true\"]) }";
    let found = check_one(command);
    assert_eq!(found.code, "E0616");
    assert!(!format!("{found:?}").contains("associations"), "{found:?}");
}

#[test]
fn the_rule_is_its_name() {
    check_codes(&format!("remediation ssh \"other\" {{ rule: \"x\" run: {RUN} }}"), &["E0612"]);
    check_codes(&format!("remediation ssh {{ run: {RUN} }}"), &["E0609"]);
}
