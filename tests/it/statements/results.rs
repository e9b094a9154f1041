//! Results of steps and outputs of documents: what is read is what the source names.

use serde_json::{Value, json};

use super::{check_flow, document, program};
use crate::support::{build_json, check_codes, check_one};

/// The step with this name.
fn step<'d>(document: &'d Value, name: &str) -> &'d Value {
    let steps = document["mainSteps"].as_array().into_iter().flatten();
    steps.into_iter().find(|step| step["name"] == name).expect("there is such a step")
}

/// The parent of a child with these outputs.
#[track_caller]
fn parent(outputs: &str, body: &str) -> Value {
    build_json(&family(outputs, body), "documents/parent")
}

fn family(outputs: &str, body: &str) -> String {
    format!(
        "runbook child {{\nlet found = aws.ec2.DescribeVolumes()\n{outputs}\n}}\n\
         runbook parent {{\nparam Role: aws.iam.RoleArn\nassume_role: Role\nlet made = call child()\n{body}\n}}\n"
    )
}

#[test]
fn a_role_that_must_be_computed_is_refused() {
    let role = |role: &str| {
        format!("runbook example {{\nparam Name: String?\nassume_role: {role}\nsleep 1s\n}}")
    };
    let computed = "Name ?? \"arn:aws:iam::111122223333:role/x\"";
    let found = check_one(&role(computed));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0544", computed));
    let built = build_json(&role("Name"), "documents/example");
    assert_eq!(built["assumeRole"], "{{ Name }}");
}

#[test]
fn an_output_that_is_read_as_two_types_has_two_names() {
    let document = parent(
        "output Count = found.Volumes[0].Size as Int\noutput Name = found.NextToken as String",
        "if made.Count > 3 {\naws.sns.Publish(TopicArn: \"t\", Message: \"${made.Count}\")\n}",
    );
    assert_eq!(
        step(&document, "read_made")["outputs"],
        json!([
            { "Name": "Count", "Selector": "$.Payload.Count", "Type": "Integer" },
            { "Name": "CountText", "Selector": "$.Payload.CountText", "Type": "String" },
        ])
    );
    let script = step(&document, "read_made")["inputs"]["Script"].as_str().expect("a script");
    assert!(script.contains("\"Count\": int(outputs[\"Count\"][0])"), "{script}");
    assert!(script.contains("\"CountText\": outputs[\"Count\"][0]"), "{script}");
}

#[test]
fn an_else_of_another_type_has_a_variable_of_its_own() {
    let document = document(
        "if Go {\nlet found = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\"\n}\n\
         aws.ec2.DescribeVpcs(VpcIds: found.Items as List<String> else [], Filters: found.Items as List<Map<String>> else [])",
    );
    let types: Vec<&Value> = document["variables"]
        .as_object()
        .into_iter()
        .flat_map(|it| it.values())
        .map(|it| &it["type"])
        .collect();
    assert_eq!(types, ["StringList", "MapList"]);
}

#[test]
fn a_default_for_what_a_step_left_out_is_computed() {
    let body = "let made = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\" -> { a?: String }\n\
                aws.sns.Publish(TopicArn: \"t\", Message: made.a ?? \"none\")";
    check_flow(body, "made\ncompute_publish\npublish");
    let document = document(body);
    let script = step(&document, "compute_publish")["inputs"]["Script"].as_str().expect("text");
    assert!(script.contains("known(events[\"made_a\"], \"none\")"), "{script}");
    assert_eq!(step(&document, "publish")["inputs"]["Message"], "{{ compute_publish.Message }}");
}

#[test]
fn a_default_needs_the_step_to_have_run() {
    let body = "if Go {\nlet found = aws.ec2.DescribeVpcs()\n}\n\
                aws.sns.Publish(TopicArn: Size, Message: found.NextToken ?? \"none\")\noutput Names";
    check_codes(&program(body), &["E0512"]);
}

#[test]
fn a_case_of_nothing_is_the_empty_text() {
    let source = |cases: &str| {
        format!("runbook example {{\nparam Kind: (\"a\" | \"b\")?\nmatch Kind {{\n{cases}\n}}\n}}")
    };
    let all = "null => { sleep 1s }\n\"a\" => { sleep 2s }\n\"b\" => { sleep 3s }";
    let all = all.replace(" =>", "");
    let document = build_json(&source(&all), "documents/example");
    assert_eq!(document["mainSteps"][0]["inputs"]["Choices"][0]["StringEquals"], "");
    let found = check_one(&source("\"a\" { sleep 2s }\n\"b\" { sleep 3s }"));
    assert_eq!(
        (found.code.as_str(), found.message.as_str()),
        ("E0511", "no case stands for `null`")
    );
    let text = "runbook example {\nparam Name: String?\nmatch Name {\nnull { sleep 1s }\nelse { sleep 2s }\n}\n}";
    let document = build_json(text, "documents/example");
    assert_eq!(document["mainSteps"][0]["inputs"]["Choices"][0]["Variable"], "{{ Name }}");
}

