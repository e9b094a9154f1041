//! The outputs of steps: one name for each type that a path is read with.

use super::{document, program};
use crate::support::check_codes;

/// A result whose shape nobody has told.
const FOUND: &str =
    "let found = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\"\n";

/// "name type" of each output of the first step.
fn outputs(body: &str) -> Vec<String> {
    let document = document(body);
    let outputs = document["mainSteps"][0]["outputs"].as_array().cloned().unwrap_or_default();
    let text =
        |output: &serde_json::Value, key: &str| output[key].as_str().unwrap_or("").to_owned();
    outputs.iter().map(|it| format!("{} {}", text(it, "Name"), text(it, "Type"))).collect()
}

#[test]
fn a_filter_that_is_read_as_a_list_and_as_text_has_two_outputs() {
    let body = "let found = aws.ec2.DescribeVpcs()
let first = found.Vpcs[where IsDefault == true].VpcId
aws.ec2.DescribeVpcs(VpcIds: first)
aws.s3.HeadBucket(Bucket: first as String)";
    assert_eq!(outputs(body), ["first StringList", "firstText String"]);
    let steps = document(body)["mainSteps"].clone();
    assert_eq!(steps[1]["inputs"]["VpcIds"], "{{ found.first }}");
    assert_eq!(steps[2]["inputs"]["Bucket"], "{{ found.firstText }}");
}

#[test]
fn a_path_of_two_types_keeps_its_name_for_the_first() {
    let body = format!(
        "{FOUND}aws.ec2.ModifyVolume(VolumeId: found.Total as String, Size: found.Total as Int)"
    );
    assert_eq!(outputs(&body), ["Total String", "TotalInteger Integer"]);
}

#[test]
fn a_path_of_a_known_type_keeps_its_name_for_that_type() {
    let body = "let found = aws.ec2.DescribeVolumes()
aws.ec2.ModifyVolume(VolumeId: found.Volumes[0].Size as String, Size: found.Volumes[0].Size)";
    assert_eq!(outputs(body), ["SizeText String", "Size Integer"]);
}

#[test]
fn a_list_says_what_it_holds() {
    let read = |ty: &str| {
        format!(
            "{FOUND}aws.bedrock_runtime.Converse(modelId: \"abc\", additionalModelRequestFields: {{ a: found.Items as List<{ty}> }})\nif Go and length(Names) > 1 and Size == \"a\" {{\nsleep 1m\n}}"
        )
    };
    assert_eq!(outputs(&read("String")), ["Items StringList"]);
    assert_eq!(outputs(&read("Map")), ["Items MapList"]);
    check_codes(&program(&read("Json")), &["E0543"]);
    let item =
        format!("{FOUND}aws.s3.HeadBucket(Bucket: (found.Items as List<Json>)[0] as String)");
    assert_eq!(outputs(&item), ["Items String"]);
    let variable = "var all: List<Json> = []\nall = []\nif Go and length(Names) > 1 and Size == \"a\" {\nsleep 1m\n}";
    check_codes(&program(variable), &["E0524"]);
}
