//! Services, operations and members: unknown names, and names in another spelling.

use super::{check_message, clean, codes, inputs, one};

#[test]
fn an_unknown_service_names_the_nearest() {
    let found = one("aws.cloudwacth.ListDashboards()");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0470", "cloudwacth"));
    assert_eq!(found.message, "there is no service `cloudwacth`");
    assert_eq!(found.help.as_deref(), Some("write `cloudwatch`"));
    assert_eq!(found.fix.as_deref(), Some("cloudwatch"));
    assert_eq!(one("aws.zzzzzzzz.ListDashboards()").help, None);
}

#[test]
fn nothing_of_an_unknown_api_is_reported_again() {
    codes(
        "let made = aws.ec3.DescribeThings(Any: 1, Other: [2])\noutput made.Any[0].B",
        &["E0470"],
    );
    codes("let made = aws.ec2.DescribeThings(Any: 1)\nsleep 1m\noutput made.Any[0].B", &["E0471"]);
}

#[test]
fn an_unknown_operation_names_the_nearest() {
    let found = one("aws.ec2.DescribeInstnces()");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0471", "DescribeInstnces"));
    assert_eq!(found.message, "`ec2` has no operation `DescribeInstnces`");
    assert_eq!(found.help.as_deref(), Some("write `DescribeInstances`"));
    assert_eq!(found.fix.as_deref(), Some("DescribeInstances"));
}

#[test]
fn an_operation_of_another_service_names_that_service() {
    let found = one("aws.ec2.ListBuckets()");
    assert_eq!(found.code, "E0471");
    assert_eq!(found.note.as_deref(), Some("it is an operation of `s3`"));
    assert_eq!(found.help.as_deref(), Some("write `aws.s3.ListBuckets`"));
    let found = one("aws.ec2.DescribeScalingPolicies()");
    let help = found.help.unwrap();
    assert!(help.contains("`aws.application_autoscaling.DescribeScalingPolicies`"), "{help}");
}

#[test]
fn another_spelling_is_taken_and_built_as_aws_writes_it() {
    for (written, name) in [
        ("ec2.describe_instances", "DescribeInstances"),
        ("ec2.describeInstances", "DescribeInstances"),
        ("EC2.DescribeInstances", "ec2"),
    ] {
        let body = format!("aws.{written}(MaxResults: 5)");
        let found = one(&body);
        assert_eq!((found.code.as_str(), found.is_error), ("E0472", false), "{written}");
        assert_eq!(found.fix.as_deref(), Some(name), "{written}");
        let built = inputs(&body);
        assert_eq!(
            (&built["Service"], &built["Api"]),
            (&"ec2".into(), &"DescribeInstances".into())
        );
    }
}

#[test]
fn a_service_with_a_joint_is_written_with_an_underscore() {
    let built =
        inputs("aws.application_autoscaling.DescribeScalingPolicies(ServiceNamespace: \"ecs\")");
    assert_eq!(built["Service"], "application-autoscaling");
    clean("aws.application_autoscaling.DescribeScalingPolicies(ServiceNamespace: \"ecs\")");
}

#[test]
fn a_member_goes_by_the_alias_of_the_client() {
    let body = "aws.ec2.DescribeHosts(Filters: [{ Name: \"state\", Values: [\"available\"] }])";
    let found = one(body);
    assert_eq!((found.code.as_str(), found.fix.as_deref()), ("E0472", Some("Filter")));
    let built = inputs(body);
    assert_eq!(built["Filter"][0]["Name"], "state");
    assert!(built["Filters"].is_null());
}

#[test]
fn an_unknown_input_names_the_nearest_and_the_inputs() {
    let found = one("aws.s3.HeadBucket(Bukcet: \"abc\")");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0402", "Bukcet"));
    assert_eq!(found.message, "`aws.s3.HeadBucket` has no input `Bukcet`");
    assert_eq!(found.note.as_deref(), Some("the inputs are `Bucket`, `ExpectedBucketOwner`"));
    assert_eq!(found.help.as_deref(), Some("write `Bucket`"));
    let found = one("aws.sts.GetCallerIdentity(Any: 1)");
    assert_eq!(found.note.as_deref(), Some("the operation takes no inputs"));
}

#[test]
fn an_unknown_member_at_depth_names_its_place() {
    check_message(
        "aws.ec2.DescribeVpcs(Filters: [{ Name: \"state\", Value: [\"a\"] }])",
        "E0308",
        "`Filters[0]` of `aws.ec2.DescribeVpcs` has no field `Value`",
    );
}

#[test]
fn an_input_given_twice_is_refused_in_any_spelling() {
    let found = one("aws.s3.HeadBucket(Bucket: \"abc\", Bucket: \"abd\")");
    assert_eq!(found.code, "E0404");
    codes(
        "aws.ec2.DescribeHosts(Filter: [{ Name: \"a\" }], Filters: [{ Name: \"a\" }])",
        &["E0404", "E0472"],
    );
}

#[test]
fn an_argument_without_a_name_is_one_mistake() {
    codes("aws.s3.HeadBucket(\"abc\")", &["E0408"]);
    codes(
        "param Role: aws.iam.RoleArn\nassume_role: Role\nlet found = all pages aws.ssm.DescribeInstancePatches(\"a\")\noutput found.Patches[0].Title",
        &["E0408"],
    );
}
