//! The serde types: members in the order in which documents show them.

use ordain::ssm::request::{
    CreateAssociationRequest, MaintenanceWindowFile, StartAutomationExecutionRequest, Target,
};
use ordain::ssm::{
    AutomationDocument, AutomationStep, CommandDocument, CommandStep, DataType, Kind, Locate,
    OnFailure, Origins, Parameter, ParameterType, Precondition, SessionDocument, StepOutput,
    check_document,
};
use ordain::text::FileSpan;
use serde_json::json;

use super::support::place;

#[test]
fn a_step_shows_its_members_in_the_usual_order() {
    let mut step = AutomationStep::new("pause", "aws:sleep");
    step.is_end = Some(true);
    step.outputs.push(StepOutput {
        name: "A".to_owned(),
        selector: "$.A".to_owned(),
        data_type: Some(DataType::String),
    });
    step.inputs.insert("Duration".to_owned(), json!("PT1M"));
    step.on_failure = Some(OnFailure::Step("other".to_owned()));
    step.timeout_seconds = Some(5);
    step.max_attempts = Some(2);
    step.description = Some("waits".to_owned());
    assert_eq!(
        serde_json::to_string(&step).unwrap(),
        r#"{"name":"pause","action":"aws:sleep","description":"waits","maxAttempts":2,"timeoutSeconds":5,"onFailure":"step:other","inputs":{"Duration":"PT1M"},"outputs":[{"Name":"A","Selector":"$.A","Type":"String"}],"isEnd":true}"#
    );
}

#[test]
fn a_document_is_read_back_as_it_was_written() {
    let document = json!({
        "schemaVersion": "0.3", "description": "d", "assumeRole": "{{ Role }}",
        "parameters": { "Role": { "type": "AWS::IAM::Role::Arn", "default": "" } },
        "variables": { "Seen": { "type": "StringList", "default": [] } },
        "mainSteps": [{ "name": "pause", "action": "aws:sleep", "onCancel": "Abort", "inputs": { "Duration": "PT1M" } }],
        "outputs": ["a.B"],
        "files": { "a.zip": { "checksums": { "sha256": "0" } } }
    });
    let typed: AutomationDocument = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(serde_json::to_string(&typed).unwrap(), document.to_string());
}

#[test]
fn a_typed_runbook_is_checked_as_its_json() {
    let mut document = AutomationDocument::default();
    document.main_steps.push(AutomationStep::new("pause", "aws:sleep"));
    let found = check_document(&document, &Origins::new(), FileSpan::default());
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["`inputs` of step \"pause\" has no `Duration` or `Timestamp`"]);
}

#[test]
fn an_empty_default_is_kept() {
    let mut parameter = Parameter::new(ParameterType::InstanceIdList);
    assert_eq!(json!(parameter), json!({ "type": "List<AWS::EC2::Instance::Id>" }));
    parameter.default = Some(json!([]));
    assert_eq!(json!(parameter), json!({ "type": "List<AWS::EC2::Instance::Id>", "default": [] }));
}

#[test]
fn every_type_of_parameter_is_read_by_its_name() {
    for kind in ParameterType::ALL {
        assert_eq!(ParameterType::parse(kind.as_str()), Some(kind));
        assert_eq!(json!(kind), json!(kind.as_str()));
        if let Some(pattern) = kind.pattern() {
            regex::Regex::new(pattern).unwrap();
        }
    }
}

#[test]
fn a_command_is_read_back_as_it_was_written() {
    let mut document = CommandDocument::default();
    let mut step = CommandStep::new("first", "aws:runShellScript");
    step.precondition = Some(Precondition::platform("Linux"));
    step.inputs.insert("runCommand".to_owned(), json!(["true"]));
    document.main_steps.push(step);
    let text = r#"{"schemaVersion":"2.2","mainSteps":[{"name":"first","action":"aws:runShellScript","precondition":{"StringEquals":["platformType","Linux"]},"inputs":{"runCommand":["true"]}}]}"#;
    assert_eq!(serde_json::to_string(&document).unwrap(), text);
    assert_eq!(serde_json::from_str::<CommandDocument>(text).unwrap(), document);
}

#[test]
fn a_session_writes_its_flags_always() {
    let document: SessionDocument = serde_json::from_value(json!({
        "schemaVersion": "1.0", "sessionType": "Standard_Stream",
        "inputs": { "idleSessionTimeout": "20" }
    }))
    .unwrap();
    let value = json!(document);
    assert_eq!(value["inputs"]["runAsEnabled"], json!(false));
    super::support::check_clean(Kind::Session, &value);
}

#[test]
fn requests_have_the_member_names_of_the_api() {
    let request = CreateAssociationRequest {
        name: "A-Doc".to_owned(),
        targets: vec![Target { key: "tag:A".to_owned(), values: vec!["b".to_owned()] }],
        apply_only_at_cron_interval: Some(true),
        ..CreateAssociationRequest::default()
    };
    assert_eq!(
        serde_json::to_string(&request).unwrap(),
        r#"{"Name":"A-Doc","Targets":[{"Key":"tag:A","Values":["b"]}],"ApplyOnlyAtCronInterval":true}"#
    );
    let request = StartAutomationExecutionRequest {
        document_name: "A-Doc".to_owned(),
        target_locations_url: Some("https://a".to_owned()),
        ..StartAutomationExecutionRequest::default()
    };
    assert_eq!(
        serde_json::to_string(&request).unwrap(),
        r#"{"DocumentName":"A-Doc","TargetLocationsURL":"https://a"}"#
    );
}

#[test]
fn a_window_is_one_file_of_three_requests() {
    let window = MaintenanceWindowFile {
        window: ordain::ssm::request::CreateMaintenanceWindowRequest {
            name: "sunday".to_owned(),
            schedule: "rate(7 days)".to_owned(),
            duration: 3,
            cutoff: 1,
            ..Default::default()
        },
        targets: Vec::new(),
        tasks: Vec::new(),
    };
    super::support::check_clean(Kind::MaintenanceWindow, &json!(window));
}

#[test]
fn an_origin_falls_back_to_the_part_around_it() {
    let mut origins = Origins::new();
    origins.insert("/mainSteps/1", place(5));
    assert_eq!(origins.find("/mainSteps/1/inputs/Api"), Some(place(5)));
    assert_eq!(origins.find("/mainSteps/10"), None);
    origins.insert("", place(1));
    assert_eq!(origins.find("/mainSteps/10"), Some(place(1)));
    let mut outer = Origins::new();
    outer.extend_below("/mainSteps/3/inputs", &origins);
    assert_eq!(outer.find("/mainSteps/3/inputs/mainSteps/1/x"), Some(place(5)));
}
