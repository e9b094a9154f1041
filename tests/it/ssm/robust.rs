//! Whatever stands in a document, the checks give findings and never panic.

use ordain::ssm::reference::references;
use ordain::ssm::{Kind, Origins, check_size, schedule, validate};
use ordain::text::FileSpan;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use serde_json::{Value, json};

/// Documents that reach most of the checks.
fn samples() -> Vec<(Kind, Value)> {
    let condition = json!({ "Variable": "{{ Text }}", "StringEquals": "a" });
    let runbook = json!({
        "schemaVersion": "0.3", "assumeRole": "{{ Role }}",
        "parameters": { "Text": { "type": "String", "default": "a", "allowedValues": ["a"] } },
        "variables": { "Seen": { "type": "MapList", "default": [] } },
        "mainSteps": [
            { "name": "each", "action": "aws:loop", "onFailure": "step:last", "inputs": {
                "LoopCondition": { "And": [condition, { "Not": condition }] }, "MaxIterations": 3,
                "Steps": [{ "name": "inner", "action": "aws:updateVariable", "isEnd": true,
                    "inputs": { "Name": "variable:Seen", "Value": ["{{ last.Id }}"] } }]
            } },
            { "name": "choose", "action": "aws:branch", "inputs": {
                "Choices": [{ "NextStep": "last", "Or": [condition, condition] }], "Default": "last"
            } },
            { "name": "last", "action": "aws:executeScript", "onCancel": "step:each", "inputs": {
                "Runtime": "python3.12", "Handler": "f", "Script": "{{ Text }}", "Attachment": "a.zip"
            }, "outputs": [{ "Name": "Id", "Selector": "$.Payload", "Type": "String" }] }
        ],
        "outputs": ["last.Id"],
        "files": { "a.zip": { "checksums": { "sha256": "0" } } }
    });
    let command = json!({
        "schemaVersion": "2.2", "parameters": { "Name": { "type": "String" } },
        "mainSteps": [{ "name": "get", "action": "aws:downloadContent",
            "precondition": { "StringEquals": ["platformType", "Linux"] },
            "inputs": { "sourceType": "S3", "sourceInfo": { "path": "{{ Name }}" } } }]
    });
    let association = json!({
        "Name": "A-B", "Targets": [{ "Key": "tag:A", "Values": ["*"] }],
        "ScheduleExpression": "cron(0 2 ? * SUN *)", "ScheduleOffset": 1,
        "ApplyOnlyAtCronInterval": true
    });
    let window = json!({
        "window": { "Name": "sunday", "Schedule": "rate(7 days)", "Duration": 3, "Cutoff": 1,
            "AllowUnassociatedTargets": true },
        "targets": [{ "WindowId": "${w#WindowId}", "ResourceType": "INSTANCE",
            "Targets": [{ "Key": "tag:A", "Values": ["b"] }] }],
        "tasks": [{ "WindowId": "${w#WindowId}", "TaskArn": "A-B", "TaskType": "LAMBDA",
            "TaskInvocationParameters": { "Lambda": {} } }]
    });
    vec![
        (Kind::Automation, runbook),
        (Kind::Command, command),
        (Kind::CreateAssociation, association),
        (Kind::MaintenanceWindow, window),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        ".{0,20}".prop_map(Value::from),
        "\\{\\{ ?[a-zA-Z:./~]{0,12} ?\\}\\}".prop_map(Value::from),
        "(cron|rate|at)\\([0-9*?/#L ,-]{0,20}\\)?".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((".{0,8}", inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Puts a value in place of the part that is reached after `turns` turns.
fn replace(document: &mut Value, turns: &[usize], value: Value) {
    let mut here = document;
    for turn in turns {
        let count = match &*here {
            Value::Array(items) => items.len(),
            Value::Object(members) => members.len(),
            _ => 0,
        };
        if count == 0 {
            break;
        }
        here = match here {
            Value::Array(items) => &mut items[turn % count],
            Value::Object(members) => members.values_mut().nth(turn % count).expect("a member"),
            _ => unreachable!("only lists and maps have parts"),
        };
    }
    *here = value;
}

proptest! {
    // Each case runs every check over every sample.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_part_of_a_document_may_be_anything(
        turns in prop::collection::vec(any::<usize>(), 0..8),
        value in any_value(),
    ) {
        for (_, mut document) in samples() {
            replace(&mut document, &turns, value.clone());
            for kind in Kind::ALL {
                validate(kind, &document, &Origins::new(), FileSpan::default());
            }
            check_size(&"x".repeat(70_000), &document, &Origins::new(), FileSpan::default());
        }
    }

}

proptest! {
    #[test]
    fn any_text_may_be_searched_for_references(text in "[{} a.:é\n]{0,40}") {
        references(&text).count();
    }

    #[test]
    fn any_text_may_be_read_as_a_schedule(text in ".{0,40}") {
        let _ = schedule::parse(&text);
    }
}

#[test]
fn the_samples_are_nearly_right() {
    for (kind, document) in samples() {
        let found = validate(kind, &document, &Origins::new(), FileSpan::default());
        assert!(found.len() <= 6, "{}: {found:#?}", kind.as_str());
    }
}
