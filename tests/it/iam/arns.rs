//! ARNs of kinds that are written otherwise than the member of the input.

use super::check_allowed;
use crate::support::Project;

#[track_caller]
fn check(call: &str, expected: &[&str]) {
    check_allowed(&format!("runbook example {{\n  {call}\n}}"), expected);
}

#[test]
fn a_log_group_ends_in_an_asterisk_but_where_it_is_tagged() {
    check(
        r#"aws.logs.PutRetentionPolicy(logGroupName: "/g", retentionInDays: 7)"#,
        &["logs:PutRetentionPolicy arn:aws:logs:*:*:log-group:/g:*"],
    );
    let group = "arn:aws:logs:eu-west-1:111122223333:log-group:/g";
    check(
        &format!(r#"aws.logs.TagResource(resourceArn: "{group}", tags: {{ a: "b" }})"#),
        &[&format!("logs:TagResource {group}")],
    );
}

#[test]
fn what_is_tagged_is_of_the_kind_that_the_call_says() {
    let tag = |kind: &str, id: &str| {
        format!(
            r#"action.createTags(ResourceType: "{kind}", ResourceIds: ["{id}"], Tags: [{{ Key: "a", Value: "b" }}])"#
        )
    };
    check(
        &tag("ManagedInstance", "mi-0123456789abcdef0"),
        &["ssm:AddTagsToResource arn:aws:ssm:*:*:managed-instance/mi-0123456789abcdef0"],
    );
    check(&tag("Parameter", "/a/b"), &["ssm:AddTagsToResource arn:aws:ssm:*:*:parameter/a/b"]);
}

#[test]
fn a_parameter_goes_without_its_version_and_that_of_aws_without_an_account() {
    check(
        r#"aws.ssm.GetParameter(Name: "/app/key:3")"#,
        &["ssm:GetParameter arn:aws:ssm:*:*:parameter/app/key"],
    );
    check(
        r#"aws.ssm.GetParameter(Name: "/aws/service/ami")"#,
        &["ssm:GetParameter arn:aws:ssm:*::parameter/aws/service/ami"],
    );
    check(
        r#"aws.ssm.GetParametersByPath(Path: "/app/")"#,
        &["ssm:GetParametersByPath arn:aws:ssm:*:*:parameter/app*"],
    );
}

#[test]
fn a_stack_goes_by_its_name_or_its_arn() {
    let source = r#"runbook example { aws.cloudformation.GetTemplate(StackName: "web") }"#;
    check_allowed(source, &["cloudformation:GetTemplate arn:aws:cloudformation:*:*:stack/web/*"]);
    let found = Project::of(source).policy_findings("example");
    assert!(found.is_empty(), "{found:#?}");
    let stack = "arn:aws:cloudformation:eu-west-1:111122223333:stack/web/0a1b";
    check(
        &format!(r#"aws.cloudformation.GetTemplate(StackName: "{stack}")"#),
        &[&format!("cloudformation:GetTemplate {stack}")],
    );
}

#[test]
fn a_function_goes_by_its_name_by_part_of_its_arn_and_with_its_alias() {
    let invoke = |function: &str| {
        format!(r#"action.invokeLambdaFunction(FunctionName: "{function}", Qualifier: "live")"#)
    };
    let elsewhere = "lambda:InvokeFunction arn:aws:lambda:*:111122223333:function:fff:live";
    check(&invoke("111122223333:function:fff"), &[elsewhere]);
    check(&invoke("fff"), &["lambda:InvokeFunction arn:aws:lambda:*:*:function:fff:live"]);
    check(&invoke("fff:live"), &["lambda:InvokeFunction arn:aws:lambda:*:*:function:fff:live"]);
}

#[test]
fn a_queue_is_in_the_region_and_the_account_of_its_url() {
    check(
        r#"aws.sqs.PurgeQueue(QueueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/q")"#,
        &["sqs:PurgeQueue arn:aws:sqs:eu-west-1:111122223333:q"],
    );
}

#[test]
fn ids_stand_as_the_service_writes_them() {
    check(
        r#"aws.route53.GetHostedZone(Id: "/hostedzone/Z1")"#,
        &["route53:GetHostedZone arn:aws:route53:::hostedzone/Z1"],
    );
    check(
        r#"aws.apigateway.GetStage(restApiId: "abc", stageName: "s")"#,
        &[
            "apigateway:GET arn:aws:apigateway:*::/restapis/abc",
            "apigateway:GET arn:aws:apigateway:*::/restapis/abc/*",
        ],
    );
    check(
        r#"aws.fis.StartExperiment(experimentTemplateId: "EXT1")"#,
        &[
            "fis:StartExperiment arn:aws:fis:*:*:experiment-template/EXT1",
            "fis:StartExperiment arn:aws:fis:*:*:experiment/*",
        ],
    );
    check(
        r#"aws.wafv2.GetWebACL(Name: "w", Scope: "REGIONAL", Id: "a1b2c3d4-5678-90ab-cdef-111111111111")"#,
        &[
            "wafv2:GetWebACL arn:aws:wafv2:*:*:regional/webacl/w/a1b2c3d4-5678-90ab-cdef-111111111111",
        ],
    );
    check(
        r#"aws.iam.CreateUser(UserName: "alice", Path: "/team/a/")"#,
        &["iam:CreateUser arn:aws:iam::*:user/team/a/alice"],
    );
    check(
        r#"aws.application_autoscaling.DescribeScalableTargets(ServiceNamespace: "ecs")"#,
        &["application-autoscaling:DescribeScalableTargets *"],
    );
}

#[test]
fn a_message_to_a_telephone_is_about_no_resource() {
    let source = r#"runbook example { aws.sns.Publish(PhoneNumber: "+15550100", Message: "m") }"#;
    check_allowed(source, &["sns:Publish *"]);
    assert!(Project::of(source).policy_findings("example").is_empty());
}

#[test]
fn what_a_call_makes_of_what_it_names_is_another_resource() {
    check(
        r#"aws.ec2.CopySnapshot(SourceRegion: "eu-west-1", SourceSnapshotId: "snap-0123456789abcdef0")"#,
        &["ec2:CopySnapshot arn:aws:ec2:*::snapshot/*"],
    );
    check(
        r#"aws.ec2.CreateFlowLogs(ResourceIds: ["vpc-0123456789abcdef0"], ResourceType: "VPC")"#,
        &[
            "ec2:CreateFlowLogs arn:aws:ec2:*:*:vpc-flow-log/*",
            "ec2:CreateFlowLogs arn:aws:ec2:*:*:vpc/vpc-0123456789abcdef0",
        ],
    );
    let source = r#"runbook example { aws.kms.CreateAlias(AliasName: "alias/x", TargetKeyId: "a1b2c3d4-5678-90ab-cdef-111111111111") }"#;
    assert!(Project::of(source).policy_findings("example").is_empty());
}

#[test]
fn what_iam_makes_has_its_name() {
    check(
        r#"aws.iam.CreateRole(RoleName: "r", AssumeRolePolicyDocument: "{}", Path: "/app/")"#,
        &["iam:CreateRole arn:aws:iam::*:role/app/r"],
    );
    check(
        r#"aws.iam.CreateServiceLinkedRole(AWSServiceName: "ecs.amazonaws.com")"#,
        &["iam:CreateServiceLinkedRole arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/*"],
    );
}

#[test]
fn buckets_and_access_points_of_the_control_api_have_their_names() {
    check(
        r#"aws.s3control.CreateAccessPoint(AccountId: "111122223333", Name: "point", Bucket: "acme")"#,
        &["s3:CreateAccessPoint arn:aws:s3:*:*:accesspoint/point"],
    );
    check(
        r#"aws.s3control.DeleteBucket(AccountId: "111122223333", Bucket: "acme")"#,
        &["s3-outposts:DeleteBucket arn:aws:s3-outposts:*:*:outpost/*/bucket/acme"],
    );
    let bucket = "arn:aws:s3-outposts:eu-west-1:111122223333:outpost/op-01/bucket/acme";
    check(
        &format!(r#"aws.s3control.DeleteBucket(AccountId: "111122223333", Bucket: "{bucket}")"#),
        &[&format!("s3-outposts:DeleteBucket {bucket}")],
    );
}

#[test]
fn an_arn_tells_which_of_its_kinds_it_is() {
    let front = "arn:aws:elasticloadbalancing:eu-west-1:111122223333";
    let listener = format!("{front}:listener/app/web/0123456789abcdef/0123456789abcdef");
    check(
        &format!(r#"aws.elbv2.ModifyListener(ListenerArn: "{listener}")"#),
        &[&format!("elasticloadbalancing:ModifyListener {listener}")],
    );
    let group = format!("{front}:targetgroup/web/0123456789abcdef");
    let tags = r#"Tags: [{ Key: "a", Value: "b" }]"#;
    check(
        &format!(r#"aws.elbv2.AddTags(ResourceArns: ["{group}"], {tags})"#),
        &[&format!("elasticloadbalancing:AddTags {group}")],
    );
}

#[test]
fn a_transaction_needs_the_actions_of_its_parts() {
    let put = r#"{ Put: { TableName: "orders", Item: { id: { S: "1" } } } }"#;
    let delete = r#"{ Delete: { TableName: "baskets", Key: { id: { S: "1" } } } }"#;
    check(
        &format!("aws.dynamodb.TransactWriteItems(TransactItems: [{put}, {delete}])"),
        &[
            "dynamodb:DeleteItem arn:aws:dynamodb:*:*:table/baskets",
            "dynamodb:PutItem arn:aws:dynamodb:*:*:table/orders",
        ],
    );
}

#[test]
fn a_group_that_starts_instances_names_its_template() {
    let found = super::allowed(
        r#"runbook example {
          aws.autoscaling.UpdateAutoScalingGroup(AutoScalingGroupName: "g", LaunchTemplate: { LaunchTemplateName: "web" })
        }"#,
    );
    let template = "ec2:RunInstances arn:aws:ec2:*:*:launch-template/*";
    assert!(found.iter().any(|it| it == template), "{found:#?}");
}

#[test]
fn a_kind_that_no_call_can_name_and_none_needs_is_anything() {
    check(
        r#"aws.cloudwatch.PutMetricData(Namespace: "Acme", MetricData: [{ MetricName: "x", Value: 1.0 }])"#,
        &["cloudwatch:PutMetricData *"],
    );
}
