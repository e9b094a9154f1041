//! Policies that a team has beside what its runbook needs.

use crate::support::Project;

const STOP: &str = r#"runbook example {
  aws.ec2.StopInstances(InstanceIds: ["i-0123456789abcdef0"])
}
"#;

#[track_caller]
fn check(policy: &str, expected: &[&str]) {
    let project = Project::of(STOP).asset("policy.json", policy);
    let found = project.policy_findings("example");
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, expected, "{found:#?}");
}

#[test]
fn a_policy_that_fits_has_no_findings() {
    let statement = r#"{"Effect": "Allow", "Action": "EC2:stopInstances", "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/*"}"#;
    check(&format!(r#"{{"Statement": {statement}}}"#), &[]);
    check(&format!(r#"{{"Statement": [{statement}]}}"#), &[]);
}

#[test]
fn missing_denied_and_elsewhere_are_told_apart() {
    check(r#"{"Statement": []}"#, &["E0490"]);
    check(
        r#"{"Statement": [{"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:*:instance/*"}, {"Effect": "Deny", "Action": "ec2:Stop*", "Resource": "*"}]}"#,
        &["E0490"],
    );
    check(
        r#"{"Statement": {"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:*:instance/i-1"}}"#,
        &["E0491"],
    );
}

#[test]
fn wildcards_and_surplus_are_warnings_at_their_places() {
    let policy = r#"{"Statement": [{"Effect": "Allow", "Action": ["ec2:*", "s3:GetObject", "ec2:NoSuchThing"], "Resource": "*"}]}"#;
    let project = Project::of(STOP).asset("policy.json", policy);
    let found = project.policy_findings("example");
    let shown: Vec<(&str, &str)> =
        found.iter().map(|one| (one.code.as_str(), one.underlined.as_str())).collect();
    assert_eq!(
        shown,
        [
            ("E0493", "\"ec2:*\""),
            ("E0492", "\"s3:GetObject\""),
            ("E0492", "\"ec2:NoSuchThing\""),
            ("E0493", "\"*\""),
        ],
        "{found:#?}"
    );
    assert!(found.iter().all(|one| !one.is_error));
    check(
        r#"{"Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:ec2:*:*:instance/*"}}"#,
        &["E0493"],
    );
}

#[test]
fn what_is_no_policy_is_said_at_its_place() {
    for policy in
        ["", "[", "{\"Statement\": [}", "{}", "{\"Statement\": {\"Effect\": \"Maybe\"}}", "7"]
    {
        check(policy, &["E0494"]);
    }
}
