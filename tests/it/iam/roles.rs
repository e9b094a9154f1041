//! Roles that calls hand over.

use super::{allowed, check_allowed, check_codes, findings};
use crate::support::Project;

/// What a call allows of `iam:PassRole`.
#[track_caller]
fn check_passed(call: &str, expected: &[&str]) {
    let found = allowed(&format!("runbook example {{\n  {call}\n}}"));
    let passed = found.iter().filter_map(|it| it.strip_prefix("iam:PassRole ")).map(String::from);
    assert_eq!(passed.collect::<Vec<String>>(), expected, "{found:#?}");
}

const ROLE: &str = "arn:aws:iam::111122223333:role/r";

#[test]
fn a_role_is_found_whatever_its_member_is_called() {
    check_passed(
        r#"aws.emr.RunJobFlow(Name: "n", Instances: {}, JobFlowRole: "nodes", ServiceRole: "r")"#,
        &[
            "arn:aws:iam::*:role/* to ec2.amazonaws.com",
            "arn:aws:iam::*:role/r to elasticmapreduce.amazonaws.com",
        ],
    );
    check_passed(
        r#"aws.ssm.CreateActivation(IamRole: "nodes")"#,
        &["arn:aws:iam::*:role/nodes to ssm.amazonaws.com"],
    );
    check_passed(
        &format!(
            r#"aws.redshift.CreateCluster(ClusterIdentifier: "c", NodeType: "ra3.large", MasterUsername: "m", IamRoles: ["{ROLE}"])"#
        ),
        &[&format!("{ROLE} to redshift.amazonaws.com")],
    );
    check_passed(
        &format!(
            r#"aws.rds.StartExportTask(ExportTaskIdentifier: "e", SourceArn: "arn:aws:rds:eu-west-1:111122223333:snapshot:s", S3BucketName: "b", IamRoleArn: "{ROLE}", KmsKeyId: "k")"#
        ),
        &[&format!("{ROLE} to export.rds.amazonaws.com")],
    );
}

#[test]
fn the_roles_of_a_task_definition_are_handed_over() {
    let call = r#"aws.ecs.RunTask(taskDefinition: "web")"#;
    check_passed(call, &["arn:aws:iam::*:role/* to ecs-tasks.amazonaws.com"]);
    let project = Project::of(&format!("runbook example {{\n  {call}\n}}"));
    let open: Vec<String> =
        project.policy_findings("example").into_iter().map(|it| it.message).collect();
    assert!(open.iter().any(|it| it.contains("the roles of the task definition")), "{open:#?}");
}

#[test]
fn a_role_put_into_an_instance_profile_is_handed_over() {
    check_allowed(
        r#"runbook example {
          aws.iam.AddRoleToInstanceProfile(InstanceProfileName: "p", RoleName: "web")
        }"#,
        &[
            "iam:AddRoleToInstanceProfile arn:aws:iam::*:instance-profile/p",
            "iam:PassRole arn:aws:iam::*:role/web",
        ],
    );
}

#[test]
fn a_role_inside_a_value_of_the_run_may_be_any_and_is_said() {
    let source = "runbook example {\n  python \"\"\"\n    import boto3\n    def main(events, context):\n        boto3.client('ec2').request_spot_fleet(SpotFleetRequestConfig=events['Config'])\n  \"\"\"\n}";
    let found = allowed(source);
    let fleet = "iam:PassRole arn:aws:iam::*:role/* to spotfleet.amazonaws.com";
    assert!(found.iter().any(|it| it == fleet), "{found:#?}");
    let open = Project::of(source).policy_findings("example");
    assert!(
        open.iter().any(|it| it.code == "E0495" && format!("{it:?}").contains("iam:PassRole")),
        "{open:#?}"
    );
}

#[test]
fn no_role_is_handed_over_where_one_is_taken_away() {
    check_passed(
        &format!(r#"aws.rds.RemoveRoleFromDBCluster(DBClusterIdentifier: "c", RoleArn: "{ROLE}")"#),
        &[],
    );
}

#[test]
fn a_role_that_no_member_can_hold_is_said() {
    for call in [
        r#"aws.config.PutConformancePack(ConformancePackName: "p")"#,
        r#"aws.ec2.RunInstances(MinCount: 1, MaxCount: 1, LaunchTemplate: { LaunchTemplateId: "lt-0123456789abcdef0" })"#,
    ] {
        let source = format!("runbook example {{\n  {call}\n}}");
        let found = Project::of(&source).policy_findings("example");
        let notes = found.iter().filter(|it| it.code == "E0486").map(|it| format!("{it:?}"));
        assert!(
            notes.clone().any(|it| it.contains("iam:PassRole")),
            "{call}: {:#?}",
            notes.collect::<Vec<_>>()
        );
    }
    assert!(findings(r#"runbook example { aws.cloudformation.DescribeStacks() }"#).is_empty());
    check_codes(
        r#"runbook example { aws.iam.AddRoleToInstanceProfile(InstanceProfileName: "p", RoleName: "web") }"#,
        &["E0488"],
    );
}
