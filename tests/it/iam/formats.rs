//! What is printed.

use ordain::iam::{
    Account, Role, cloudformation, explain, permissions_json, terraform, trust_json,
};

use super::needs;

const SOURCE: &str = r#"runbook example "Acme-Example" {
  param Volume: String
  step remove: aws.ec2.DeleteVolume(VolumeId: Volume)
  step again: aws.ec2.DeleteVolume(VolumeId: Volume)
}
"#;

#[test]
fn the_same_program_gives_the_same_bytes() {
    let text = || permissions_json(&needs(SOURCE).1.policy, &Account::default()).to_string();
    assert_eq!(text(), text());
    assert_eq!(
        text(),
        r#"{"Version":"2012-10-17","Statement":[{"Sid":"Ec2DeleteVolume","Effect":"Allow","Action":["ec2:DeleteVolume"],"Resource":["arn:aws:ec2:*:*:volume/*"]}]}"#
    );
}

#[test]
fn the_place_of_use_fills_the_arns() {
    let here = Account {
        partition: Some("aws-cn".to_owned()),
        region: Some("cn-north-1".to_owned()),
        account: Some("111122223333".to_owned()),
    };
    let policy = permissions_json(&needs(SOURCE).1.policy, &here);
    let resource = &policy["Statement"][0]["Resource"][0];
    assert_eq!(resource, "arn:aws-cn:ec2:cn-north-1:111122223333:volume/*");
    let condition = &trust_json(&here)["Statement"][0]["Condition"];
    assert_eq!(condition["StringEquals"]["aws:SourceAccount"], "111122223333");
    assert_eq!(
        condition["ArnLike"]["aws:SourceArn"],
        "arn:aws-cn:ssm:cn-north-1:111122223333:automation-execution/*"
    );
}

#[test]
fn a_template_says_what_is_open_in_comments() {
    let (_, runbook) = needs(SOURCE);
    let unknown = ["something".to_owned()];
    let role = Role { document: &runbook.name, policy: &runbook.policy, unknown: &unknown };
    insta::assert_snapshot!(cloudformation(&role, &Account::default()));
    let terraform = terraform(&role, &Account::default());
    assert_eq!(terraform["//"][1], "Not known: something");
    let statement = &terraform["data"]["aws_iam_policy_document"]["acme_example"]["statement"][0];
    assert!(statement["//"][1].as_str().is_some_and(|it| it.contains("parameter `Volume`")));
}

#[test]
fn an_action_is_explained_by_every_line_that_needs_it() {
    let (session, runbook) = needs(SOURCE);
    let text = explain(&runbook.derived.needs, "EC2:deletevolume", session.sources(), "x/");
    let text = text.expect("it is needed");
    assert!(text.contains("x/main.ord:3:3: step `remove`"), "{text}");
    assert!(text.contains("x/main.ord:4:3: step `again`"), "{text}");
    assert!(text.contains("step again: aws.ec2.DeleteVolume(VolumeId: Volume)"), "{text}");
    assert!(explain(&runbook.derived.needs, "ec2:StopInstances", session.sources(), "").is_none());
}
