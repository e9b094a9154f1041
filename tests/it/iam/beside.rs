//! What calls need beside the actions of their operations.

use super::{allowed, check_allowed, check_codes};
use crate::support::Project;

#[track_caller]
fn check(call: &str, expected: &[&str]) {
    check_allowed(&format!("runbook example {{\n  {call}\n}}"), expected);
}

#[test]
fn tags_of_what_is_made_need_the_action_that_tags() {
    for (call, expected) in [
        (r#"aws.sns.CreateTopic(Name: "t", Tags: [])"#, "sns:TagResource arn:aws:sns:*:*:t"),
        (
            r#"aws.secretsmanager.CreateSecret(Name: "s", Tags: [])"#,
            "secretsmanager:TagResource arn:aws:secretsmanager:*:*:secret:s-??????",
        ),
        (r#"aws.sqs.CreateQueue(QueueName: "q", tags: {})"#, "sqs:TagQueue arn:aws:sqs:*:*:q"),
        (r#"aws.iam.CreateUser(UserName: "u", Tags: [])"#, "iam:TagUser arn:aws:iam::*:user/u"),
    ] {
        let found = allowed(&format!("runbook example {{\n  {call}\n}}"));
        assert!(found.iter().any(|it| it == expected), "{call}: {found:#?}");
    }
    check(r#"aws.sns.CreateTopic(Name: "t")"#, &["sns:CreateTopic arn:aws:sns:*:*:t"]);
}

#[test]
fn tags_of_a_service_without_a_row_are_said() {
    let source = r#"runbook example {
      aws.amp.CreateWorkspace(alias: "w", tags: { a: "b" })
    }"#;
    let found = Project::of(source).policy_findings("example");
    assert!(found.iter().any(|it| it.code == "E0486"), "{found:#?}");
}

#[test]
fn code_and_templates_are_read_from_their_buckets() {
    check(
        r#"aws.lambda.UpdateFunctionCode(FunctionName: "f", S3Bucket: "bbb", S3Key: "k")"#,
        &[
            "lambda:UpdateFunctionCode arn:aws:lambda:*:*:function:f",
            "s3:GetObject arn:aws:s3:::bbb/k",
        ],
    );
    let found = allowed(
        r#"runbook example {
          aws.cloudformation.ValidateTemplate(TemplateURL: "https://b.s3.eu-west-1.amazonaws.com/t.yaml")
        }"#,
    );
    assert!(found.iter().any(|it| it == "s3:GetObject arn:aws:s3:::b/t.yaml"), "{found:#?}");
}

#[test]
fn secrets_are_read_for_calls_that_name_them() {
    check(
        r#"aws.secretsmanager.BatchGetSecretValue(SecretIdList: ["a"])"#,
        &[
            "secretsmanager:BatchGetSecretValue *",
            "secretsmanager:GetSecretValue arn:aws:secretsmanager:*:*:secret:a-??????",
        ],
    );
    let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf";
    let cluster = "arn:aws:rds:eu-west-1:111122223333:cluster:c";
    check(
        &format!(
            r#"aws.rds_data.BeginTransaction(resourceArn: "{cluster}", secretArn: "{secret}")"#
        ),
        &[
            &format!("rds-data:BeginTransaction {cluster}"),
            &format!("secretsmanager:GetSecretValue {secret}"),
        ],
    );
}

#[test]
fn objects_of_s3_and_tables_are_named_by_what_holds_them() {
    let found = allowed(
        r#"runbook example {
          step copy: aws.s3.CopyObject(Bucket: "to", Key: "k", CopySource: "from/a/b")
          step remove: aws.s3.DeleteObjects(Bucket: "b", Delete: { Objects: [{ Key: "one" }, { Key: "two" }] })
          step read: aws.dynamodb.BatchGetItem(RequestItems: { orders: { Keys: [{ id: { S: "1" } }] } })
        }"#,
    );
    for expected in [
        "s3:GetObject arn:aws:s3:::from/a/b",
        "s3:PutObject arn:aws:s3:::to/k",
        "s3:DeleteObject arn:aws:s3:::b/one",
        "s3:DeleteObject arn:aws:s3:::b/two",
        "dynamodb:BatchGetItem arn:aws:dynamodb:*:*:table/orders",
    ] {
        assert!(found.iter().any(|it| it == expected), "{expected}: {found:#?}");
    }
}

#[test]
fn the_tagging_api_needs_the_actions_of_the_services() {
    let topic = "arn:aws:sns:eu-west-1:111122223333:t";
    let call = |arn: &str| {
        format!(
            r#"aws.resourcegroupstaggingapi.TagResources(ResourceARNList: ["{arn}"], Tags: {{ a: "b" }})"#
        )
    };
    check(&call(topic), &[&format!("sns:TagResource {topic}"), "tag:TagResources *"]);
    let source = format!("runbook example {{\n {}\n}}", call("arn:aws:unheard:::x"));
    let found = Project::of(&source).policy_findings("example");
    assert!(found.iter().any(|it| it.code == "E0486"), "{found:#?}");
}

#[test]
fn a_stack_that_is_changed_without_a_role_is_said() {
    for call in [
        r#"aws.cloudformation.UpdateStack(StackName: "s", UsePreviousTemplate: true)"#,
        r#"aws.cloudformation.CreateStack(StackName: "s", TemplateBody: "{}")"#,
        r#"aws.cloudformation.CreateChangeSet(StackName: "s", ChangeSetName: "c")"#,
        r#"aws.cloudformation.ExecuteChangeSet(StackName: "s", ChangeSetName: "c")"#,
    ] {
        check_codes(&format!("runbook example {{\n  {call}\n}}"), &["E0489"]);
    }
    let role = "arn:aws:iam::111122223333:role/stacks";
    let call = format!(r#"aws.cloudformation.UpdateStack(StackName: "s", RoleARN: "{role}")"#);
    check_codes(&format!("runbook example {{\n  {call}\n}}"), &[]);
}

#[test]
fn a_call_that_is_granted_nothing_is_a_warning() {
    let source = r#"runbook example {
      aws.neptunedata.ExecuteGremlinQuery(gremlinQuery: "g.V()")
    }"#;
    let found = Project::of(source).policy_findings("example");
    let shown: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    assert!(shown.iter().any(|it| it.contains("which action this call needs")), "{found:#?}");
}

#[test]
fn a_runbook_of_the_project_that_an_api_starts_adds_its_needs() {
    let found = allowed(
        r#"
runbook example {
  aws.ssm.StartAutomationExecution(DocumentName: "Acme-Child", Parameters: { Volume: ["vol-0a"] })
}
runbook child "Acme-Child" {
  param Volume: String
  aws.ec2.DeleteVolume(VolumeId: Volume)
}
"#,
    );
    let deleted = "ec2:DeleteVolume arn:aws:ec2:*:*:volume/vol-0a";
    assert!(found.iter().any(|it| it == deleted), "{found:#?}");
    let found = allowed(
        r#"runbook example {
          aws.ssm.StartAutomationExecution(DocumentName: "Acme-Other", TargetLocations: [{ Accounts: ["111122223333"], Regions: ["eu-west-1"], ExecutionRoleName: "runs" }])
        }"#,
    );
    assert!(found.iter().any(|it| it == "sts:AssumeRole arn:aws:iam::*:role/runs"), "{found:#?}");
}

