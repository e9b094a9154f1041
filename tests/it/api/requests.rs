//! What a request must and may give.

use super::{check_message, clean, codes, inputs, one};

const CONVERSE: &str = "aws.bedrock_runtime.Converse(modelId: \"amazon.nova-lite-v1:0\"";

fn converse(content: &str) -> String {
    format!("{CONVERSE}, messages: [{{ role: \"user\", content: [{content}] }}])")
}

#[test]
fn what_the_operation_needs_is_given() {
    check_message("aws.s3.PutObject(Bucket: \"abc\")", "E0403", "`aws.s3.PutObject` needs `Key`");
    codes("aws.s3.HeadBucket()", &["E0403"]);
    clean("aws.s3.PutObject(Bucket: \"abc\", Key: \"a\")");
}

#[test]
fn what_a_structure_needs_is_given() {
    let found =
        one("aws.s3.PutBucketTagging(Bucket: \"abc\", Tagging: { TagSet: [{ Key: \"a\" }] })");
    assert_eq!(found.code, "E0307");
    assert!(found.message.contains("`Tagging.TagSet[0]`"), "{}", found.message);
    assert!(found.message.contains("`Value`"), "{}", found.message);
}

#[test]
fn a_token_that_the_client_makes_up_may_be_left_out() {
    let call = "aws.globalaccelerator.CreateAccelerator(Name: \"web\"";
    clean(&format!("{call})"));
    clean(&format!("{call}, IdempotencyToken: \"abc\")"));
}

#[test]
fn a_list_is_no_single_value() {
    codes("aws.ec2.DescribeVpcs(VpcIds: \"vpc-1\")", &["E0301"]);
    codes("aws.s3.HeadBucket(Bucket: [\"abc\"])", &["E0301"]);
    codes("aws.ec2.DescribeVpcs(Filters: { Name: \"state\" })", &["E0301"]);
    clean("aws.ec2.DescribeVpcs(VpcIds: [\"vpc-1\"], Filters: [{ Name: \"state\" }])");
}

#[test]
fn a_list_has_so_many_items() {
    let targets = |count: usize| {
        let one = "{ Key: \"tag:a\", Values: [\"b\"] }";
        format!(
            "aws.ssm.SendCommand(DocumentName: \"AWS-RunShellScript\", Targets: [{}])",
            vec![one; count].join(", ")
        )
    };
    clean(&targets(5));
    check_message(&targets(6), "E0306", "`Targets` of `aws.ssm.SendCommand` has 6 items");
}

#[test]
fn a_union_takes_exactly_one_of_its_members() {
    let none = one(&converse("{ }"));
    assert_eq!(none.code, "E0325");
    assert!(none.message.contains("`messages[0].content[0]`"), "{}", none.message);
    assert!(none.message.ends_with("gives none of its members"), "{}", none.message);
    let two = one(&converse("{ text: \"a\", cachePoint: { type: \"default\" } }"));
    assert_eq!(two.code, "E0325");
    assert!(two.help.unwrap().contains("`text`"), "{}", two.message);
    clean(&converse("{ text: \"a\" }, { cachePoint: { type: \"default\" } }"));
}

#[test]
fn a_map_with_known_keys_takes_those() {
    let queue = |attributes: &str| {
        format!("aws.sqs.CreateQueue(QueueName: \"abc\", Attributes: {{ {attributes} }})")
    };
    clean(&queue("VisibilityTimeout: \"30\""));
    let found = one(&queue("VisibilityTimeot: \"30\""));
    assert_eq!(
        (found.code.as_str(), found.help.as_deref()),
        ("E0308", Some("write `VisibilityTimeout`"))
    );
    codes(&queue("VisibilityTimeout: 30"), &["E0301"]);
}

#[test]
fn any_other_map_takes_any_key() {
    let body = |value: &str| {
        format!(
            "aws.lambda.UpdateFunctionConfiguration(FunctionName: \"abc\", Environment: {{ Variables: {{ ANY: {value} }} }})"
        )
    };
    clean(&body("\"x\""));
    codes(&body("3"), &["E0301"]);
}

#[test]
fn documents_and_headers_of_json_take_anything() {
    let call = |value: &str| format!("{CONVERSE}, additionalModelRequestFields: {value})");
    for value in ["{ a: [1, { b: true }] }", "[1, \"a\"]", "\"a\"", "1.5"] {
        clean(&call(value));
    }
    clean("aws.iot_data.Publish(topic: \"a\", userProperties: [{ a: \"b\" }])");
}

#[test]
fn json_in_a_body_is_text() {
    let call = |policy: &str| {
        format!(
            "aws.networkmanager.PutResourcePolicy(ResourceArn: \"a\", PolicyDocument: {policy})"
        )
    };
    clean(&call("\"{}\""));
    codes(&call("{ Version: \"2012-10-17\" }"), &["E0301"]);
}

