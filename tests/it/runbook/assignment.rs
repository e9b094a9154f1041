//! What is read must have been written, on every way.

use super::{clean, codes, one};

const A: &str = "let first = aws.s3.CreateBucket(Bucket: \"a\")";
const B: &str = "let second = aws.s3.CreateBucket(Bucket: \"b\")";

fn read(name: &str) -> String {
    format!("aws.s3.DeleteBucket(Bucket: {name}.Location as String)")
}

#[test]
fn an_arm_that_may_be_skipped_writes_nothing_for_sure() {
    let found = one(&format!("param Wanted: Bool\nif Wanted {{\n{A}\n}}\n{}", read("first")));
    assert_eq!(found.code, "E0512");
    assert_eq!(found.underlined, "first.Location as String");
    assert_eq!(found.related[1], ("Wanted".to_owned(), "not run when this is false".to_owned()));
}

#[test]
fn an_arm_does_not_read_its_sibling() {
    let found =
        one(&format!("param Wanted: Bool\nif Wanted {{\n{A}\n}} else {{\n{}\n}}", read("first")));
    assert_eq!(found.code, "E0512");
}

#[test]
fn an_arm_that_leaves_needs_to_write_nothing() {
    clean(&format!(
        "param Wanted: Bool\nif Wanted {{\n{A}\n}} else {{\nexit\n}}\n{}",
        read("first")
    ));
    clean(&format!(
        "param Wanted: Bool\nif Wanted {{\n{A}\n}} else {{\nfail \"no\"\n}}\n{}",
        read("first")
    ));
}

#[test]
fn the_innermost_condition_is_shown() {
    let body = format!(
        "param One: Bool\nparam Two: Bool\nif One {{\nif Two {{\n{A}\n}}\n}} else {{\nexit\n}}\n{}",
        read("first")
    );
    assert_eq!(one(&body).related[1].0, "Two");
}

#[test]
fn a_rescue_reads_only_what_the_block_has_reached_for_sure() {
    let found = one(&format!("block {{\n{A}\n{B}\n}} rescue {{\n{}\n}}", read("first")));
    assert_eq!(found.message, "`first` may have failed before this");
    assert_eq!(found.related[1].1, "leads here when it fails");
    clean(&format!("{A}\nblock {{\n{B}\n}} rescue {{\n{}\n}}", read("first")));
}

#[test]
fn a_block_whose_rescue_leaves_has_written_everything() {
    clean(&format!("block {{\n{A}\n}} rescue {{\nfail \"no\"\n}}\n{}", read("first")));
    codes(&format!("block {{\n{A}\n}} rescue {{}}\n{}", read("first")), &["E0512"]);
}

#[test]
fn always_runs_on_both_ways_and_a_failure_does_not_come_behind_it() {
    let body = format!("block {{\n{A}\n}} always {{\n{B}\n}}\n");
    clean(&format!("{body}{}\n{}", read("first"), read("second")));
    let inside = format!("block {{\n{A}\nsleep 1m\n}} always {{\n{}\n}}", read("first"));
    codes(&inside, &["E0512"]);
}

#[test]
fn a_cancellation_may_come_before_anything() {
    codes(&format!("block {{\n{A}\n}} cancel {{\n{}\n}}", read("first")), &["E0512"]);
    let read_first = read("first");
    codes(&format!("block {{\n{A}\n}} rescue and cancel {{\n{read_first}\n}}"), &["E0512"]);
    let last = format!(
        "block {{\n{A}\nsleep 1m on failure abort\n}} rescue and cancel {{\n{B}\nexit\n}}\n"
    );
    clean(&format!("{last}{read_first}"));
}

#[test]
fn a_cancellation_is_not_called_a_failure() {
    let found = one(&format!("block {{\n{A}\n}} cancel {{\n{}\n}}", read("first")));
    assert_eq!(found.message, "`first` may have been cancelled before this");
    assert_eq!(found.related[1].1, "leads here when it is cancelled");
    let jump = format!("{A} on cancel goto undo\nexit\nstep undo: {}", read("first"));
    assert_eq!(one(&jump).message, "`first` may have been cancelled before this");
    // Where both lead here, the failure is told.
    let both = one(&format!("block {{\n{A}\n}} rescue and cancel {{\n{}\n}}", read("first")));
    assert_eq!(both.message, "`first` may have failed before this");
}

#[test]
fn a_failure_that_is_passed_over_leaves_no_output() {
    let found = one(&format!("{A} on failure continue\n{}", read("first")));
    assert_eq!(found.related[1].0, "on failure continue");
}

#[test]
fn jumps_count_as_ways() {
    let body = |jump: &str| {
        format!("param Short: Bool\nassert Short\n{jump}\n{A}\nstep finish: {}", read("first"))
    };
    codes(&body("if Short {\ngoto finish\n}"), &["E0512"]);
    codes(&body("sleep 1m on failure goto finish"), &["E0512"]);
    codes(&body("sleep 1m on cancel goto finish"), &["E0512"]);
}

#[test]
fn a_loops_body_is_read_inside_of_it_only() {
    let body =
        format!("param Names: List<String>\nfor name in Names {{\n{A}\n{}\n}}\n", read("first"));
    clean(&body);
    let found = one(&format!("{body}{}", read("first")));
    assert_eq!(found.code, "E0513");
    codes(&format!("{body}output first.Location as String"), &["E0513"]);
}

#[test]
fn the_condition_of_repeat_reads_its_body() {
    clean(&format!("repeat {{\n{A}\n}} until first.Location as String == \"x\" max 3"));
}

