//! Associations: members, rules between attributes, arguments.

use serde_json::json;

use crate::support::{build_json, check_clean, check_codes, check_one};

/// An association of AWS-RunPatchBaseline with more attributes.
fn scan(attributes: &str) -> String {
    format!(
        "association scan {{
           run: \"AWS-RunPatchBaseline\"(Operation: \"Scan\")
           {attributes}
         }}"
    )
}

#[track_caller]
fn check_member(attributes: &str, member: &str, value: serde_json::Value) {
    let request = build_json(&scan(attributes), "associations/scan");
    assert_eq!(request[member], value, "{request:#}");
}

#[test]
fn an_association_is_the_request_of_the_api() {
    let request = build_json(
        "association agent \"Configure-CloudWatch-Agent\" {
           run: \"AWS-ConfigureAWSPackage\"(action: \"Install\", name: \"AmazonCloudWatchAgent\")
           on: all
           schedule: cron(\"0 2 ? * SUN *\")
           compliance: \"HIGH\"
           concurrency: 10%
           max_errors: 5%
         }",
        "associations/agent",
    );
    let wanted = json!({
        "Name": "AWS-ConfigureAWSPackage",
        "Parameters": { "action": ["Install"], "name": ["AmazonCloudWatchAgent"] },
        "Targets": [{ "Key": "InstanceIds", "Values": ["*"] }],
        "ScheduleExpression": "cron(0 2 ? * SUN *)",
        "AssociationName": "Configure-CloudWatch-Agent",
        "MaxErrors": "5%",
        "MaxConcurrency": "10%",
        "ComplianceSeverity": "HIGH",
    });
    assert_eq!(request.to_string(), wanted.to_string());
}
