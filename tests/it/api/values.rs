//! Single values of requests: numbers, texts, dates, bytes.

use super::{check_message, clean, codes, inputs, one};

/// A call that gives one more input.
fn send(input: &str) -> String {
    format!("aws.ssm.SendCommand(DocumentName: \"AWS-RunShellScript\", {input})")
}

fn statistics(start: &str) -> String {
    format!(
        "aws.cloudwatch.GetMetricStatistics(Namespace: \"AWS/EC2\", MetricName: \"a\", StartTime: {start}, EndTime: 1767225600, Period: 60)"
    )
}

fn converse(config: &str) -> String {
    format!("aws.bedrock_runtime.Converse(modelId: \"abc\", inferenceConfig: {{ {config} }})")
}

#[test]
fn a_value_of_another_type_is_refused_at_any_depth() {
    codes("aws.ec2.DescribeVpcs(MaxResults: \"5\")", &["E0301"]);
    codes("aws.ec2.DescribeVpcs(DryRun: \"true\")", &["E0301"]);
    codes("aws.s3.HeadBucket(Bucket: 5)", &["E0301"]);
    let found = one("aws.ec2.DescribeVpcs(Filters: [{ Name: \"state\", Values: [\"a\", 1] }])");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0301", "1"));
    assert!(found.message.contains("`Filters[0].Values[1]`"), "{}", found.message);
}

#[test]
fn a_value_of_an_enum_names_the_nearest() {
    let found = one(&send("DocumentHashType: \"sha256\""));
    assert_eq!(found.code, "E0302");
    assert_eq!(found.help.as_deref(), Some("write \"Sha256\""));
    let found = one(
        "aws.ec2.RunInstances(MinCount: 1, MaxCount: 1, BlockDeviceMappings: [{ Ebs: { VolumeType: \"gp9\" } }])",
    );
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0302", "\"gp9\""));
    clean(&send("DocumentHashType: \"Sha256\""));
}

#[test]
fn an_id_that_the_client_cuts_may_have_its_path() {
    let zone = |id: &str| format!("aws.route53.GetHostedZone(Id: \"{id}\")");
    super::codes(&zone("/hostedzone/Z0123456789ABCDEFGHIJ"), &[]);
    let policy = format!("aws.route53.DeleteTrafficPolicy(Id: \"{}\", Version: 1)", "x".repeat(37));
    super::codes(&policy, &["E0304"]);
}

#[test]
fn a_text_matches_the_pattern_of_the_model() {
    codes(&send("MaxConcurrency: \"200%\""), &["E0305"]);
    clean(&send("MaxConcurrency: \"50%\""));
}

#[test]
fn a_text_has_so_many_characters() {
    check_message(
        &send(&format!("Comment: \"{}\"", "a".repeat(101))),
        "E0304",
        "`Comment` of `aws.ssm.SendCommand` has 101 characters",
    );
    clean(&send(&format!("Comment: \"{}\"", "a".repeat(100))));
}

#[test]
fn a_whole_number_lies_in_its_range() {
    let found = one(&send("TimeoutSeconds: 29"));
    assert_eq!(found.code, "E0303");
    assert_eq!(found.label, "must lie from 30 to 2592000");
    clean(&send("TimeoutSeconds: 30"));
}

#[test]
fn a_number_with_a_fraction_lies_in_its_range() {
    check_message(
        &converse("temperature: 1.5"),
        "E0303",
        "`inferenceConfig.temperature` of `aws.bedrock_runtime.Converse` cannot be 1.5",
    );
    codes(&converse("temperature: 2"), &["E0303"]);
    codes(&converse("temperature: \"1\""), &["E0301"]);
    clean(&converse("temperature: 0.5, topP: 1"));
}

#[test]
fn a_time_is_text_or_seconds() {
    for start in [
        "\"2026-01-31T12:00:00Z\"",
        "\"2026-01-31\"",
        "\"2026-01-31T12:00:00.5+02:00\"",
        "\"20260131T120000Z\"",
        "\"Sat, 31 Jan 2026 12:00:00 GMT\"",
        "\"1767139200\"",
        "1767139200",
        "1767139200.5",
    ] {
        clean(&statistics(start));
    }
    let no_times = [
        "yesterday",
        "31.1.2026",
        "",
        "2026-13-04T05:06:07Z",
        "2026-01-32",
        "2026-01-01T25:00:00Z",
    ];
    for start in no_times.map(|text| format!("\"{text}\"")) {
        let start = start.as_str();
        let found = one(&statistics(start));
        assert_eq!((found.code.as_str(), found.label.as_str()), ("E0305", "not a date and time"));
    }
    codes(&statistics("true"), &["E0301"]);
    codes(&statistics("[1]"), &["E0301"]);
}

#[test]
fn bytes_are_text() {
    let call = |text: &str| format!("aws.s3.PutObject(Bucket: \"abc\", Key: \"k\", Body: {text})");
    assert_eq!(inputs(&call("\"abc\""))["Body"], "abc");
    codes(&call("1"), &["E0301"]);
    codes(&call("{ a: 1 }"), &["E0301"]);
}

#[test]
fn a_whole_number_stands_where_one_with_a_fraction_is_taken() {
    assert_eq!(inputs(&converse("topP: 1"))["inferenceConfig"]["topP"], 1.0);
}
