//! What keeps a resource from being wider than the call, and the findings where it is.

use ordain::iam::{Account, permissions_json};

use super::{allowed, check_allowed, needs};
use crate::support::Project;

/// Which E0495 a program has: the line and the message.
fn open(source: &str) -> Vec<(usize, String)> {
    let found = Project::of(source).policy_findings("example");
    let open = found.into_iter().filter(|one| one.code == "E0495");
    open.map(|one| (one.line as usize, one.message)).collect()
}

#[test]
fn a_document_of_aws_has_no_account() {
    let found = allowed(
        r#"runbook example {
          param Document: String
          step patch: action.runCommand(DocumentName: "AWS-RunPatchBaseline", InstanceIds: ["i-0123456789abcdef0"], Parameters: { Operation: ["Scan"] })
          step start: aws.ssm.StartAutomationExecution(DocumentName: "AWS-RestartEC2Instance")
          step describe: aws.ssm.DescribeDocument(Name: Document)
        }"#,
    );
    for expected in [
        "ssm:SendCommand arn:aws:ssm:*::document/AWS-RunPatchBaseline",
        "ssm:StartAutomationExecution arn:aws:ssm:*::document/AWS-RestartEC2Instance",
        "ssm:DescribeDocument arn:aws:ssm:*:*:document/*",
        "ssm:DescribeDocument arn:aws:ssm:*::document/*",
    ] {
        assert!(found.iter().any(|it| it == expected), "{expected}: {found:#?}");
    }
    let of_an_account = |it: &&String| it.contains(":*:document/AWS-");
    assert!(!found.iter().any(|it| of_an_account(&it)), "{found:#?}");
}

#[test]
fn a_literal_arn_is_the_resource() {
    let arn = "arn:aws:rds:eu-west-1:111122223333:db:orders";
    let source = format!(
        r#"runbook example {{
          aws.rds.AddTagsToResource(ResourceName: "{arn}", Tags: [{{ Key: "a", Value: "b" }}])
        }}"#
    );
    check_allowed(&source, &[&format!("rds:AddTagsToResource {arn}")]);
    assert_eq!(open(&source), []);
}

#[test]
fn an_arn_that_is_not_known_is_any_kind_and_said() {
    let source = r#"runbook example {
      param Resource: String
      aws.rds.AddTagsToResource(ResourceName: Resource, Tags: [{ Key: "a", Value: "b" }])
    }"#;
    check_allowed(source, &["rds:AddTagsToResource arn:aws:rds:*:*:*"]);
    let found = open(source);
    assert!(found.iter().any(|it| it.1.contains("`rds:AddTagsToResource`")), "{found:#?}");
}

#[test]
fn an_id_tells_the_kind_of_what_is_tagged() {
    let source = r#"runbook example {
      aws.ec2.CreateTags(Resources: ["i-0123456789abcdef0", "snap-0123456789abcdef0", "odd-1"], Tags: [{ Key: "a", Value: "b" }])
    }"#;
    check_allowed(
        source,
        &[
            "ec2:CreateTags arn:aws:ec2:*:*:*/odd-1",
            "ec2:CreateTags arn:aws:ec2:*:*:instance/i-0123456789abcdef0",
            "ec2:CreateTags arn:aws:ec2:*::snapshot/snap-0123456789abcdef0",
        ],
    );
    let found = open(source);
    assert!(found.len() == 1 && found[0].1.contains("the kind of `odd-1`"), "{found:#?}");
}

#[test]
fn a_new_user_goes_by_its_name() {
    check_allowed(
        r#"runbook example {
          aws.iam.CreateUser(UserName: "alice")
        }"#,
        &["iam:CreateUser arn:aws:iam::*:user/alice"],
    );
}

#[test]
fn a_bucket_by_its_name_is_no_access_point() {
    check_allowed(
        r#"runbook example {
          aws.s3.PutObjectTagging(Bucket: "b", Key: "k", Tagging: { TagSet: [] })
        }"#,
        &["s3:PutObjectTagging arn:aws:s3:::b/k"],
    );
}

#[test]
fn a_rotation_invokes_its_function() {
    let source = |more: &str| {
        format!("runbook example {{\n aws.secretsmanager.RotateSecret(SecretId: \"s\"{more})\n}}")
    };
    let secret = "secretsmanager:RotateSecret arn:aws:secretsmanager:*:*:secret:s-??????";
    let function = "arn:aws:lambda:eu-west-1:111122223333:function:f";
    check_allowed(&source(""), &[secret]);
    check_allowed(
        &source(&format!(", RotationLambdaARN: \"{function}\"")),
        &[&format!("lambda:InvokeFunction {function}"), secret],
    );
}

#[test]
fn what_no_input_names_is_said() {
    let source = r#"runbook example {
      step machine: action.executeStateMachine(stateMachineArn: "arn:aws:states:eu-west-1:111122223333:stateMachine:m")
    }"#;
    let found = open(source);
    assert!(found.iter().any(|it| it.1.contains("`states:StopExecution`")), "{found:#?}");
}

#[test]
fn what_is_open_is_said_at_each_place() {
    let source = r#"runbook example {
      param Volume: String
      step look: aws.ec2.ModifyVolume(VolumeId: Volume)
      step remove: aws.ec2.DeleteVolume(VolumeId: Volume)
    }"#;
    let lines: Vec<usize> = open(source).into_iter().map(|it| it.0).collect();
    assert_eq!(lines, [3, 4]);
}

#[test]
fn what_a_call_tags_as_it_makes_it_is_in_the_account() {
    let source = r#"runbook example {
      aws.ec2.CreateVolume(AvailabilityZone: "eu-west-1a", Size: 1, TagSpecifications: [{ ResourceType: "volume", Tags: [{ Key: "a", Value: "b" }] }])
    }"#;
    let policy = permissions_json(
        &needs(source).1.policy,
        &Account { account: Some("111122223333".to_owned()), ..Account::default() },
    );
    let text = policy.to_string();
    assert!(text.contains("ec2:CreateTags"), "{text}");
    assert!(!text.contains(":ec2:*:*:"), "{text}");
}

#[test]
fn a_table_of_a_computed_name_is_any_table_and_said() {
    let source = "runbook example {\n  python \"\"\"\n    import boto3\n    def main(events, context):\n        boto3.resource('dynamodb').Table(context.name).delete_item()\n  \"\"\"\n}";
    check_allowed(source, &["dynamodb:DeleteItem arn:aws:dynamodb:*:*:table/*"]);
    let found = open(source);
    assert!(found.iter().any(|it| it.1.contains("a value of the script")), "{found:#?}");
}
