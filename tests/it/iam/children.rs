//! Runbooks that a runbook runs.

use super::{allowed, check_codes};

const CHILD: &str = r#"
runbook child "Acme-Child" {
  param Volume: String
  aws.ec2.DeleteVolume(VolumeId: Volume)
}
"#;

#[test]
fn a_child_without_a_role_has_its_parents_rights() {
    let source =
        format!("runbook example {{\n step run_child: call child(Volume: \"vol-0a\")\n}}\n{CHILD}");
    let found = allowed(&source);
    assert!(
        found.contains(&"ec2:DeleteVolume arn:aws:ec2:*:*:volume/vol-0a".to_owned()),
        "{found:#?}"
    );
    let starts = |it: &&String| it.starts_with("ssm:StartAutomationExecution arn:");
    assert!(found.iter().filter(starts).any(|it| it.contains("Acme-Child")), "{found:#?}");
    assert!(found.iter().any(|it| it.starts_with("ssm:GetAutomationExecution ")), "{found:#?}");
}

#[test]
fn a_child_with_a_role_of_its_own_gets_that_role() {
    let source = r#"
runbook example { step run_child: call child() }
runbook child "Acme-Child" {
  assume_role: "arn:aws:iam::111122223333:role/child"
  aws.ec2.DeleteVolume(VolumeId: "vol-0a")
}
"#;
    let found = allowed(source);
    let role = "iam:PassRole arn:aws:iam::111122223333:role/child to ssm.amazonaws.com";
    assert!(found.contains(&role.to_owned()), "{found:#?}");
    assert!(!found.iter().any(|it| it.starts_with("ec2:")), "{found:#?}");
}

#[test]
fn a_runbook_of_aws_is_not_known() {
    check_codes(
        r#"runbook example {
          action.executeAutomation(DocumentName: "AWS-RestartEC2Instance", RuntimeParameters: { InstanceId: ["i-0123456789abcdef0"] })
        }"#,
        &["E0484"],
    );
}

#[test]
fn a_runbook_of_aws_with_another_role_needs_no_more() {
    let call = r#"call "AWS-StopEC2Instance"(InstanceId: ["i-0123456789abcdef0"], AutomationAssumeRole: "arn:aws:iam::111122223333:role/stops")"#;
    let source = format!("runbook example {{\n  step stops: {call}\n}}");
    check_codes(&source, &[]);
    let role = "iam:PassRole arn:aws:iam::111122223333:role/stops to ssm.amazonaws.com";
    assert!(allowed(&source).contains(&role.to_owned()));
    // With the role of its parent it has its parent's rights.
    let same = "arn:aws:iam::111122223333:role/stops";
    let source = format!("runbook example {{\n  assume_role: \"{same}\"\n  step stops: {call}\n}}");
    check_codes(&source, &["E0484"]);
}
