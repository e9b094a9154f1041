//! What a turn of a loop knows of the turns before it: nothing.

use std::io::Write;
use std::process::{Command, Stdio};

use super::{check_flow, document, program};
use crate::support::{check_codes, check_one};

#[test]
fn each_turn_starts_with_the_default() {
    let body = "var last: String = \"\"
for name in Names {
block {
if Go {
let place = aws.s3.GetBucketLocation(Bucket: name)
}
} rescue {}
last = place.LocationConstraint else \"none\"
}
do behind";
    check_flow(
        body,
        "for_name\n\
         \x20 reset_placeLocationConstraint\n\
         \x20 branch ?place :set_last !set_last noncritical\n\
         \x20 place !set_last noncritical\n\
         \x20 set_placeLocationConstraint !set_last noncritical\n\
         \x20 set_last\n\
         behind",
    );
    let document = document(body);
    let first = &document["mainSteps"][0]["inputs"]["Steps"][0]["inputs"];
    assert_eq!(first["Name"], "variable:placeLocationConstraint");
    assert_eq!(first["Value"], "none");
}

#[test]
fn a_default_outside_of_loops_is_not_set_again() {
    check_flow(
        "let place = aws.s3.GetBucketLocation(Bucket: Size) on failure continue
aws.s3.HeadBucket(Bucket: place.LocationConstraint else \"none\")",
        "place !headBucket noncritical\nset_placeLocationConstraint\nheadBucket",
    );
}

#[test]
fn a_value_read_behind_the_loop_is_that_of_the_last_turn() {
    check_flow(
        "for name in Names {
let place = aws.s3.GetBucketLocation(Bucket: name) on failure continue
}
aws.s3.HeadBucket(Bucket: place.LocationConstraint else \"none\")",
        "for_name\n\
         \x20 reset_placeLocationConstraint\n\
         \x20 place !place_end noncritical\n\
         \x20 set_placeLocationConstraint\n\
         \x20 place_end end\n\
         headBucket",
    );
}

#[test]
fn repeat_and_the_action_start_their_turns_with_it_too() {
    let inside = "let place = aws.s3.GetBucketLocation(Bucket: Size) on failure continue
aws.s3.HeadBucket(Bucket: place.LocationConstraint else \"none\")";
    let steps = document(&format!("repeat {{\n{inside}\n}} until Go max 3\nsleep 1m"));
    assert_eq!(
        steps["mainSteps"][0]["inputs"]["Steps"][0]["name"],
        "reset_placeLocationConstraint"
    );
    let steps = document(&format!("for turn in action.loop(Iterators: Names) {{\n{inside}\n}}"));
    assert_eq!(
        steps["mainSteps"][0]["inputs"]["Steps"][0]["name"],
        "reset_placeLocationConstraint"
    );
}

#[test]
fn a_turn_does_not_start_with_an_empty_text() {
    let body = "for name in Names {
let place = aws.s3.GetBucketLocation(Bucket: name) on failure continue
aws.s3.HeadBucket(Bucket: place.LocationConstraint else \"\")
}
aws.s3.HeadBucket(Bucket: Size)
if Go {
sleep 1m
}";
    let found = check_one(&program(body));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0542", "\"\""));
    let outside = "let place = aws.s3.GetBucketLocation(Bucket: Size) on failure continue
aws.s3.HeadBucket(Bucket: place.LocationConstraint else \"\")
if Go and length(Names) > 1 {
sleep 1m
}";
    check_codes(&program(outside), &[]);
}

#[test]
fn a_rescue_in_a_loop_reads_the_failure_in_each_turn() {
    check_flow(
        "for name in Names {
block {
do one
} rescue {
aws.s3.HeadBucket(Bucket: failure.step)
}
}
do behind",
        "for_name\n\
         \x20 one -> one_end !read_failure noncritical\n\
         \x20 read_failure\n\
         \x20 headBucket\n\
         \x20 one_end end\n\
         behind",
    );
}

#[test]
fn a_rescue_around_a_loop_reads_the_failure_outside() {
    check_flow(
        "block {
for name in Names {
do one
}
} rescue {
for name in Names {
aws.s3.HeadBucket(Bucket: failure.message)
}
}
do behind",
        "for_name -> behind !read_failure noncritical\n\
         \x20 one !read_failure noncritical\n\
         read_failure\n\
         for_name_2\n\
         \x20 headBucket\n\
         behind",
    );
}

#[test]
fn a_rescue_in_a_rescue_reads_its_own_failure() {
    let body = "block {
do one
} rescue {
block {
do two
} rescue {
aws.s3.HeadBucket(Bucket: failure.step)
}
aws.s3.HeadBucket(Bucket: failure.step)
}
do behind";
    check_flow(
        body,
        "one -> behind !read_failure_2 noncritical\n\
         read_failure_2\n\
         two -> headBucket_2 !read_failure noncritical\n\
         read_failure\n\
         headBucket\n\
         headBucket_2\n\
         behind",
    );
}

/// What the script of `read_failure` returns where these are the pages of steps, latest first.
fn failure_found(pages: &str) -> String {
    let body = "block {\ndo one\n} rescue {\naws.s3.HeadBucket(Bucket: failure.step)\n}";
    let document = document(body);
    let steps = document["mainSteps"].as_array().expect("steps");
    let reads = steps.iter().find(|step| step["name"] == "read_failure").expect("a step");
    let script = reads["inputs"]["Script"].as_str().expect("a script");
    let program = format!(
        "import sys, types, datetime
pages = {pages}
class Client:
    def describe_automation_step_executions(self, AutomationExecutionId, ReverseOrder, NextToken='0'):
        assert ReverseOrder and AutomationExecutionId == 'id'
        page = {{'StepExecutions': [
            {{'StepName': name, 'StepStatus': status, 'ExecutionEndTime': end, 'FailureMessage': name + ' failed'}}
            for name, status, end in pages[int(NextToken)]
        ]}}
        if int(NextToken) + 1 < len(pages):
            page['NextToken'] = str(int(NextToken) + 1)
        return page
sys.modules['boto3'] = types.SimpleNamespace(client=lambda name: Client())
{script}
found = main({{'execution': 'id'}}, None)
print(found['Step'], found['Message'], sep='; ', end='')
"
    );
    let mut child = Command::new("python3")
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3");
    child.stdin.take().expect("a pipe").write_all(program.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("an end");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_failure_is_that_of_the_latest_turn() {
    let pages = "[[('read_failure', 'InProgress', 9), ('two', 'Failed', 8), ('one', 'Success', 7)], [('one', 'Failed', 3)]]";
    assert_eq!(failure_found(pages), "two; two failed");
    let later =
        "[[('read_failure', 'InProgress', 9)], [('one', 'TimedOut', 5), ('two', 'Failed', 4)]]";
    assert_eq!(failure_found(later), "one; one failed");
    assert_eq!(failure_found("[[('one', 'Success', 1)]]"), "; ");
}
