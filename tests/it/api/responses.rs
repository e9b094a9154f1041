//! Responses: which members there are, and which type each has in the document.

use super::{check_message, clean, codes, one, steps};

/// `name type selector` of the outputs that a call must have for this value to be an output.
#[track_caller]
fn check_output(call: &str, path: &str, expected: &str) {
    let steps = steps(&format!("let found = aws.{call}\nsleep 1m\noutput found.{path}"));
    let output = &steps[0]["outputs"][0];
    let text = |key: &str| output[key].as_str().unwrap_or("");
    assert_eq!(format!("{} {} {}", text("Name"), text("Type"), text("Selector")), expected);
}

const INSTANCES: &str = "ec2.DescribeInstances()";

#[test]
fn an_output_has_the_type_that_the_model_gives_it() {
    check_output("ec2.DescribeVpcs()", "NextToken", "NextToken String $.NextToken");
    check_output("ec2.DescribeVolumes()", "Volumes[0].Size", "Size Integer $.Volumes[0].Size");
    check_output(
        "ec2.DescribeVpcs()",
        "Vpcs[0].IsDefault",
        "IsDefault Boolean $.Vpcs[0].IsDefault",
    );
    check_output("ec2.DescribeVpcs()", "Vpcs", "Vpcs MapList $.Vpcs");
    check_output("ec2.DescribeVpcs()", "Vpcs[0]", "Vpcs StringMap $.Vpcs[0]");
    check_output("ecs.ListClusters()", "clusterArns", "clusterArns StringList $.clusterArns");
    check_output(
        "lambda.GetFunctionConfiguration(FunctionName: \"abc\")",
        "Environment.Variables",
        "Variables StringMap $.Environment.Variables",
    );
    check_output(
        INSTANCES,
        "Reservations[0].Instances[0].State.Name",
        "Name String $.Reservations[0].Instances[0].State.Name",
    );
}

#[test]
fn a_time_is_read_as_text() {
    check_output(
        "ec2.DescribeVolumes()",
        "Volumes[0].CreateTime",
        "CreateTime String $.Volumes[0].CreateTime",
    );
}

#[test]
fn many_values_are_a_list() {
    let given = |input: &str| {
        let steps = steps(&format!("let found = aws.{INSTANCES}\naws.ec2.{input}"));
        assert_eq!(steps[0]["outputs"][0]["Type"], "MapList");
        steps[1]["outputs"][0]["Type"].clone()
    };
    let ids = "StopInstances(InstanceIds: found.Reservations[*].Instances[*].InstanceId)";
    assert_eq!(given(ids), "StringList");
    let tags =
        "CreateTags(Resources: [\"vpc-1\"], Tags: found.Reservations[*].Instances[*].Tags[*])";
    assert_eq!(given(tags), "MapList");
    codes(
        &format!(
            "let found = aws.{INSTANCES}\naws.ec2.StopInstances(InstanceIds: found.Reservations[*].Instances[*].AmiLaunchIndex)"
        ),
        &["E0301"],
    );
}

#[test]
fn an_item_of_a_map_is_read_by_its_key() {
    check_output(
        "lambda.GetFunctionConfiguration(FunctionName: \"abc\")",
        "Environment.Variables[\"HOME\"]",
        "Variables String $.Environment.Variables.HOME",
    );
}

#[test]
fn a_wrong_member_names_the_nearest_and_all_that_there_are() {
    let found = one(&format!(
        "let found = aws.{INSTANCES}\noutput found.Reservations[0].Instances[0].State.Nam"
    ));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0310", "Nam"));
    assert_eq!(found.note.as_deref(), Some("the members are `Code`, `Name`"));
    assert_eq!(found.help.as_deref(), Some("write `Name`"));
    codes("let found = aws.ec2.DescribeVpcs()\noutput found.Vpcs.VpcId", &["E0310"]);
    codes("let found = aws.ec2.DescribeVpcs()\noutput found.NextToken.Any", &["E0310"]);
    codes("let found = aws.ec2.DescribeVpcs()\noutput found.NextToken[0]", &["E0311"]);
}

#[test]
fn an_operation_without_output_gives_what_the_client_adds() {
    check_message(
        "let made = aws.ec2.DeleteVolume(VolumeId: \"vol-1\")\noutput made.VolumeId",
        "E0310",
        "there is no member `VolumeId`",
    );
    check_output(
        "ec2.DeleteVolume(VolumeId: \"vol-1\")",
        "ResponseMetadata.HTTPStatusCode",
        "HTTPStatusCode Integer $.ResponseMetadata.HTTPStatusCode",
    );
    check_output(
        "s3.ListBuckets()",
        "ResponseMetadata.RequestId",
        "RequestId String $.ResponseMetadata.RequestId",
    );
}

#[test]
fn a_value_is_compared_as_what_it_is() {
    let vpc = "let found = aws.ec2.DescribeVpcs()\n";
    clean(&format!("{vpc}if found.Vpcs[0].IsDefault {{\nsleep 1m\n}}"));
    clean(&format!("{vpc}if found.Vpcs[0].State == \"available\" {{\nsleep 1m\n}}"));
    codes(&format!("{vpc}if found.Vpcs[0].IsDefault == \"yes\" {{\nsleep 1m\n}}"), &["E0317"]);
    let found = one(&format!("{vpc}if found.Vpcs[0].State == \"avialable\" {{\nsleep 1m\n}}"));
    assert!(found.help.as_deref().is_some_and(|it| it.contains("available")), "{found:#?}");
}

#[test]
fn a_loop_knows_its_item() {
    let body = |item: &str| {
        format!(
            "let found = aws.s3.ListBuckets()\nfor bucket in found.Buckets {{\naws.s3.HeadBucket(Bucket: bucket.{item})\n}}"
        )
    };
    clean(&body("Name"));
    codes(&body("Nam"), &["E0310"]);
}

#[test]
fn a_document_in_a_response_is_of_unknown_shape() {
    let body = |read: &str| {
        format!(
            "let made = aws.bedrock_runtime.Converse(modelId: \"abc\")\naws.s3.HeadBucket(Bucket: made.additionalModelResponseFields.any{read})"
        )
    };
    codes(&body(""), &["E0314"]);
    clean(&body(" as String"));
}

#[test]
fn an_operation_without_output_says_so() {
    let found = one(
        "let sent = aws.sqs.SetQueueAttributes(QueueUrl: \"abc\", Attributes: { DelaySeconds: \"5\" })\noutput sent.QueueUrl",
    );
    assert_eq!(found.code, "E0310");
    let note = found.note.unwrap();
    assert!(note.contains("`SetQueueAttributes` gives nothing back"), "{note}");
}

#[test]
fn a_structure_may_be_taken_as_some_of_its_members() {
    clean(
        "let found = aws.ec2.DescribeVpcs()\nlet vpc = found.Vpcs[0] as { VpcId: String }\nlet seen = python(vpc: vpc) \"\"\"\n  def main(events, context):\n      return {}\n\"\"\"",
    );
}
