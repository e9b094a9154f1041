//! Loops of the run, and loops that the build unrolls.

use super::{built, clean, codes, one, steps};

#[test]
fn a_loop_over_a_known_list_is_unrolled_with_stable_names() {
    let found = steps(
        "for region in [\"seoul\", \"tokyo\"] {\nlet head = aws.s3.HeadBucket(Bucket: region)\naws.ec2.DescribeVpcs()\n}",
    );
    assert_eq!(
        found,
        [
            "head_seoul aws:executeAwsApi",
            "describeVpcs_seoul aws:executeAwsApi",
            "head_tokyo aws:executeAwsApi",
            "describeVpcs_tokyo aws:executeAwsApi",
        ]
    );
}

#[test]
fn items_that_are_no_words_are_counted() {
    let found =
        steps("for place in [\"us-east-1\", \"us-west-2\"] {\naws.s3.HeadBucket(Bucket: place)\n}");
    assert_eq!(found, ["headBucket_1 aws:executeAwsApi", "headBucket_2 aws:executeAwsApi"]);
}

#[test]
fn a_jump_stays_in_its_turn() {
    clean(
        "param Short: Bool\nfor name in [\"one\", \"two\"] {\nif Short {\ngoto finish\n}\nsleep 1m\nstep finish: sleep 2m\n}",
    );
}

#[test]
fn a_mistake_in_an_unrolled_body_is_reported_once() {
    codes("for name in [\"one\", \"two\", \"three\"] {\naction.nothing(Name: name)\n}", &["E0401"]);
}

#[test]
fn a_range_is_a_list() {
    assert_eq!(steps("for number in 1..3 {\nsleep 1m\n}").len(), 3);
}

#[test]
fn loops_of_the_run_do_not_nest() {
    let nested = |list: &str| {
        format!(
            "param Names: List<String>\nfor name in Names {{\nfor other in {list} {{\naws.s3.HeadBucket(Bucket: other)\n}}\n}}"
        )
    };
    codes(&nested("Names"), &["E0502"]);
    clean(&nested("[\"a\", \"b\"]"));
    codes(
        "param Names: List<String>\nfor name in Names {\nrepeat {\nsleep 1m\n} until name == \"a\" max 2\n}",
        &["E0502"],
    );
}

#[test]
fn break_and_continue_belong_to_a_loop_of_the_run() {
    codes("sleep 1m\nbreak", &["E0501"]);
    let found = one("for name in [\"one\", \"two\"] {\nsleep 1m\ncontinue\n}");
    assert_eq!(found.code, "E0501");
    assert_eq!(found.related.len(), 1);
}

#[test]
fn repeat_says_how_often_at_most() {
    let body =
        |max: &str| format!("var Done: Bool = false\nrepeat {{\nDone = true\n}} until Done {max}");
    clean(&body("max 100"));
    codes(&body(""), &["E0508"]);
    codes(&body("max 101"), &["E0303"]);
    codes(&body("max 0"), &["E0303"]);
}

#[test]
fn a_loop_goes_over_a_list() {
    codes("param Name: String\nfor letter in Name {\nsleep 1m\n}", &["E0301"]);
    let unknown = "let found = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\"\n";
    codes(&format!("{unknown}for bucket in found.Buckets {{\nsleep 1m\n}}"), &["E0314"]);
    clean(&format!(
        "{unknown}for bucket in found.Buckets as List<Map> {{\naws.s3.HeadBucket(Bucket: bucket.Name as String)\n}}"
    ));
    clean(
        "let found = aws.s3.ListBuckets()\nfor bucket in found.Buckets {\naws.s3.HeadBucket(Bucket: bucket.Name)\n}",
    );
}

#[test]
fn a_step_that_waits_for_a_person_does_not_stand_in_a_loop() {
    let turn =
        |inside: &str| format!("param Names: List<String>\nfor name in Names {{\n{inside}\n}}");
    let found = one(&turn("pause"));
    assert_eq!((found.code.as_str(), found.is_error), ("E0519", false));
    codes(&turn("action.pause()"), &["E0519"]);
    codes(&turn("approve(by: [\"arn:aws:iam::111122223333:role/ops\"])"), &["E0519"]);
    clean("for name in [\"one\", \"two\"] {\npause\n}");
}

#[test]
fn on_failure_of_a_loop_holds_for_what_it_runs() {
    let body = |clause: &str| {
        format!(
            "param Names: List<String>\nfor name in Names {{\naws.s3.HeadBucket(Bucket: name)\n}} {clause}\nstep last: sleep 1m"
        )
    };
    let inner = |clause: &str| {
        let step = built(&body(clause))["mainSteps"][0]["inputs"]["Steps"][0].clone();
        (step["onFailure"].clone(), step["isCritical"].clone())
    };
    assert_eq!(inner("on failure continue"), ("step:last".into(), false.into()));
    assert_eq!(inner("on failure goto last"), ("step:last".into(), serde_json::Value::Null));
    assert_eq!(inner("on failure abort"), (serde_json::Value::Null, serde_json::Value::Null));
    let found = built(
        "param Name: String\nrepeat {\nlet head = aws.s3.HeadBucket(Bucket: Name)\n} until head.BucketRegion == \"a\" max 3 on failure continue\nstep last: sleep 1m",
    );
    assert_eq!(found["mainSteps"][1]["name"], "repeat_limit");
    assert_eq!(found["mainSteps"][1]["onFailure"], "step:last");
    assert_eq!(found["mainSteps"][1]["isCritical"], false);
}

#[test]
fn the_last_case_of_a_complete_match_is_the_default() {
    let found = built(
        "param Kind: \"a\" | \"b\"\nmatch Kind {\n\"a\" => { step one: sleep 1m }\n\"b\" => { step two: sleep 1m }\n}",
    );
    let branch = &found["mainSteps"][0]["inputs"];
    assert_eq!(branch["Choices"].as_array().map(Vec::len), Some(1));
    assert_eq!(branch["Default"], "two");
    assert_eq!(found["mainSteps"].as_array().map(Vec::len), Some(3));
}
