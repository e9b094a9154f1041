//! `let STEP.NAME = …`: outputs of steps under names of their own.

use serde_json::{Value as Json, json};

use super::{built, clean, codes, one};

const SERVER: &str = "let server = aws.ec2.DescribeInstances()\n";

fn outputs(body: &str, step: usize) -> Json {
    built(body)["mainSteps"][step]["outputs"].clone()
}

fn output(name: &str, selector: &str, data_type: &str) -> Json {
    json!({ "Name": name, "Selector": selector, "Type": data_type })
}

#[test]
fn a_named_output_is_there_though_nobody_reads_it() {
    let body = format!(
        "{SERVER}let server.State = server.Reservations[0].Instances[0].State.Name\n\
         let server.First = server.Reservations[0] as Map\n"
    );
    assert_eq!(
        outputs(&body, 0),
        json!([
            output("State", "$.Reservations[0].Instances[0].State.Name", "String"),
            output("First", "$.Reservations[0]", "StringMap"),
        ])
    );
}

#[test]
fn a_named_output_is_read_by_its_name() {
    let body = format!(
        "{SERVER}let server.State = server.Reservations[0].Instances[0].State.Name as String\n\
         if server.State == \"running\" {{\nsleep 1s\n}}\noutput server.State"
    );
    let document = built(&body);
    let choice = &document["mainSteps"][1]["inputs"]["Choices"][0];
    assert_eq!(choice["Variable"], "{{ server.State }}");
    assert_eq!(document["outputs"], json!(["server.State"]));
}

