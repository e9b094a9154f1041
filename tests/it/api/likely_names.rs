//! What a name that no service and no operation has most probably means.

use super::one;

/// The help for a call of this.
fn help(call: &str) -> String {
    one(&format!("{call}()")).help.unwrap_or_default()
}

#[test]
fn a_nickname_of_a_service_is_known() {
    for (nickname, name) in [
        ("systems_manager", "ssm"),
        ("elb2", "elbv2"),
        ("alb", "elbv2"),
        ("cfn", "cloudformation"),
        ("asg", "autoscaling"),
        ("cw", "cloudwatch"),
        ("sfn", "stepfunctions"),
    ] {
        assert_eq!(help(&format!("aws.{nickname}.Do")), format!("write `{name}`"), "{nickname}");
    }
}

#[test]
fn the_beginning_of_a_name_is_enough() {
    assert_eq!(help("aws.logs.PutRetention"), "write `PutRetentionPolicy`");
    assert_eq!(help("aws.ssm.GetParam"), "write `GetParameter`");
    assert_eq!(help("aws.sqs.Send"), "write `SendMessage`");
    assert_eq!(help("aws.lambda.InvokeFunction"), "write `Invoke`");
    assert_eq!(help("aws.stepfunc.Do"), "write `stepfunctions`");
}

#[test]
fn another_verb_of_the_same_meaning_leads_to_the_operation() {
    assert_eq!(help("aws.rds.RestartDBInstance"), "write `RebootDBInstance`");
    assert_eq!(help("aws.ec2.ListInstances"), "write `DescribeInstances`");
    assert_eq!(help("aws.autoscaling.DescribeGroups"), "write `DescribeAutoScalingGroups`");
}

#[test]
fn the_own_near_name_goes_before_another_service() {
    let found = one("aws.ec2.StartInstance()");
    assert_eq!(found.help.as_deref(), Some("write `StartInstances`"));
    assert_eq!(found.fix.as_deref(), Some("StartInstances"));
    let found = one("aws.ec2.GetInstances()");
    assert_eq!(found.help.as_deref(), Some("write `DescribeInstances`"));
    assert_eq!(found.note.as_deref(), Some("it is an operation of `lightsail`"));
}

#[test]
fn what_many_services_have_leads_to_none_of_them() {
    let found = one("aws.ec2.TagResource()");
    assert_eq!(found.note.as_deref(), Some("many other services have an operation of this name"));
    assert_eq!(found.help, None);
}

#[test]
fn names_in_quotes_are_spelt_as_such() {
    let found = one("action.executeAwsApi(Service: \"ec2\", Api: \"PurgeQueue\", QueueUrl: \"q\")");
    assert_eq!(found.help.as_deref(), Some("write `Service: \"sqs\"`"));
    let found = one("action.executeAwsApi(Service: \"application-autoscalin\", Api: \"List\")");
    assert_eq!(found.note.as_deref(), Some("services are named as boto3 names their clients"));
    assert_eq!(found.help.as_deref(), Some("write `\"application-autoscaling\"`"));
}