#[test]
fn what_a_call_of_a_function_gives_by_itself_is_read() {
    let document = document(
        "let made = invoke \"fn\"(a: 1)\n\
         if made.StatusCode == \"200\" {\naws.sns.Publish(TopicArn: made.Payload.topic as String, Message: made.text as String)\n}",
    );
    assert_eq!(
        step(&document, "branch")["inputs"]["Choices"][0]["Variable"],
        "{{ made.StatusCode }}"
    );
    assert_eq!(
        step(&document, "made")["outputs"],
        json!([
            { "Name": "topic", "Selector": "$.topic", "Type": "String" },
            { "Name": "text", "Selector": "$.text", "Type": "String" },
        ])
    );
}

#[test]
fn a_status_that_is_compared_as_a_number_is_converted() {
    let document =
        document("let made = invoke \"fn\"(a: 1)\nif made.StatusCode as Int == 200 {\nsleep 1s\n}");
    let script = step(&document, "compute_branch")["inputs"]["Script"].as_str().expect("text");
    assert!(script.contains("int(events[\"made_StatusCode\"]) == 200"), "{script}");
}

#[test]
fn the_payload_of_a_script_action_is_its_payload() {
    let document = document(
        "let made = action.executeScript(Runtime: \"python3.12\", Handler: \"main\", Script: text\"\"\"\ndef main(events, context):\n    return {\"a\": 1}\n\"\"\")\n\
         output made.Payload.a as String",
    );
    assert_eq!(
        step(&document, "made")["outputs"],
        json!([{ "Name": "a", "Selector": "$.Payload.a", "Type": "String" }])
    );
}

#[test]
fn an_output_of_a_call_gets_another_name_in_a_script() {
    let document = parent("output VpcId = found.Volumes[0].VolumeId", "output Place = made.VpcId");
    assert_eq!(document["outputs"], json!(["outputs.Place"]));
    assert_eq!(step(&document, "made").get("outputs"), None);
    let inputs = &step(&document, "outputs")["inputs"];
    assert_eq!(inputs["InputPayload"], json!({ "made_VpcId": "{{ made.Output }}" }));
    let script = inputs["Script"].as_str().expect("text");
    assert!(script.contains("\"Place\": only(events[\"made_VpcId\"])"), "{script}");
    let document = parent("output VpcId = found.Volumes[0].VolumeId", "output made.VpcId");
    assert_eq!(document["outputs"], json!(["made.Output"]));
}

#[test]
fn an_item_of_an_output_of_a_call_is_taken_by_a_script() {
    let publish = "aws.sns.Publish(TopicArn: made.Ids[0], Message: \"m\")";
    let ids = "output Ids = found.Volumes[*].VolumeId as List<String>";
    let document = parent(ids, publish);
    assert_eq!(step(&document, "made").get("outputs"), None);
    let inputs = &step(&document, "compute_publish")["inputs"];
    assert_eq!(inputs["InputPayload"], json!({ "made_Ids": "{{ made.Output }}" }));
    let script = inputs["Script"].as_str().expect("text");
    assert!(script.contains("events[\"made_Ids\"][0]"), "{script}");
    let document = parent(&format!("{ids}\noutput found.NextToken"), publish);
    let inputs = &step(&document, "compute_publish")["inputs"];
    assert_eq!(inputs["InputPayload"], json!({ "made_Ids": "{{ read_made.Ids }}" }));
    assert_eq!(step(&document, "read_made")["outputs"][0]["Type"], "StringList");
}

#[test]
fn outputs_of_one_name_are_refused_where_they_are_read() {
    let twice = "output found.Volumes[0].VolumeId\noutput found.Volumes[1].VolumeId";
    check_codes(&family(twice, "sleep 1s"), &["E0530"]);
    let document = build_json(
        &format!("runbook child {{\nlet found = aws.ec2.DescribeVolumes()\n{twice}\n}}"),
        "documents/child",
    );
    assert_eq!(document["outputs"], json!(["found.0_VolumeId", "found.1_VolumeId"]));
    let named =
        "output VolumeId = found.Volumes[0].VolumeId\noutput VolumeId = found.Volumes[1].VolumeId";
    check_codes(&family(named, "sleep 1s"), &["E0530"]);
    let both = "output found.Volumes[0].VolumeId\noutput VolumeId = found.Volumes[1].VolumeId";
    check_codes(&family(both, "sleep 1s"), &["E0530"]);
}

#[test]
fn an_output_has_its_name_whatever_else_is_read() {
    let document = document(
        "let found = aws.ec2.DescribeVolumes()\noutput found.Volumes[0].VolumeId\noutput Other = found.Volumes[0].VolumeId\n\
         aws.sns.Publish(TopicArn: \"t\", Message: found.Volumes[1].VolumeId)",
    );
    assert_eq!(document["outputs"], json!(["found.VolumeId", "found.Other"]));
}

