//! Forms that published documents have and that must not be refused.

use ordain::ssm::{AutomationDocument, Kind};
use serde_json::json;

use super::support::{check_clean, runbook, sleep};

#[test]
fn numbers_and_flags_may_be_strings() {
    let mut step = sleep("pause");
    step["timeoutSeconds"] = json!("600");
    step["isCritical"] = json!("false");
    step["isEnd"] = json!("true");
    let document = runbook(json!([step]));
    check_clean(Kind::Automation, &document);
    let typed: AutomationDocument = serde_json::from_value(document).unwrap();
    assert_eq!(typed.main_steps[0].timeout_seconds, Some(600));
    assert_eq!(typed.main_steps[0].is_end, Some(true));
}

#[test]
fn a_branch_may_have_a_next_step_beside_its_default() {
    check_clean(
        Kind::Automation,
        &json!({
            "schemaVersion": "0.3",
            "parameters": { "Text": { "type": "String", "default": "" } },
            "mainSteps": [
                { "name": "first", "action": "aws:branch", "nextStep": "second", "inputs": {
                    "Choices": [{ "NextStep": "second", "Variable": "{{ Text }}", "StringEquals": "a" }],
                    "Default": "second"
                } },
                sleep("second")
            ]
        }),
    );
}

#[test]
fn a_default_may_hold_a_reference() {
    check_clean(
        Kind::Automation,
        &json!({
            "schemaVersion": "0.3",
            "parameters": {
                "Ami": { "type": "String", "default": "{{ssm:/aws/service/ami}}" },
                "Name": { "type": "String", "default": "from_{{ Ami }}_on_{{ global:DATE_TIME }}" },
                "Nodes": { "type": "StringList", "default": "{{ssm:/acme/nodes}}" }
            },
            "mainSteps": [sleep("pause")]
        }),
    );
}

#[test]
fn empty_parameters_may_be_null() {
    check_clean(
        Kind::Command,
        &json!({
            "schemaVersion": "2.2", "parameters": null,
            "mainSteps": [{ "name": "a", "action": "aws:runShellScript", "inputs": { "runCommand": ["a"] } }]
        }),
    );
}

#[test]
fn a_map_of_a_command_may_be_json_text() {
    check_clean(
        Kind::Command,
        &json!({
            "schemaVersion": "2.2",
            "parameters": { "sourceInfo": { "type": "StringMap", "default": "{}" } },
            "mainSteps": [{ "name": "a", "action": "aws:downloadContent",
                "inputs": { "sourceType": "S3", "sourceInfo": "{{ sourceInfo }}" } }]
        }),
    );
}
