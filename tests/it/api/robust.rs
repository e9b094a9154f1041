//! Nothing that a call says makes the checker panic or wait.

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::sample::select;

use super::{codes, one, runbook};
use crate::support::check;

#[test]
fn a_long_path_gives_one_error() {
    let path = |read: &str, count: usize| {
        let path = read.repeat(count);
        format!("let found = aws.ec2.DescribeVpcs()\noutput found.Vpcs[0]{path}")
    };
    codes(&path(".Vpcs", 1_000), &["E0124"]);
    let found = one(&path(".Vpcs", 50));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0310", "Vpcs"));
    let selector = format!("$.Item.a{}.X", ".M.b".repeat(1_000));
    codes(
        &format!(
            "action.waitForAwsResourceProperty(Service: \"dynamodb\", Api: \"GetItem\", TableName: \"abc\", Key: {{ a: {{ S: \"a\" }} }}, PropertySelector: \"{selector}\", DesiredValues: [\"a\"])"
        ),
        &["E0476"],
    );
}

/// Calls in which `VALUE` is replaced.
const CALLS: &[&str] = &[
    "aws.ec2.RunInstances(MinCount: VALUE, MaxCount: 1, BlockDeviceMappings: VALUE)",
    "aws.dynamodb.PutItem(TableName: VALUE, Item: VALUE)",
    "aws.cloudwatch.GetMetricStatistics(StartTime: VALUE, EndTime: VALUE)",
    "aws.sqs.CreateQueue(QueueName: \"abc\", Attributes: VALUE)",
    "aws.bedrock_runtime.Converse(modelId: VALUE, messages: VALUE, inferenceConfig: VALUE)",
    "action.executeAwsApi(Service: VALUE, Api: VALUE, Any: VALUE)",
    "action.executeAwsApi(Service: \"ec2\", Api: VALUE, Filters: VALUE)",
    "action.waitForAwsResourceProperty(Service: \"ec2\", Api: \"DescribeVpcs\", PropertySelector: VALUE, DesiredValues: VALUE)",
    "wait until aws.ec2.DescribeVpcs().Vpcs[0].State == VALUE",
    "assert aws.ec2.DescribeVpcs(Filters: VALUE).Vpcs[VALUE].IsDefault == VALUE",
];

/// Names of members, some of them known.
const NAMES: &[&str] =
    &["M", "S", "L", "Ebs", "VolumeSize", "text", "content", "role", "a", "Name"];

fn name() -> impl Strategy<Value = String> {
    select(NAMES).prop_map(str::to_owned)
}

/// Values as a source writes them.
fn value() -> impl Strategy<Value = String> {
    let text = any::<String>().prop_map(|text| {
        let plain: String = text.chars().filter(|it| !"\"\\$\n\r".contains(*it)).collect();
        format!("\"{plain}\"")
    });
    let leaf = prop_oneof![
        text,
        any::<i64>().prop_map(|number| number.to_string()),
        any::<i32>().prop_map(|number| format!("{number}.5")),
        select(
            ["true", "null", "5m", "10%", "1..3", "Given", "found", "found.Vpcs[*].VpcId"]
                .as_slice()
        )
        .prop_map(str::to_owned),
        Just("\"$.Vpcs[0].Tags[*]..State\"".to_owned()),
    ];
    leaf.prop_recursive(6, 40, 4, |inner| {
        let field = (name(), inner.clone()).prop_map(|(name, value)| format!("{name}: {value}"));
        prop_oneof![
            vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            vec(field, 0..4).prop_map(|fields| format!("{{ {} }}", fields.join(", "))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_value_makes_the_checker_panic(call in select(CALLS), value in value()) {
        let head = "param Given: String\nlet found = aws.ec2.DescribeVpcs()\n";
        check(&runbook(&format!("{head}{}", call.replace("VALUE", &value))));
    }

    #[test]
    fn no_name_makes_the_checker_panic(
        service in "[A-Za-z0-9_]{1,12}",
        operation in "[A-Za-z0-9_]{1,24}",
        path in "(\\.[A-Za-z]{1,8}|\\[[0-9*]\\]){0,6}",
    ) {
        check(&runbook(&format!("let found = aws.{service}.{operation}(A: 1)\noutput found{path}")));
        check(&runbook(&format!("let found = aws.ec2.{operation}(A: 1)\noutput found{path}")));
        check(&runbook(&format!("let found = aws.ec2.DescribeVpcs()\noutput found{path}")));
    }

    #[test]
    fn no_selector_makes_the_checker_panic(selector in "[$.@*?()A-Za-z0-9'=\\[\\] ]{0,24}") {
        check(&runbook(&format!(
            "action.waitForAwsResourceProperty(Service: \"ec2\", Api: \"DescribeVpcs\", PropertySelector: r\"$.Vpcs{selector}\", DesiredValues: [\"a\"])"
        )));
    }
}