#[test]
fn tags_are_for_what_the_call_makes() {
    let tags = r#"[{ Key: "a", Value: "b" }]"#;
    let front = "arn:aws:elasticloadbalancing:eu-west-1:111122223333";
    for (call, expected) in [
        (
            r#"ecs.RunTask(cluster: "prod", taskDefinition: "job:3", tags: [{ key: "a", value: "b" }])"#
                .to_owned(),
            "ecs:TagResource arn:aws:ecs:*:*:task/prod/*".to_owned(),
        ),
        (
            format!(r#"rds.CreateDBInstance(DBInstanceIdentifier: "d", DBInstanceClass: "db.t3.micro", Engine: "mysql", Tags: {tags})"#),
            "rds:AddTagsToResource arn:aws:rds:*:*:db:d".to_owned(),
        ),
        (
            format!(r#"events.PutRule(Name: "r", ScheduleExpression: "rate(1 day)", EventBusName: "b", Tags: {tags})"#),
            "events:TagResource arn:aws:events:*:*:rule/b/r".to_owned(),
        ),
        (
            format!(r#"elbv2.CreateTargetGroup(Name: "web", Tags: {tags})"#),
            "elasticloadbalancing:AddTags arn:aws:elasticloadbalancing:*:*:targetgroup/web/*".to_owned(),
        ),
        (
            format!(r#"elbv2.CreateLoadBalancer(Name: "web", Type: "network", Tags: {tags})"#),
            "elasticloadbalancing:AddTags arn:aws:elasticloadbalancing:*:*:loadbalancer/net/web/*"
                .to_owned(),
        ),
        (
            format!(r#"elbv2.CreateListener(LoadBalancerArn: "{front}:loadbalancer/app/web/0123456789abcdef", DefaultActions: [], Tags: {tags})"#),
            format!("elasticloadbalancing:AddTags {front}:listener/app/web/0123456789abcdef/*"),
        ),
    ] {
        let found = allowed(&format!("runbook example {{\n  aws.{call}\n}}"));
        assert!(found.contains(&expected), "{call}: {found:#?}");
    }
}
