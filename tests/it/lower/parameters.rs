//! Parameters, variables and the head of the document.

use std::sync::Arc;

use ordain::hir::{Attachment, AwsType, Bounds, Expr, ExprKind, SystemValue, Ty, Value};
use serde_json::{Value as Json, json};

use super::builder::{api, at, document, parameter, runbook};

fn check_parameter(ty: Ty, wanted: Json) {
    let mut runbook = runbook(vec![api(1, "ec2.StopInstances", vec![])]);
    runbook.parameters.push(parameter("Subject", ty));
    assert_eq!(document(runbook)["parameters"]["Subject"], wanted);
}

fn optional(ty: Ty) -> Ty {
    Ty::Optional(Box::new(ty))
}

fn one_of(values: &[&str]) -> Ty {
    Ty::Enum(values.iter().map(|value| Value::string(*value)).collect())
}

#[test]
fn a_bounded_number_has_an_anchored_pattern() {
    let small = Ty::Int(Bounds { low: Some(1), high: Some(12) });
    check_parameter(small, json!({ "type": "Integer", "allowedPattern": "^([1-9]|1[0-2])$" }));
    check_parameter(Ty::int(), json!({ "type": "Integer" }));
}

#[test]
fn what_may_be_absent_has_an_empty_default_that_every_constraint_lets_pass() {
    let pattern = Ty::String { pattern: Some("^[a-z]+$".into()), length: Bounds::OPEN };
    check_parameter(
        optional(pattern),
        json!({ "type": "String", "default": "", "allowedPattern": "^$|^[a-z]+$" }),
    );
    check_parameter(
        optional(one_of(&["a", "b"])),
        json!({ "type": "String", "default": "", "allowedValues": ["a", "b", ""] }),
    );
    let long = Ty::String { pattern: None, length: Bounds { low: Some(2), high: Some(9) } };
    check_parameter(
        optional(long),
        json!({ "type": "String", "default": "", "allowedPattern": "^$|^[\\s\\S]{2,}$", "maxChars": 9 }),
    );
    check_parameter(
        optional(Ty::aws(AwsType::RoleArn)),
        json!({ "type": "AWS::IAM::Role::Arn", "default": "" }),
    );
    check_parameter(
        optional(Ty::list(Ty::string())),
        json!({ "type": "StringList", "default": [] }),
    );
    let some =
        Ty::List { element: Box::new(Ty::string()), items: Bounds { low: Some(1), high: Some(9) } };
    check_parameter(optional(some), json!({ "type": "StringList", "default": [], "maxItems": 9 }));
    check_parameter(optional(Ty::map(Ty::string())), json!({ "type": "StringMap", "default": {} }));
}

#[test]
fn lists_say_how_many_and_what_each_item_is() {
    let list = Ty::List {
        element: Box::new(one_of(&["a", "b"])),
        items: Bounds { low: Some(1), high: Some(50) },
    };
    check_parameter(
        list,
        json!({ "type": "StringList", "allowedPattern": "^(a|b)$", "minItems": 1, "maxItems": 50 }),
    );
    check_parameter(
        Ty::list(Ty::aws(AwsType::InstanceId)),
        json!({ "type": "List<AWS::EC2::Instance::Id>" }),
    );
    check_parameter(Ty::list(Ty::map(Ty::Json)), json!({ "type": "MapList" }));
}

#[test]
fn a_default_with_references_passes_its_own_pattern() {
    let mut runbook = runbook(vec![api(1, "ec2.StopInstances", vec![])]);
    let account = Expr::run(ExprKind::System(SystemValue::AccountId), Ty::string(), at());
    let ty = Ty::String { pattern: Some("^[0-9]{12}$".into()), length: Bounds::OPEN };
    let mut subject = parameter("Account", ty);
    subject.default = Some(account.clone());
    subject.description = Some("Whose account.".to_owned());
    subject.multiline = true;
    runbook.parameters.push(subject);
    let mut subject = parameter("Image", Ty::string());
    subject.default =
        Some(Expr::run(ExprKind::SsmParameter("/images/base".into()), Ty::string(), at()));
    runbook.parameters.push(subject);
    let document = document(runbook);
    assert_eq!(
        document["parameters"]["Account"],
        json!({
            "type": "String",
            "description": "Whose account.",
            "default": "{{ global:ACCOUNT_ID }}",
            "allowedPattern": r"^[0-9]{12}$|^\{\{ global:ACCOUNT_ID \}\}$",
            "displayType": "textarea",
        })
    );
    assert_eq!(document["parameters"]["Image"]["default"], "{{ssm:/images/base}}");
}

#[test]
fn the_head_holds_role_variables_and_files() {
    let mut runbook = runbook(vec![api(1, "ec2.StopInstances", vec![])]);
    runbook.header.description = Some("Stops it.".to_owned());
    runbook.attachments.push(Attachment {
        name: "tools.zip".into(),
        path: "tools.zip".into(),
        asked_by: at().file,
        sha256: Arc::from("ab".repeat(32)),
        size_bytes: 10,
        at: at(),
    });
    let document = document(runbook);
    let keys: Vec<&String> = document.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "schemaVersion",
            "description",
            "assumeRole",
            "parameters",
            "variables",
            "mainSteps",
            "files"
        ]
    );
    assert_eq!(document["schemaVersion"], "0.3");
    assert_eq!(document["assumeRole"], "{{ Role }}");
    assert_eq!(document["variables"]["total"], json!({ "type": "Integer", "default": 0 }));
    assert_eq!(document["files"]["tools.zip"]["checksums"]["sha256"], "ab".repeat(32));
}
