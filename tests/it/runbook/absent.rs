//! Values that may be absent, and what generated scripts make of values.

use super::{built, clean, codes, one};

/// A script whose result may lack members.
const ABC: &str = "let abc = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\" -> { a?: String, n?: Int, r?: { b: Int }, xs?: List<String> }\n";

/// The script of the step with this name.
#[track_caller]
fn script(body: &str, step: &str) -> String {
    let document = built(body);
    let steps = document["mainSteps"].as_array().expect("there are steps");
    let found = steps.iter().find(|it| it["name"] == step);
    let found = found.unwrap_or_else(|| panic!("no step {step} in {document:#}"));
    found["inputs"]["Script"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn an_optional_member_of_a_result_needs_a_default() {
    let with = |rest: &str| format!("{ABC}{rest}");
    codes(&with("var Xyz: String = \"a\"\nXyz = abc.a"), &["E0313"]);
    codes(&with("action.deleteImage(ImageId: abc.a)"), &["E0313"]);
    codes(&with("if abc.r.b > 3 { sleep 1s }"), &["E0313"]);
    codes(&with("aws.sns.Publish(TopicArn: \"t\", Message: abc.a)"), &["E0313"]);
    codes(
        &with("python(a: abc.a) \"\"\"\ndef main(events, context):\n    return {}\n\"\"\""),
        &["E0313"],
    );
    codes(&with("for x in abc.xs { aws.s3.HeadBucket(Bucket: x) }"), &["E0313"]);
    codes(&with("if length(abc.xs) > 1 { sleep 1s }"), &["E0313"]);
    clean(&with("action.deleteImage(ImageId: abc.a ?? \"x\")"));
    clean(&with("if abc.a == \"x\" { sleep 1s }"));
    clean(&with("if abc.a == null { sleep 1s }"));
    clean(&with("sleep 1s\noutput abc.a"));
}

#[test]
fn an_optional_number_is_compared_by_a_script() {
    let body = format!("{ABC}if abc.n == 3 {{ sleep 1s }}");
    assert!(script(&body, "compute_branch").contains("events[\"abc_n\"] == 3"));
}

#[test]
fn format_writes_truth_values_as_the_build_does() {
    let body = "param Flag: Bool\nparam Count: Int\naws.sns.Publish(TopicArn: \"t\", Message: format(\"%s %d%%\", Flag, Count))";
    let script = script(body, "compute_publish");
    assert!(
        script.contains("(\"%s %d%%\" % (str(events[\"Flag\"]).lower(), events[\"Count\"],))"),
        "{script}"
    );
}

#[test]
fn functions_take_at_run_time_what_they_take_in_the_build() {
    let message = |text: &str| {
        format!(
            "param Foo: String\nparam Names: List<String>\naws.sns.Publish(TopicArn: \"t\", Message: {text})"
        )
    };
    let refused = |text: &str| {
        let found = crate::support::check(&super::runbook(&message(text)));
        found.into_iter().find(|one| one.is_error).map(|one| (one.code, one.message))
    };
    for wrong in [
        "replace(Foo, \"\", \"y\")",
        "join(split(Foo, \"\"), \" \")",
        "format(\"%s\", Names)",
        "format(\"%d\", Foo)",
        "format(\"%s %s\", Foo)",
        "format(\"%s\", Foo, Foo)",
        "format(Foo, \"a\")",
        "format(\"%f\", Foo)",
    ] {
        assert_eq!(refused(wrong).map(|one| one.0), Some("E0361".to_owned()), "{wrong}");
    }
    let script = script(
        &format!("param Old: String\n{}", message("replace(Foo, Old, \"y\")")),
        "compute_publish",
    );
    assert!(script.contains("replaced(events[\"Foo\"], events[\"Old\"], \"y\")"), "{script}");
    assert!(script.contains("raise ValueError(\"the text to replace is empty\")"), "{script}");
}

#[test]
fn a_default_of_a_parameter_does_not_look_for_references() {
    let body = "param Note: String?\naws.sns.Publish(TopicArn: \"t\", Message: Note ?? \"none\")";
    let script = script(body, "compute_publish");
    assert!(script.contains("given(events[\"Note\"], \"none\")"), "{script}");
    assert!(!script.contains("{{"), "{script}");
}

#[test]
fn a_null_does_not_reach_a_script() {
    let call = |value: &str| {
        format!("python(a: {value}) \"\"\"\ndef main(events, context):\n    return {{}}\n\"\"\"")
    };
    let found = one(&call("null"));
    assert_eq!(
        (found.code.as_str(), found.message.as_str()),
        ("E0313", "`a` of `python` cannot be null")
    );
    codes(&call("{ b: [1, null] }"), &["E0313"]);
    codes(&format!("param Flag: Bool\n{}", call("if Flag then \"x\" else null")), &["E0313"]);
    clean(&call("{ b: [1, \"\"] }"));
}

#[test]
fn a_member_behind_a_quote_is_read_from_a_map() {
    let found = built(
        "let abc = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\"\naws.sns.Publish(TopicArn: \"t\", Message: abc[\"a'b\"].c as String)",
    );
    let step = &found["mainSteps"][0];
    assert_eq!(step["outputs"][0]["Selector"], "$.Payload");
    assert_eq!(step["outputs"][0]["Type"], "StringMap");
}

#[test]
fn a_map_takes_in_the_members_of_a_record() {
    let head = "param Pm: Map<String>\nvar Mp: Map<String> = { a: \"b\" }\n";
    clean(&format!("{head}Mp = merge(Mp, {{ c: \"d\" }})\nMp = {{ ...Pm, a: \"b\" }}"));
    codes(&format!("{head}Mp = {{ ...Pm, a: 3 }}"), &["E0301"]);
}

#[test]
fn a_text_of_a_step_is_read_as_a_number() {
    let found = built(
        "param Id: aws.ec2.InstanceId\nlet kernel = sh \"\"\"\necho 3\n\"\"\" -> String on Id\nif kernel as Int > 3 {\nsleep 1s\n}",
    );
    let output = &found["mainSteps"][0]["outputs"][0];
    assert_eq!(
        (output["Selector"].as_str(), output["Type"].as_str()),
        (Some("$.Output"), Some("Integer"))
    );
    codes("param Name: String\nif Name as Int > 3 {\nsleep 1s\n}", &["E0326"]);
}

#[test]
fn an_item_that_is_a_number_is_read_as_one() {
    let body = "let abc = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\" -> { r: List<Int> }\nvar Sum: Int = 0\nfor x in abc.r {\nSum = Sum + x\nif x > 3 { sleep 1s }\n}";
    let steps = built(body)["mainSteps"][1]["inputs"]["Steps"].clone();
    let text = steps.to_string();
    assert!(text.contains("events[\\\"Sum\\\"] + int(events[\\\"x\\\"])"), "{text}");
    assert!(text.contains("int(events[\\\"x\\\"]) > 3"), "{text}");
}

#[test]
fn what_is_allowed_in_a_list_is_a_pattern() {
    let found = built("param Kinds: List<\"a.b\" | \"c\">\nsleep 1s\noutput Kinds");
    let parameter = &found["parameters"]["Kinds"];
    assert_eq!(parameter["allowedPattern"], r"^(a\.b|c)$");
    assert!(parameter["allowedValues"].is_null());
}

#[test]
fn the_role_of_a_runbook_may_be_left_out() {
    let found = built("param Role: aws.iam.RoleArn?\nassume_role: Role\nsleep 1s");
    assert_eq!(found["assumeRole"], "{{ Role }}");
    assert_eq!(found["parameters"]["Role"]["default"], "");
}

#[test]
fn a_wait_compares_what_a_filter_leaves() {
    let wait = "wait until aws.ec2.DescribeTags().Tags[where Key == \"a\"].Value";
    let found = built(&format!("{wait} == \"x\""));
    assert_eq!(found["mainSteps"][0]["inputs"]["DesiredValues"], serde_json::json!(["x"]));
    clean(&format!("{wait} in [\"x\", \"y\"]"));
}

#[test]
fn a_jump_leads_to_what_the_build_has_left_of_a_statement() {
    let found =
        built("param Flag: Bool\nif Flag { goto fin }\nsleep 1s\nstep fin: if 1 > 2 { sleep 2s }");
    let target = found["mainSteps"][0]["inputs"]["Choices"][0]["NextStep"].clone();
    let steps = found["mainSteps"].as_array().expect("there are steps");
    assert!(steps.iter().any(|step| step["name"] == target), "{found:#}");
}

#[test]
fn a_runbook_is_started_for_a_tag_with_values() {
    let call = |tag: &str| {
        crate::support::check(&format!(
            "runbook child {{\nparam InstanceId: String\naws.s3.HeadBucket(Bucket: InstanceId)\n}}\n\
             runbook parent {{\ncall child() on each InstanceId in {tag}\n}}\n"
        ))
    };
    let found = call("tag(\"Role\")");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].code, "E0414");
    assert!(call("tag(\"Role\", \"web\")").is_empty());
}

#[test]
fn a_default_is_never_null() {
    let found = one(&format!("{ABC}aws.sns.Publish(TopicArn: \"t\", Message: abc.a else null)"));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0313", "null"));
    codes(
        "param Note: String?\naws.sns.Publish(TopicArn: \"t\", Message: Note ?? null)",
        &["E0313"],
    );
}

#[test]
fn a_default_says_why_it_cannot_stand() {
    let found = one("param K: String = lower(global.REGION)\naws.s3.HeadBucket(Bucket: K)");
    assert_eq!(found.code, "E0353");
    assert_eq!(found.message, "the default of `K` cannot be computed when the document runs");
}