#[test]
fn a_runbook_runs_on_one_tag() {
    let source = |group: &str| {
        format!(
            "group web = {group}\nrunbook child {{\nparam InstanceId: aws.ec2.InstanceId\naws.ec2.StopInstances(InstanceIds: [InstanceId])\n}}\n\
             runbook parent {{\ncall child() on each InstanceId in web\n}}"
        )
    };
    let found = check_one(&source("tag(\"Role\", \"web\") & tag(\"Stage\", \"prod\")"));
    assert_eq!(
        (found.code.as_str(), found.underlined.as_str()),
        ("E0430", "each InstanceId in web")
    );
    check_codes(&source("tag(\"Role\", \"web\")"), &[]);
}

#[test]
fn an_update_is_checked_against_its_variable() {
    let update = |inputs: &str| {
        format!(
            "runbook example {{\nvar Count: Int = 1\naction.updateVariable({inputs})\noutput Count\n}}"
        )
    };
    check_codes(&update("Name: \"variable:Count\", Value: 2"), &[]);
    check_codes(&update("Name: \"variable:Count\", Value: \"two\""), &["E0301"]);
    let found = check_one(&update("Name: \"variable:Cont\", Value: 2"));
    assert_eq!((found.code.as_str(), found.help.as_deref()), ("E0526", Some("write `Count`")));
    check_codes(&update("Name: \"Count\", Value: 2"), &["E0405"]);
}

#[test]
fn a_run_that_ends_early_has_the_computed_outputs() {
    check_flow(
        "if Go {\nexit\n}\ndo one\noutput Length = length(Size)",
        "branch ?outputs :one\none\noutputs",
    );
    check_flow(
        "for name in Names {\nif name == \"a\" {\nexit\n}\n}\ndo one\noutput Length = length(Size)",
        "for_name\n  branch ?outputs :branch_end\n  branch_end end\none\noutputs",
    );
}

#[test]
fn what_an_output_computes_must_have_been_written() {
    let source = |body: &str| format!("runbook example {{\nparam Go: Bool\n{body}\n}}");
    let some = "if Go {\nlet found = aws.ec2.DescribeVpcs()\n}\n";
    check_codes(&source(&format!("{some}output Upper = upper(found.NextToken)")), &["E0512"]);
    check_codes(&source(&format!("{some}output Bare = found.NextToken")), &[]);
    let late = "if Go {\nexit\n}\nlet found = aws.ec2.DescribeVpcs()\n";
    check_codes(&source(&format!("{late}output Upper = upper(found.NextToken)")), &["E0512"]);
    let never = "if 1 == 2 {\nlet found = aws.ec2.DescribeVpcs()\n}\nif Go {\nsleep 1s\n}\n";
    check_codes(&source(&format!("{never}output Bare = found.NextToken")), &["E0512"]);
}

#[test]
fn files_of_one_name_must_be_one_file() {
    let project = |second: &str| {
        crate::support::Project::of(&format!(
            "runbook example {{\npython attachment(\"a/tool.py\") handler \"tool.main\"\npython attachment(\"{second}\") handler \"tool.main\"\n}}"
        ))
        .asset("a/tool.py", "one")
        .asset("b/tool.py", "two")
        .asset("c/tool.py", "one")
    };
    let codes = |second: &str| -> Vec<String> {
        project(second).build_findings().into_iter().map(|found| found.code).collect()
    };
    assert_eq!(codes("b/tool.py"), ["E0431"]);
    assert!(codes("c/tool.py").is_empty());
}

#[test]
fn a_key_that_others_do_not_read_plain_is_quoted_or_read_by_a_script() {
    let document = document(
        "let tags = aws.sqs.ListQueueTags(QueueUrl: \"q\")\n\
         output First = tags.Tags.`1st` as String\noutput Path = tags.Tags.`a\\b` as String",
    );
    assert_eq!(
        step(&document, "tags")["outputs"],
        json!([
            { "Name": "First", "Selector": "$.Tags['1st']", "Type": "String" },
            { "Name": "Tags", "Selector": "$.Tags", "Type": "StringMap" },
        ])
    );
    let script = step(&document, "outputs")["inputs"]["Script"].as_str().expect("a script");
    assert!(script.contains(r#"["a\\b"]"#), "{script}");
}

#[test]
fn a_list_at_a_key_that_selectors_cannot_say_is_read_below_its_map() {
    let document = document(
        "let found = aws.appflow.ListConnectorEntities()\n\
         output Names = found.connectorEntityMap.`it's`[*].name",
    );
    assert_eq!(step(&document, "found")["outputs"][0]["Selector"], "$.connectorEntityMap");
    let script = step(&document, "outputs")["inputs"]["Script"].as_str().expect("a script");
    assert!(script.contains(r#"in events["found_connectorEntityMap"]["it's"]"#), "{script}");
}