#[test]
fn what_may_be_missing_can_be_said_to_be_meant() {
    let head = format!("param Wanted: Bool\nif Wanted {{\n{A}\n}}\n");
    clean(&format!("{head}aws.s3.DeleteBucket(Bucket: unchecked(first.Location as String))"));
    clean(&format!("{head}sleep 1m\noutput first.Location as String"));
}

#[test]
fn an_alias_is_read_where_it_is_used() {
    let body = format!(
        "param Wanted: Bool\nif Wanted {{\n{A}\n}}\nlet place = first.Location as String\nsleep 1m"
    );
    clean(&body);
    codes(&format!("{body}\naws.s3.DeleteBucket(Bucket: place)"), &["E0512"]);
}

#[test]
fn a_step_that_the_build_leaves_out_is_not_read() {
    let found = one(&format!("if 1 > 2 {{\n{A}\n}}\n{}", read("first")));
    assert_eq!(found.message, "the step of this output is not part of this build");
}

#[test]
fn a_long_runbook_is_checked_in_a_moment() {
    let mut body = String::from("block {\n");
    for number in 0..1000 {
        body.push_str(&format!("let bucket{number} = aws.s3.CreateBucket(Bucket: \"a\")\n"));
    }
    body.push_str("} rescue {\naws.s3.DeleteBucket(Bucket: bucket999.Location as String)\n}");
    let found = crate::support::check(&super::runbook(&body));
    assert!(found.iter().any(|one| one.code == "E0512"), "{found:#?}");
}

#[test]
fn a_variable_is_read_where_every_way_has_set_it() {
    let head = "param Name: String\nparam Wanted: Bool\n";
    let set = "var Key: String = lower(Name)\n";
    let read = "aws.s3.HeadBucket(Bucket: Key)\n";
    clean(&format!("{head}{set}if Wanted {{\n{read}}}"));
    let found = one(&format!("{head}if Wanted {{\n{set}sleep 1m\n}}\n{read}"));
    assert_eq!(found.code, "E0512");
    assert_eq!(found.message, "`Key` may not have its first value before this");
    assert_eq!(found.related.len(), 2);
    codes(&format!("{head}if Wanted {{\n{set}sleep 1m\n}} else {{\n{read}}}"), &["E0512"]);
    codes(
        &format!("param Name: String\nblock {{\n{set}sleep 1m\n}} rescue {{\n{read}}}"),
        &["E0512"],
    );
    clean(&format!("{head}if Wanted {{\n{set}sleep 1m\n}} else {{\nexit\n}}\n{read}"));
}

#[test]
fn a_variable_set_by_always_is_known_behind_it() {
    let set = "param Name: String\nvar Key: String = \"a\"\nblock {\nsleep 1m\n} always {\nvar Other: String = upper(Name)\nKey = Other\n}\n";
    clean(&format!("{set}aws.s3.HeadBucket(Bucket: Other)"));
}

#[test]
fn a_variable_that_the_build_leaves_out_is_not_read() {
    let found = one("if 1 > 2 {\nvar Key: String = \"a\"\n}\naws.s3.HeadBucket(Bucket: Key)");
    assert_eq!(found.message, "the variable `Key` is not part of this build");
}

#[test]
fn a_match_with_a_case_for_each_value_has_no_other_way() {
    let cases = |last: &str| {
        format!(
            "param Kind: \"a\" | \"b\"\nmatch Kind {{\n\"a\" => {{\n{A}\n}}\n\"b\" => {{ {last} }}\n}}\n{}",
            read("first")
        )
    };
    clean(&cases("exit"));
    codes(&cases("sleep 1m"), &["E0512"]);
    let of_bool = "param Wanted: Bool\nmatch Wanted {\ntrue => { exit }\nfalse => { fail \"no\" }\n}\nsleep 1m";
    codes(of_bool, &["E0503"]);
}

#[test]
fn what_a_script_calls_one_of_several_may_be_another() {
    let script = "let found = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\" -> { kind: \"a\" | \"b\" }\n";
    clean(&format!(
        "{script}match found.kind {{\n\"a\" => {{ exit }}\n\"b\" => {{ exit }}\n}}\nsleep 1m"
    ));
}

#[test]
fn what_a_loop_says_of_failures_holds_inside_of_it() {
    let body = |clause: &str| {
        format!(
            "param Names: List<String>\nfor name in Names {{\n{A}\naws.s3.HeadBucket(Bucket: name)\n}} {clause}\n"
        )
    };
    codes(&format!("{}sleep 1m", body("on failure goto last")), &["E0504"]);
    clean(&format!("{}sleep 2m\nstep last: sleep 1m", body("on failure goto last")));
    clean(&format!("{}sleep 1m", body("on failure continue")));
}

#[test]
fn a_run_that_failed_still_tells_what_became_of_it() {
    let run = "let ran = action.runCommand(DocumentName: \"AWS-UpdateSSMAgent\", InstanceIds: \
               [\"i-0a1b2c3d4e5f60718\"])";
    let test = |member: &str| {
        format!("{run} on failure continue\nif ran.{member} == \"Success\" {{\nsleep 1m\n}}")
    };
    clean(&test("Status"));
    assert_eq!(one(&test("Output")).message, "`ran` may have failed before this");
    let skipped = format!(
        "param Wanted: Bool\nif Wanted {{\n{run}\n}}\nif ran.Status == \"Success\" {{\nsleep 1m\n}}"
    );
    assert_eq!(one(&skipped).message, "`ran` may not have run before this");
}
