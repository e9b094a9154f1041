//! Calls of APIs: their actions, and the ARNs that their arguments make.

use super::{check_allowed, check_codes, findings, needs};
use crate::support::Project;

#[test]
fn a_literal_gives_an_exact_arn() {
    check_allowed(
        r#"runbook example {
          aws.ec2.StopInstances(InstanceIds: ["i-0123456789abcdef0"])
        }"#,
        &["ec2:StopInstances arn:aws:ec2:*:*:instance/i-0123456789abcdef0"],
    );
}

#[test]
fn a_list_of_values_gives_an_arn_each() {
    check_allowed(
        r#"runbook example {
          param Volume: "vol-0a" | "vol-0b"
          aws.ec2.DeleteVolume(VolumeId: Volume)
        }"#,
        &[
            "ec2:DeleteVolume arn:aws:ec2:*:*:volume/vol-0a",
            "ec2:DeleteVolume arn:aws:ec2:*:*:volume/vol-0b",
        ],
    );
}

#[test]
fn a_pattern_narrows_and_a_plain_parameter_is_any_of_its_kind() {
    check_allowed(
        r#"runbook example {
          param Name: String(pattern: "^app-[a-z]+$")
          param Topic: String
          step look: aws.lambda.GetFunction(FunctionName: Name)
          step publish: aws.sns.Publish(TopicArn: Topic, Message: "m")
        }"#,
        &["lambda:GetFunction arn:aws:lambda:*:*:function:app-*", "sns:Publish arn:aws:sns:*:*:*"],
    );
}

#[test]
fn an_action_without_resources_takes_anything() {
    check_allowed(
        "runbook example {\n aws.ec2.DescribeInstances()\n}",
        &["ec2:DescribeInstances *"],
    );
}

#[test]
fn the_operation_of_another_name_has_its_own_action() {
    check_allowed(
        r#"runbook example {
          aws.s3.ListObjectsV2(Bucket: "b")
        }"#,
        &["s3:ListBucket arn:aws:s3:::b"],
    );
}

#[test]
fn waits_and_assertions_need_what_they_read() {
    check_allowed(
        r#"runbook example {
          wait until aws.ec2.DescribeInstances(InstanceIds: ["i-0123456789abcdef0"]).Reservations[0].Instances[0].State.Name == "stopped"
          assert aws.ec2.DescribeImages(ImageIds: ["ami-0123456789abcdef0"]).Images[0].State == "available"
        }"#,
        &["ec2:DescribeImages *", "ec2:DescribeInstances *"],
    );
}

#[test]
fn a_role_is_handed_to_the_service_that_gets_it() {
    check_allowed(
        r#"runbook example {
          aws.lambda.CreateFunction(FunctionName: "f", Role: "arn:aws:iam::111122223333:role/r", Code: { S3Bucket: "code", S3Key: "k" })
        }"#,
        &[
            "iam:PassRole arn:aws:iam::111122223333:role/r to lambda.amazonaws.com",
            "lambda:CreateFunction arn:aws:lambda:*:*:function:f",
            "s3:GetObject arn:aws:s3:::code/k",
        ],
    );
}

#[test]
fn what_only_the_run_knows_is_said_with_its_parameter() {
    let source = r#"runbook example {
      param Volume: String
      aws.ec2.DeleteVolume(VolumeId: Volume)
    }"#;
    let found = Project::of(source).policy_findings("example");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].code, "E0495");
    assert!(found[0].message.contains("parameter `Volume`"), "{}", found[0].message);
}

#[test]
fn a_computed_operation_is_a_finding_and_allows_nothing() {
    let source = r#"runbook example {
      param Api: "StartInstances" | "StopInstances"
      step change: action.executeAwsApi(Service: "ec2", Api: Api)
    }"#;
    check_codes(source, &["E0481"]);
    assert!(needs(source).1.policy.is_empty());
}

#[test]
fn a_finding_stands_at_its_step() {
    let found = findings(
        "runbook example {\n  step first: sleep 1m\n  step build: action.createStack(StackName: \"w\", TemplateURL: \"https://example.s3.amazonaws.com/t\")\n}",
    );
    assert_eq!((found[0].code.as_str(), found[0].line), ("E0489", 3), "{found:#?}");
}