#[test]
fn a_path_that_has_a_named_output_is_read_through_it() {
    let body = format!(
        "{SERVER}let server.Id = server.Reservations[0].Instances[0].InstanceId\n\
         aws.ec2.StopInstances(InstanceIds: [server.Reservations[0].Instances[0].InstanceId])"
    );
    let document = built(&body);
    assert_eq!(document["mainSteps"][1]["inputs"]["InstanceIds"], json!(["{{ server.Id }}"]));
    assert_eq!(document["mainSteps"][0]["outputs"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_named_output_hides_a_member_and_inferred_outputs_step_aside() {
    let body = "let made = aws.ec2.CreateSnapshot(VolumeId: \"vol-0123456789abcdef0\")\n\
                let made.State = made.SnapshotId\n\
                let made.VolumeId = made.select(\"$.Tags\") as List<Map>\n\
                output made.State\noutput Size = made.VolumeSize";
    let document = built(body);
    assert_eq!(document["outputs"], json!(["made.State", "made.Size"]));
    assert_eq!(document["mainSteps"][0]["outputs"][0], output("State", "$.SnapshotId", "String"));
    let body = "let made = aws.ec2.CreateSnapshot(VolumeId: \"vol-0123456789abcdef0\")\n\
                let made.SnapshotId = made.State\n\
                let id = made.select";
    assert_eq!(one(body).code, "E0310");
}

#[test]
fn steps_may_have_outputs_of_the_same_name() {
    let body = format!(
        "{SERVER}let server.Id = server.Reservations[0].ReservationId\n\
         let other = aws.ec2.DescribeVpcs()\nlet other.Id = other.Vpcs[0].VpcId\n\
         output server.Id\noutput other.Id"
    );
    assert_eq!(built(&body)["outputs"], json!(["server.Id", "other.Id"]));
}

#[test]
fn a_selector_is_taken_as_it_stands() {
    let body = format!(
        "{SERVER}let server.Ids = server.select(\"$.Reservations..InstanceId\") as List<String>\n\
         let server.Odd = server.select(\"Reservations[*].Instances[?(@.Name =~ /a.*/)]\")\n\
         let server.Count = server.select(\"$..AmiLaunchIndex\") as Int\n\
         aws.ec2.StopInstances(InstanceIds: server.Ids)"
    );
    assert_eq!(
        outputs(&body, 0),
        json!([
            output("Ids", "$.Reservations..InstanceId", "StringList"),
            output("Odd", "Reservations[*].Instances[?(@.Name =~ /a.*/)]", "String"),
            output("Count", "$..AmiLaunchIndex", "Integer"),
        ])
    );
    assert_eq!(built(&body)["mainSteps"][1]["inputs"]["InstanceIds"], "{{ server.Ids }}");
}

#[test]
fn a_selector_that_the_model_refutes_is_refused() {
    let body = format!("{SERVER}let server.Ids = server.select(\"$.Reservation[0].Id\")");
    let found = one(&body);
    assert_eq!(
        (found.code.as_str(), found.underlined.as_str()),
        ("E0476", "\"$.Reservation[0].Id\"")
    );
}

#[test]
fn a_selector_without_its_end_is_refused() {
    for selector in ["$.Reservations[0", "$..[[", "$.a['b]", "$.a]"] {
        let body = format!("{SERVER}let server.Ids = server.select(\"{selector}\")");
        assert_eq!(one(&body).code, "E0475", "{selector}");
    }
    let python = "let made = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\"\n\
                  let made.Ids = made.select(\"$.Payload.x[\")";
    assert_eq!(one(python).code, "E0475");
}

#[test]
fn a_selector_that_the_model_refutes_can_be_meant() {
    let body = format!("{SERVER}let server.Ids = server.select(raw(\"$.Payload.Ids\"))");
    assert_eq!(outputs(&body, 0), json!([output("Ids", "$.Payload.Ids", "String")]));
    clean(
        "let made = aws.logs.CreateLogGroup(logGroupName: \"example\")\n\
         let made.All = made.select(\"$\") as Map",
    );
}

#[test]
fn a_parameter_may_be_called_like_a_namespace() {
    clean(
        "param action: String\nparam aws: String\nlet found = aws.ec2.DescribeVpcs(NextToken: aws)\n\
         action.sleep(Duration: action)",
    );
}

#[test]
fn scripts_functions_runs_and_calls_have_named_outputs() {
    let body = "let counted = python \"\"\"\n\
                def main(events, context):\n    return {\"words\": 3}\n\"\"\"\n\
                let counted.Words = counted.words as Int\n\
                let counted.Whole = counted as Map\n\
                let counted.Raw = counted.select(\"$.Payload..words\") as List<String>\n\
                let asked = invoke \"audit\"()\n\
                let asked.Status = asked.Payload.status as String\n\
                let asked.All = asked.Payload as Map\n\
                let done = run \"AWS-RunPatchBaseline\"(Operation: \"Scan\") on [\"i-0123456789abcdef0\"]\n\
                let done.Text = done.Output\n\
                let kept = action.executeScript(Runtime: \"PowerShell 7.4\", Script: \"1\")\n\
                let kept.Number = kept.Payload.n as Int\n\
                output counted.Words\n";
    let document = built(body);
    let outputs = |step: usize| document["mainSteps"][step]["outputs"].clone();
    assert_eq!(
        outputs(0),
        json!([
            output("Words", "$.Payload.words", "Integer"),
            output("Whole", "$.Payload", "StringMap"),
            output("Raw", "$.Payload..words", "StringList"),
        ])
    );
    assert_eq!(
        outputs(1),
        json!([output("Status", "$.status", "String"), output("All", "$", "StringMap")])
    );
    assert_eq!(outputs(2), json!([output("Text", "$.Output", "String")]));
    assert_eq!(outputs(3), json!([output("Number", "$.Payload.n", "Integer")]));
}

#[test]
fn a_number_inside_text_is_declared_as_text_too() {
    let body = "let counted = python \"\"\"\n\
                def main(events, context):\n    return {\"words\": 3}\n\"\"\"\n\
                let counted.Words = counted.select(\"$.Payload.words\") as Int\n\
                aws.sns.Publish(Message: \"${counted.Words} words\", TopicArn: \"arn:aws:sns:us-east-1:111122223333:t\")";
    let document = built(body);
    assert_eq!(document["mainSteps"][1]["inputs"]["Message"], "{{ counted.WordsText }} words");
    assert_eq!(
        document["mainSteps"][0]["outputs"],
        json!([
            output("Words", "$.Payload.words", "Integer"),
            output("WordsText", "$.Payload.words", "String"),
        ])
    );
}

#[test]
fn what_is_inside_of_a_named_output_is_computed() {
    let body = "let counted = python \"\"\"\n\
                def main(events, context):\n    return {}\n\"\"\"\n\
                let counted.Tags = counted.tags as Map\n\
                aws.sns.Publish(Message: counted.Tags.Name as String, TopicArn: \"arn:aws:sns:us-east-1:111122223333:t\")";
    let document = built(body);
    assert_eq!(
        document["mainSteps"][1]["inputs"]["InputPayload"]["counted_Tags"],
        "{{ counted.Tags }}"
    );
}

#[test]
fn what_a_named_output_reads_must_have_run() {
    let body = "param Flag: Bool\nif Flag {\nlet server = aws.ec2.DescribeVpcs()\n\
                let server.Id = server.Vpcs[0].VpcId\n}\n\
                aws.ec2.DeleteVpc(VpcId: server.Id)";
    assert_eq!(one(body).code, "E0512");
}

#[test]
fn a_named_output_needs_a_step_that_has_outputs() {
    let found = one("param Names: List<String>\nlet Names.First = Names[0]\nsleep 1s");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0547", "Names"));
    let found = one(
        "let kept = action.branch(Choices: [{ NextStep: end, Variable: global.REGION, StringEquals: \"x\" }], Default: end)\n\
         let kept.Way = kept.NextStep\nstep end: sleep 1s",
    );
    assert_eq!(found.code, "E0547");
    let found = one("let serve.Id = serve.Vpcs[0].VpcId\nsleep 1s");
    assert_eq!(found.code, "E0210");
}

#[test]
fn a_named_output_is_a_path_of_its_own_step() {
    let found = one(&format!(
        "{SERVER}let other = aws.ec2.DescribeVpcs()\nlet server.Id = other.Vpcs[0].VpcId"
    ));
    assert_eq!(found.code, "E0548");
    let found = one(&format!("{SERVER}let server.Id = \"x\""));
    assert_eq!(found.code, "E0548");
    let found = one(&format!(
        "{SERVER}let server.Id = server.Reservations[0].ReservationId\nlet server.Again = server.Id"
    ));
    assert_eq!(found.code, "E0548");
}

#[test]
fn names_that_an_action_keeps_are_refused() {
    let found =
        one("let asked = invoke \"audit\"()\nlet asked.StatusCode = asked.Payload.code as String");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0660", "StatusCode"));
    let long = "x".repeat(51);
    let found = one(&format!("{SERVER}let server.{long} = server.Reservations[0].ReservationId"));
    assert_eq!(found.code, "E0527");
}

#[test]
fn a_named_output_takes_no_clauses() {
    let body = format!("{SERVER}let server.Id = server.Reservations[0].ReservationId timeout 5m");
    assert_eq!(one(&body).code, "E0421");
    let body = format!("{SERVER}step x: let server.Id = server.Reservations[0].ReservationId");
    assert_eq!(one(&body).code, "E0421");
}

#[test]
fn every_type_of_output_can_be_said() {
    clean(
        "let x = python \"\"\"\ndef main(events, context):\n    return {}\n\"\"\"\n\
         let x.A = x.a as String\nlet x.B = x.b as Int\nlet x.C = x.c as Bool\n\
         let x.D = x.d as List<String>\nlet x.E = x.e as Map\nlet x.F = x.f as List<Map>\n\
         let x.`with blank` = x.g as String\nlet x.output = x.h as String\n",
    );
}

#[test]
fn a_selector_is_never_of_some_types() {
    let typed = |path: &str, ty: &str| {
        format!(
            "{SERVER}let server.It = server.select(\"$.Reservations[0].Instances[0]{path}\") as {ty}\noutput server.It"
        )
    };
    for (path, ty) in [
        (".AmiLaunchIndex", "Bool"),
        (".State", "Bool"),
        (".State.Name", "Bool"),
        (".Tags", "Bool"),
        (".EbsOptimized", "Int"),
        (".State.Name", "Int"),
        (".AmiLaunchIndex", "Map"),
        (".EbsOptimized", "List<Map>"),
    ] {
        codes(&typed(path, ty), &["E0479"]);
    }
    for (path, ty) in [
        (".EbsOptimized", "Bool"),
        (".ImageId", "Bool"),
        (".ImageId", "Int"),
        (".AmiLaunchIndex", "Int"),
        (".AmiLaunchIndex", "String"),
        (".Tags", "List<Map>"),
        (".State", "Map"),
        (".State", "String"),
        (".ImageId", "List<String>"),
    ] {
        clean(&typed(path, ty));
    }
}
