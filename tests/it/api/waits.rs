//! What `wait until` and `assert` compare with.

use super::{clean, codes, steps};

const COUNT: &str = "aws.ecs.DescribeServices(services: [\"web\"]).services[0]";
const STATE: &str = "aws.ec2.DescribeInstances().Reservations[0].Instances[0].State.Name";

/// The desired values of the last step.
fn desired(body: &str) -> serde_json::Value {
    steps(body).last().unwrap()["inputs"]["DesiredValues"].clone()
}

#[test]
fn a_whole_number_is_compared_as_text() {
    let body = format!(
        "let s = aws.ecs.DescribeServices(services: [\"web\"])\nwait until {COUNT}.runningCount == s.services[0].desiredCount"
    );
    assert_eq!(desired(&body)[0], "{{ s_step.desiredCountText }}");
    let body = format!("param N: Int\nwait until {COUNT}.runningCount == N");
    let steps = steps(&body);
    assert!(steps[0]["inputs"]["Script"].as_str().unwrap().contains("str("), "{steps:#?}");
    assert_eq!(steps[0]["outputs"][0]["Type"], "String");
    let desired = steps[1]["inputs"]["DesiredValues"][0].as_str().unwrap();
    assert!(desired.starts_with("{{ compute_"), "{desired}");
}

#[test]
fn text_that_only_the_run_knows_is_compared_as_it_is() {
    clean(&format!("param N: String\nwait until {COUNT}.runningCount == N"));
    clean(&format!("param State: String\nwait until {STATE} == State"));
    clean(&format!("param State: \"running\" | \"stopped\"\nassert {STATE} == State"));
}

#[test]
fn a_fraction_is_compared_as_python_writes_it() {
    let body = "wait until aws.cloudwatch.DescribeAlarms().MetricAlarms[0].Threshold == 5";
    assert_eq!(desired(body)[0], "5.0");
}

#[test]
fn no_value_is_no_condition() {
    codes(&format!("wait until {STATE} in []"), &["E0478"]);
    let written = |selector: &str, desired: &str| {
        format!(
            "action.waitForAwsResourceProperty(Service: \"ec2\", Api: \"DescribeInstances\", PropertySelector: \"{selector}\", DesiredValues: {desired})"
        )
    };
    let state = "$.Reservations[0].Instances[0].State.Name";
    codes(&written(state, "[]"), &["E0478"]);
    codes(&written("$", "[\"a\"]"), &["E0476"]);
    codes(&written("$.Reservations[0]", "[\"a\"]"), &["E0476"]);
    codes(&written("$.Reservations[*].Instances[0].State.Name", "[\"running\"]"), &["E0477"]);
    codes(&written("$.Reservations[-1].Instances[0].State.Name", "[\"running\"]"), &["E0477"]);
}

#[test]
fn a_value_of_a_list_is_one_that_can_be() {
    let found = "let r = aws.ec2.DescribeInstances()\n";
    let test = "if r.Reservations[0].Instances[0].State.Name in [\"running\", \"stoped\"] { exit }";
    codes(&format!("{found}{test}"), &["E0318"]);
}
