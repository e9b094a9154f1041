//! `wait until`, `assert`, and selectors that are written as text.

use super::{clean, codes, inputs, one};

const STATE: &str = "aws.ec2.DescribeInstances().Reservations[0].Instances[0].State.Name";

fn property(api: &str, selector: &str, values: &str) -> String {
    format!(
        "action.waitForAwsResourceProperty(Service: \"ec2\", Api: \"{api}\", PropertySelector: \"{selector}\", DesiredValues: [{values}])"
    )
}

#[test]
fn a_wait_for_what_never_comes_names_the_nearest() {
    for word in ["wait until", "assert"] {
        let found = one(&format!("{word} {STATE} == \"runing\""));
        assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0302", "\"runing\""));
        assert_eq!(
            found.help.as_deref(),
            Some(
                "write \"running\", or read the path as text where the service may know more values: `… as String`"
            )
        );
        codes(&format!("{word} {STATE} in [\"running\", \"stoped\"]"), &["E0302"]);
        codes(&format!("{word} {STATE} == true"), &["E0301"]);
        clean(&format!("{word} {STATE} == \"running\""));
    }
}

#[test]
fn a_wait_compares_truth_values_and_numbers() {
    let vpc = "wait until aws.ec2.DescribeVpcs().Vpcs[0].IsDefault";
    assert_eq!(inputs(&format!("{vpc} == true"))["DesiredValues"][0], "True");
    codes(&format!("{vpc} == \"true\""), &["E0301"]);
    let volume = "wait until aws.ec2.DescribeVolumes().Volumes[0].Size";
    assert_eq!(inputs(&format!("{volume} == 8"))["DesiredValues"][0], "8");
    codes(&format!("{volume} == \"8\""), &["E0301"]);
    codes("wait until aws.ec2.DescribeVpcs().Vpcs[0].Id == \"a\"", &["E0310"]);
}

#[test]
fn a_selector_is_a_path() {
    let found = one(&property("DescribeInstances", "$.Reservations[0.State", "\"running\""));
    assert_eq!(found.code, "E0475");
    assert_eq!(found.message, "the selector `$.Reservations[0.State` cannot be read");
    assert!(found.label.starts_with("expected "), "{}", found.label);
}

#[test]
fn a_selector_leads_to_what_the_response_has() {
    let found = one(&property("DescribeVpcs", "$.Vpcs[0].VpcIdd", "\"a\""));
    assert_eq!((found.code.as_str(), found.help.as_deref()), ("E0476", Some("write `VpcId`")));
    assert!(found.note.unwrap().contains("`VpcId`"));
    for (api, selector) in [
        ("DescribeVpcs", "$.Vpcs.VpcId"),
        ("DescribeVpcs", "$.NextToken[0]"),
        ("DescribeVpcs", "$.NextToken.More"),
        ("DescribeVpcs", "$..Nothing"),
        ("DeleteVpc", "$.Vpc"),
    ] {
        let found = one(&property(api, selector, "\"a\"")
            .replace("\"DeleteVpc\"", "\"DeleteVpc\", VpcId: \"a\""));
        assert_eq!((found.code.as_str(), found.is_error), ("E0476", true), "{selector}");
    }
    clean(&property("DescribeVpcs", "$.Vpcs[0].VpcId", "\"a\""));
    codes(&property("DescribeVpcs", "$.Vpcs[*].VpcId", "\"a\""), &["E0477"]);
    codes(&property("DescribeVpcs", "$.Vpcs[*].VpcIdd", "\"a\""), &["E0476"]);
}

#[test]
fn a_selector_that_cannot_be_checked_is_a_warning() {
    for selector in ["$.Reservations[0].Instances[0].*", "$..State"] {
        let found = one(&property("DescribeInstances", selector, "\"running\""));
        assert_eq!((found.code.as_str(), found.is_error), ("E0477", false), "{selector}");
    }
}

#[test]
fn a_desired_value_is_one_that_the_property_can_have() {
    let state = "$.Reservations[0].Instances[0].State.Name";
    let found = one(&property("DescribeInstances", state, "\"runing\""));
    assert_eq!((found.code.as_str(), found.help.as_deref()), ("E0478", Some("write \"running\"")));
    codes(&property("DescribeVpcs", "$.Vpcs[0].IsDefault", "\"yes\""), &["E0478"]);
    codes(&property("DescribeVolumes", "$.Volumes[0].Size", "\"big\""), &["E0478"]);
    clean(&property("DescribeVpcs", "$.Vpcs[0].IsDefault", "\"true\", \"True\""));
    clean(&property("DescribeVolumes", "$.Volumes[0].Size", "\"8\""));
}

#[test]
fn a_selector_of_an_unknown_api_is_not_checked() {
    clean(
        "param Name: String\naction.waitForAwsResourceProperty(Service: Name, Api: \"DescribeVpcs\", PropertySelector: \"$.Any.Thing\", DesiredValues: [\"a\"])",
    );
    codes(&property("DescribeThings", "$.Any.Thing", "\"a\""), &["E0471"]);
}