#[test]
fn a_shape_that_holds_itself_is_checked_at_any_depth() {
    let item = |inner: &str, depth: usize| {
        let (open, close) = ("{ M: { a: ".repeat(depth), " } }".repeat(depth));
        format!("aws.dynamodb.PutItem(TableName: \"abc\", Item: {{ a: {open}{inner}{close} }})")
    };
    clean(&item("{ S: \"x\" }", 20));
    let found = one(&item("{ S: 1 }", 20));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0301", "1"));
    codes(&item("{ Q: 1 }", 20), &["E0308"]);
    let rule = |statement: &str| {
        format!(
            "aws.wafv2.CheckCapacity(Scope: \"REGIONAL\", Rules: [{{ Name: \"abc\", Priority: 1, Statement: {statement}, VisibilityConfig: {{ SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: \"abc\" }} }}])"
        )
    };
    let geo = |code: &str| format!("{{ GeoMatchStatement: {{ CountryCodes: [\"{code}\"] }} }}");
    let nested = |code: &str| {
        (0..8).fold(geo(code), |inner, _| format!("{{ NotStatement: {{ Statement: {inner} }} }}"))
    };
    clean(&rule(&nested("DE")));
    assert_eq!(one(&rule(&nested("ZZ"))).code, "E0302");
}

#[test]
fn an_action_that_is_told_the_api_is_checked_alike() {
    let call = |inputs: &str| format!("action.executeAwsApi({inputs})");
    let vpcs = "Service: \"ec2\", Api: \"DescribeVpcs\"";
    clean(&call(&format!("{vpcs}, VpcIds: [\"vpc-1\"]")));
    codes(&call(&format!("{vpcs}, VpcIds: \"vpc-1\"")), &["E0301"]);
    codes(&call(&format!("{vpcs}, Vpcs: [\"vpc-1\"]")), &["E0402"]);
    codes(&call(&format!("VpcIds: \"vpc-1\", {vpcs}")), &["E0301"]);
    codes(&call("Service: \"ec2\", Api: \"DescribeVpc\""), &["E0471"]);
    codes(&call("Service: \"ec3\", Api: \"DescribeVpcs\""), &["E0470"]);
    codes(&call("Service: \"s3\", Api: \"HeadBucket\""), &["E0403"]);
    codes(&format!("let found = {}\noutput found.Vpcs[0].Id", call(vpcs)), &["E0310"]);
    let built = inputs(&call("Service: \"EC2\", Api: \"describe_vpcs\""));
    assert_eq!((&built["Service"], &built["Api"]), (&"ec2".into(), &"DescribeVpcs".into()));
}

#[test]
fn an_api_that_only_the_run_knows_is_not_checked() {
    clean(
        "param Service: String\nlet made = action.executeAwsApi(Service: Service, Api: \"DescribeThings\", Any: [1])\noutput made.Things[0].Name as String",
    );
}

#[test]
fn all_pages_need_an_operation_with_pages() {
    let head = "param Role: aws.iam.RoleArn\nassume_role: Role\n";
    let found = one(&format!(
        "{head}let found = all pages aws.ec2.DescribeRegions()\noutput found.Regions[0].RegionName"
    ));
    assert_eq!(found.code, "E0474");
    clean(&format!(
        "{head}let found = all pages aws.ec2.DescribeVpcs()\noutput found.Vpcs[0].VpcId"
    ));
    codes(
        &format!(
            "{head}let found = all pages aws.ec2.DescribeVpcs(VpcIds: 1)\noutput found.Vpcs[0].VpcId"
        ),
        &["E0301"],
    );
}

#[test]
fn all_pages_have_no_member_that_belongs_to_one_page() {
    let head = "param Role: aws.iam.RoleArn\nassume_role: Role\n";
    for member in ["NextToken", "ResponseMetadata.RequestId"] {
        let read = format!("let found = all pages aws.ec2.DescribeVpcs()\noutput found.{member}");
        codes(&format!("{head}{read}"), &["E0310"]);
    }
}

#[test]
fn a_null_gives_no_member_of_a_union() {
    let converse = |content: &str| {
        format!(
            "aws.bedrock_runtime.Converse(modelId: \"amazon.nova-lite-v1:0\", messages: [{{ role: \"user\", content: [{content}] }}])"
        )
    };
    clean(&converse("{ text: \"hello\", image: null }"));
    codes(&converse("{ text: null }"), &["E0325"]);
}

#[test]
fn a_fraction_with_other_bounds_is_a_fraction() {
    codes(
        "param Role: aws.iam.RoleArn\nassume_role: Role\nlet r = aws.cloudwatch.DescribeAlarms()\naws.bedrock_runtime.Converse(modelId: \"amazon.nova-lite-v1:0\", inferenceConfig: { temperature: r.MetricAlarms[0].Threshold })",
        &["E0546"],
    );
}
