//! What messages about calls of APIs advise: each can be followed as written.

use super::{codes, one};
use crate::support::{build_json, check_codes, check_one};

/// The help of the only finding.
fn help(body: &str) -> String {
    one(body).help.unwrap_or_default()
}

const INSTANCE: &str = "aws.ec2.DescribeInstances().Reservations[0].Instances[0]";

#[test]
fn a_service_with_a_joint_is_one_mistake_in_every_value() {
    let found = one("let all = aws.license-manager.ListLicenses()");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0470", "aws.license-manager"));
    assert_eq!(found.fix.as_deref(), Some("aws.license_manager"));
    codes("wait until aws.license-manager.ListLicenses().NextToken == \"x\"", &["E0470"]);
    codes("param Id: String\nlet one = aws.license-manager.GetLicense(LicenseArn: Id)", &["E0470"]);
    let found = one("let all = aws.license-manager-user-subscriptions.ListInstances().NextToken");
    assert_eq!(found.fix.as_deref(), Some("aws.license_manager_user_subscriptions"));
    check_codes("request example = aws.license-manager.ListLicenses()\n", &["E0470"]);
}

#[test]
fn a_value_that_the_model_does_not_know_may_be_read_as_text() {
    let found = one(&format!("wait until {INSTANCE}.Platform == \"windows\""));
    assert_eq!((found.code.as_str(), found.fix.as_deref()), ("E0302", Some("\"Windows\"")));
    let advice = found.help.unwrap_or_default();
    assert!(advice.starts_with("write \"Windows\", or read the path as text"), "{advice}");
    codes(&format!("wait until {INSTANCE}.Platform as String == \"windows\""), &[]);
    let found = one(&format!(
        "let found = {INSTANCE}.Platform\nif found == \"windows\" {{ sleep 1s }} else {{ sleep 2s }}"
    ));
    let advice = found.help.unwrap_or_default();
    assert!(advice.starts_with("write \"Windows\", or read it as text"), "{advice}");
}

#[test]
fn a_value_in_another_case_is_near() {
    let found = one(
        "aws.ecs.RegisterTaskDefinition(family: \"f\", containerDefinitions: [{ portMappings: [{ containerPort: 80, protocol: \"TCP\" }] }])",
    );
    assert_eq!(found.help.as_deref(), Some("write \"tcp\""));
}

#[test]
fn a_condition_is_written_with_the_path_on_the_left() {
    let flag = "aws.rds.DescribeDBInstances().DBInstances[0].MultiAZ";
    assert_eq!(help(&format!("wait until {flag}")), "write `== true` behind the path");
    assert_eq!(help(&format!("wait until not {flag}")), "write `== false` behind the path");
    codes(&format!("wait until {flag} == true"), &[]);
    let swapped = format!("wait until \"running\" == {INSTANCE}.State.Name");
    assert_eq!(help(&swapped), "put the path on the left, and the value on the right");
}

#[test]
fn a_list_of_the_build_is_a_list_of_values() {
    let wait = |list: &str| format!("wait until {INSTANCE}.State.Name in {list}");
    let source = |list: &str, body: &str| format!("const ends = {list}\n{}", super::runbook(body));
    check_codes(&source("[\"running\", \"stopped\"]", &wait("ends")), &[]);
    check_codes(&source("[\"runing\", \"stopped\"]", &wait("ends")), &["E0302"]);
    check_codes(&source("[]", &wait("ends")), &["E0478"]);
    let either = format!("{} or {INSTANCE}.State.Name == \"pending\"", wait("ends"));
    let built = build_json(&source("[\"running\"]", &either), "documents/example");
    let values = &built["mainSteps"][0]["inputs"]["DesiredValues"];
    assert_eq!(*values, serde_json::json!(["pending", "running"]));
    codes(&format!("param Ends: List<String>\n{}", wait("Ends")), &["E0415"]);
}

#[test]
fn what_a_filter_leaves_takes_no_index() {
    let path = "aws.s3.GetBucketTagging(Bucket: \"b-abc\").TagSet[where Key == \"a\"].Value";
    let advice = help(&format!("wait until {path}[0] == \"x\""));
    assert!(advice.starts_with("remove the last index"), "{advice}");
    codes(&format!("wait until {path} == \"x\""), &[]);
}

#[test]
fn a_list_in_brackets_loses_them() {
    let ids = "found.Reservations[*].Instances[*].InstanceId";
    let call = |ids: &str| {
        format!(
            "let found = aws.ec2.DescribeInstances()\naws.ec2.StopInstances(InstanceIds: {ids})"
        )
    };
    let advice = help(&call(&format!("[{ids}]")));
    assert_eq!(advice, "remove the brackets around it: it is a list already");
    codes(&call(ids), &[]);
}

#[test]
fn a_record_is_made_text_where_text_is_taken() {
    let call = |body: &str| format!("aws.sqs.SendMessage(QueueUrl: \"q\", MessageBody: {body})");
    assert_eq!(help(&call("{ a: 1 }")), "write it as text: `json(value)`");
    codes(&call("json({ a: 1 })"), &[]);
}

#[test]
fn tags_are_written_with_the_names_of_the_api() {
    let source = |tags: &str| format!("request example = aws.kms.CreateKey(Tags: {tags})\n");
    let found = check_one(&source("{ a: \"b\" }"));
    assert_eq!(found.help.as_deref(), Some("write a list: `[{ TagKey: \"a\", TagValue: … }]`"));
    check_codes(&source("[{ TagKey: \"a\", TagValue: \"b\" }]"), &[]);
}
