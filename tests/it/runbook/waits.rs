//! `wait until` and `assert`.

use serde_json::json;

use super::{built, clean, codes, inputs, one};

const CALL: &str =
    "aws.ec2.DescribeInstances(InstanceIds: [Id]).Reservations[0].Instances[0].State.Name";

fn body(condition: &str) -> String {
    format!("param Id: aws.ec2.InstanceId\n{condition}")
}

#[test]
fn a_wait_polls_one_value() {
    let found = inputs(&body(&format!("wait until {CALL} == \"stopped\" timeout 10m")));
    let wanted = json!({
        "Service": "ec2",
        "Api": "DescribeInstances",
        "PropertySelector": "$.Reservations[0].Instances[0].State.Name",
        "DesiredValues": ["stopped"],
        "InstanceIds": ["{{ Id }}"],
    });
    assert_eq!(found, wanted);
}

#[test]
fn several_values_are_a_list_or_alternatives() {
    let list = inputs(&body(&format!("wait until {CALL} in [\"stopped\", \"running\"]")));
    assert_eq!(list["DesiredValues"], json!(["stopped", "running"]));
    let either =
        inputs(&body(&format!("wait until {CALL} == \"stopped\" or {CALL} == \"running\"")));
    assert_eq!(either, list);
}

#[test]
fn booleans_and_numbers_are_compared_as_text() {
    let found = inputs("assert aws.ec2.DescribeVpcs(VpcIds: [\"v\"]).Vpcs[0].IsDefault == true");
    assert_eq!(found["DesiredValues"], json!(["True"]));
    let found = inputs(
        "assert aws.autoscaling.DescribeAutoScalingGroups().AutoScalingGroups[0].MinSize == 2",
    );
    assert_eq!(found["DesiredValues"], json!(["2"]));
}

#[test]
fn any_other_test_of_a_response_is_refused() {
    codes(&body(&format!("wait until {CALL} != \"stopped\"")), &["E0415"]);
    codes(&body("wait until Id == \"stopped\""), &["E0415"]);
    codes("wait until aws.ec2.DescribeVpcs() == \"a\"", &["E0415"]);
    codes("wait until aws.ec2.DescribeVpcs().Vpcs[*].State == \"available\"", &["E0415"]);
}

#[test]
fn alternatives_ask_for_the_same_value() {
    let found = one(
        "wait until aws.s3.HeadBucket(Bucket: \"a\").State == \"x\" or aws.s3.HeadBucket(Bucket: \"b\").State == \"x\"",
    );
    assert_eq!(found.code, "E0416");
}

#[test]
fn an_assertion_on_values_is_a_branch_that_fails() {
    let found = built("param Size: Int\nassert Size > 2\nsleep 1m");
    assert_eq!(found["mainSteps"][0]["action"], "aws:branch");
    clean("assert 2 > 1\nsleep 1m");
    codes("assert 1 > 2\nsleep 1m", &["E0420"]);
}

#[test]
fn an_equals_sign_that_should_compare_is_one_mistake() {
    let call = "aws.ec2.DescribeVpcs().State";
    codes(&format!("wait until {call} = \"x\""), &["E0131"]);
    codes(&format!("assert {call} = \"x\""), &["E0131"]);
    codes("param Go: String\nassert Go = \"x\"", &["E0131"]);
    codes("param Go: String\nrepeat {\nsleep 1m\n} until Go = \"x\" max 3", &["E0131"]);
    codes(&format!("wait until {call}\nwait until {call} = \"x\""), &["E0415", "E0131"]);
}
