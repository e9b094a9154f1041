//! Documents that a runbook runs, and functions that it invokes.

use serde_json::json;

use crate::support::{build_json, check_clean, check_codes, check_one};

use super::{codes, inputs, one};

#[test]
fn a_command_runs_on_ids_or_on_a_group() {
    let ids = "param Ids: List<aws.ec2.InstanceId>\nrun \"AWS-RunShellScript\"(commands: [\"uptime\"]) on Ids";
    assert_eq!(inputs(ids)["InstanceIds"], "{{ Ids }}");
    let source = "group web = tag(\"Role\", \"web\", \"db\") & tag(\"Env\", \"prod\")\nrunbook example {\nrun \"AWS-RunShellScript\"(commands: [\"uptime\"]) on web\n}\n";
    let document = build_json(source, "documents/example");
    let wanted = json!([
        { "Key": "tag:Role", "Values": ["web", "db"] },
        { "Key": "tag:Env", "Values": ["prod"] },
    ]);
    assert_eq!(document["mainSteps"][0]["inputs"]["Targets"], wanted);
}

#[test]
fn a_command_says_where_it_runs() {
    let found = one("run \"AWS-RunShellScript\"(commands: [\"uptime\"])");
    assert_eq!(
        (found.code.as_str(), found.underlined.as_str()),
        ("E0413", "\"AWS-RunShellScript\"")
    );
    let found = one(
        "param Id: aws.ec2.InstanceId\nrun \"AWS-RunShellScript\"(commands: [\"uptime\"]) on Id",
    );
    assert_eq!(found.fix.as_deref(), Some("[Id]"));
}

#[test]
fn known_ids_must_be_ids_and_not_too_many() {
    codes("run \"AWS-RunShellScript\"(commands: [\"uptime\"]) on [\"web\"]", &["E0305"]);
    let ids = "\"i-0a1b2c3d4e5f60718\", ".repeat(51);
    codes(&format!("run \"AWS-RunShellScript\"(commands: [\"uptime\"]) on [{ids}]"), &["E0405"]);
}

#[test]
fn arguments_are_those_of_the_document() {
    codes(
        "param Id: aws.ec2.InstanceId\nrun \"AWS-RunPatchBaseline\"(Operation: \"Instal\") on [Id]",
        &["E0302"],
    );
    codes("param Id: aws.ec2.InstanceId\nrun \"AWS-RunPatchBaseline\"() on [Id]", &["E0340"]);
}

#[test]
fn run_is_for_commands_and_call_for_runbooks() {
    let found = one("call \"AWS-RunShellScript\"(commands: [\"uptime\"])");
    assert_eq!(found.code, "E0412");
    assert_eq!(found.help.as_deref(), Some("write `run`"));
    let source = "runbook other { sleep 1m }\nrunbook example { other() }\n";
    assert_eq!(check_one(source).help.as_deref(), Some("write `call other(…)`"));
}

const OTHER: &str = "runbook other {\nparam Name: String\nlet made = aws.s3.CreateBucket(Bucket: Name)\noutput Place = made.Location as String\n}\n";

#[test]
fn the_outputs_of_a_called_runbook_are_read_by_name() {
    let call = "let done = call other(Name: \"a\")\n";
    check_clean(&format!(
        "{OTHER}runbook example {{\n{call}aws.s3.DeleteBucket(Bucket: done.Place)\n}}\n"
    ));
    let wrong =
        format!("{OTHER}runbook example {{\n{call}aws.s3.DeleteBucket(Bucket: done.Plac)\n}}\n");
    assert_eq!(check_one(&wrong).help.as_deref(), Some("write `Place`"));
}

#[test]
fn a_runbook_is_called_for_each_resource() {
    let source = format!(
        "{OTHER}runbook example {{\ncall other() on each Name in tag(\"Team\", \"ops\")\n}}\n"
    );
    let document = build_json(&source, "documents/example");
    let found = &document["mainSteps"][0]["inputs"];
    assert_eq!(found["TargetParameterName"], "Name");
    assert_eq!(found["Targets"], json!([{ "Key": "tag:Team", "Values": ["ops"] }]));
    check_codes(&source.replace("each Name", "each Nme"), &["E0402"]);
}

#[test]
fn a_function_gets_its_arguments_as_payload() {
    let body = "param Id: String\ninvoke \"arn:aws:lambda:us-east-1:111122223333:function:clean_up:live\"(id: Id, limit: 3) with { LogType: \"Tail\" }";
    let wanted = json!({
        "FunctionName": "arn:aws:lambda:us-east-1:111122223333:function:clean_up:live",
        "LogType": "Tail",
        "InputPayload": { "id": "{{ Id }}", "limit": 3 },
    });
    assert_eq!(inputs(body), wanted);
    assert_eq!(super::steps(body), ["cleanUp aws:invokeLambdaFunction"]);
}

#[test]
fn a_document_whose_name_only_the_run_knows_takes_any_arguments() {
    let body = "param Name: String\nparam Id: aws.ec2.InstanceId\nrun Name(level: 3) on [Id]";
    assert_eq!(inputs(body)["DocumentName"], "{{ Name }}");
}
