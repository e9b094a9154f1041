//! What the output of a step cannot hold: fractions, lists of lists, streams.

use super::{clean, codes, steps};

const ROLE: &str = "param Role: aws.iam.RoleArn\nassume_role: Role\n";
const ALARMS: &str = "let r = aws.cloudwatch.DescribeAlarms()\n";
const QUERY: &str = "let q = aws.logs.GetQueryResults(queryId: \"abc\")\n";
const PUT: &str = "aws.cloudwatch.PutMetricAlarm(AlarmName: \"a\", ComparisonOperator: \"GreaterThanThreshold\", EvaluationPeriods: 1, Threshold: r.MetricAlarms[0].Threshold";

/// The script of the first step that runs one.
fn script(body: &str) -> String {
    let steps = steps(&format!("{ROLE}{body}"));
    let script = |step: &serde_json::Value| step["inputs"]["Script"].as_str().map(str::to_owned);
    steps.iter().find_map(script).unwrap()
}

#[test]
fn a_number_with_a_fraction_is_no_output() {
    codes(&format!("{ROLE}{ALARMS}{PUT})"), &["E0546"]);
    codes(&format!("{ROLE}{ALARMS}output r.MetricAlarms[0].Threshold"), &["E0546"]);
    clean(&format!("{ROLE}{ALARMS}{PUT} as Int)"));
}

#[test]
fn a_script_takes_a_fraction_out_of_the_map_around_it() {
    let read = "events[\"r_step_MetricAlarms\"][\"Threshold\"]";
    let compare = format!("{ALARMS}if r.MetricAlarms[0].Threshold < 80 {{ exit }}");
    assert!(script(&compare).contains(&format!("{read} < 80")), "{}", script(&compare));
    let text = format!("{ALARMS}fail \"at ${{r.MetricAlarms[0].Threshold}}\"");
    assert!(script(&text).contains(&format!("str({read})")), "{}", script(&text));
}

#[test]
fn a_list_of_lists_is_no_output() {
    codes(&format!("{ROLE}{QUERY}output q.results"), &["E0543"]);
    clean(&format!("{ROLE}{QUERY}output q.results[0]"));
    clean(&format!("{ROLE}{QUERY}output q.results[*][*].value"));
    let length = script(&format!("{QUERY}if length(q.results) > 3 {{ exit }}"));
    assert!(length.contains("len(events[\"q_step\"][\"results\"])"), "{length}");
}

#[test]
fn an_index_behind_a_projection_is_of_each_item() {
    let found = "let r = aws.ec2.DescribeInstances()\n";
    let read = "aws.ec2.StopInstances(InstanceIds: r.Reservations[*].Instances[0].InstanceId)";
    let script = script(&format!("{found}{read}"));
    assert!(script.contains("reservation[\"Instances\"][0][\"InstanceId\"]"), "{script}");
    assert!(script.contains("if len(reservation[\"Instances\"]) > 0"), "{script}");
}

#[test]
fn a_step_takes_no_stream() {
    codes(
        "let r = aws.s3.GetObject(Bucket: \"b-abc\", Key: \"k\")\noutput r.ContentType",
        &["E0473"],
    );
    codes("aws.lambda.Invoke(FunctionName: \"f\")", &["E0473"]);
    codes(
        "action.executeAwsApi(Service: \"lambda\", Api: \"Invoke\", FunctionName: \"f\")",
        &["E0473"],
    );
    clean("aws.s3.PutObject(Bucket: \"b-abc\", Key: \"k\", Body: \"text\")");
}

#[test]
fn what_the_client_decodes_has_no_type() {
    let version = "let r = aws.iam.GetPolicyVersion(PolicyArn: \"arn:aws:iam::aws:policy/ReadOnlyAccess\", VersionId: \"v1\")\n";
    clean(&format!("{version}output r.PolicyVersion.Document.Statement[0].Effect as String"));
    clean(
        "let r = aws.cloudformation.GetTemplate(StackName: \"web\")\noutput r.TemplateBody.Resources as Map",
    );
    codes(
        "aws.iam.CreatePolicy(PolicyName: \"p\", PolicyDocument: { Version: \"2012-10-17\" })",
        &["E0301"],
    );
}
