//! Clauses behind statements.

use super::{built, clean, codes, one};

#[test]
fn clauses_of_a_step_become_its_properties() {
    let found =
        built("aws.ec2.DescribeVpcs() attempts 3 timeout 20s on failure continue noncritical");
    let step = &found["mainSteps"][0];
    assert_eq!(step["maxAttempts"], 3);
    assert_eq!(step["timeoutSeconds"], 20);
    assert_eq!(step["onFailure"], "Continue");
    assert_eq!(step["isCritical"], false);
}

#[test]
fn a_clause_of_tasks_says_what_to_write_instead() {
    let found = one("param Wanted: Bool\nsleep 1m when Wanted\nassert Wanted");
    assert_eq!(found.code, "E0421");
    assert_eq!(found.help.as_deref(), Some("write `if CONDITION { … }`"));
    codes("param Id: aws.ec2.InstanceId\nsleep 1m on [Id]\noutput Id", &["E0421"]);
    codes("aws.ec2.DescribeVpcs() handler \"main\"", &["E0421"]);
}

#[test]
fn a_branch_takes_the_clauses_of_a_step() {
    clean("param Wanted: Bool\nif Wanted {\nsleep 1m\n} timeout 5m on failure abort");
    codes(
        "param Names: List<String>\nfor name in Names {\nsleep 1m\n} on cancel abort\noutput Names",
        &["E0421"],
    );
}

#[test]
fn a_timeout_beyond_the_action_is_a_warning() {
    let found = one("pause timeout 31d");
    assert_eq!((found.code.as_str(), found.is_error), ("E0424", false));
}

#[test]
fn numbers_of_clauses_are_at_least_one() {
    codes("sleep 1m attempts 0", &["E0423"]);
    codes("param Count: Int\nsleep 1m attempts Count", &["E0321"]);
}

#[test]
fn nothing_ends_an_execution_before_always() {
    let block = |clause: &str| {
        format!("block {{\naws.s3.ListBuckets() {clause}\n}} always {{\nsleep 1m\n}}")
    };
    let found = one(&block("on failure abort"));
    assert_eq!(found.code, "E0507");
    assert_eq!(found.label, "ends the execution before the arm has run");
    clean("block {\nsleep 1m\n} always {\naws.s3.ListBuckets() on failure abort\n}");
    codes(&block("noncritical"), &["E0426"]);
    codes(&format!("{}\nsleep 1m", block("noncritical")), &["E0426"]);
    clean(&block("noncritical on failure continue"));
    clean("block {\naws.s3.ListBuckets() noncritical\n} rescue {} always {\nsleep 1m\n}");
}
