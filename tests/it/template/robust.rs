//! Bad input: whatever a template holds, reading ends, and says something.

use proptest::prelude::{Strategy, prop, proptest};
use proptest::prop_assert;

use super::{checked, linted};

const TEMPLATE: &str = "AWSTemplateFormatVersion: \"2010-09-09\"
Resources:
  Doc:
    Type: AWS::SSM::Document
    Properties:
      DocumentFormat: YAML
      Content: !Sub |
        schemaVersion: \"2.2\"
        parameters:
          Name: { type: String, default: \"${Name}\" }
        mainSteps:
          - { name: say_it, action: aws:runShellScript, inputs: { runCommand: [\"echo {{ Name }} ${!HOME}\"] } }
  Assoc:
    Type: AWS::SSM::Association
    Properties:
      Name: !Ref Doc
      Parameters: { Name: [!If [A, b, c]] }
      Targets: [{ Key: \"tag:Env\", Values: [prod] }]
      ScheduleExpression: !Join [\"\", [\"rate(\", !Ref Hours, \" hours)\"]]
  Sunday:
    Type: AWS::SSM::MaintenanceWindow
    Properties: { Name: Sunday, Schedule: \"cron(0 2 ? * SUN *)\", Duration: 3, Cutoff: 1, AllowUnassociatedTargets: false }
  Scan:
    Type: AWS::SSM::MaintenanceWindowTask
    Properties:
      WindowId: !Ref Sunday
      TaskArn: !Ref Doc
      TaskType: RUN_COMMAND
      Priority: 1
      Targets: [{ Key: InstanceIds, Values: [!Ref Node] }]
      TaskInvocationParameters: { MaintenanceWindowRunCommandParameters: { Parameters: { Name: [a] } } }
  Base:
    Type: AWS::SSM::PatchBaseline
    Properties: { Name: Base, ApprovalRules: { PatchRules: [{ ApproveAfterDays: 7 }] } }
";

#[test]
fn a_template_may_end_anywhere() {
    for (at, _) in TEMPLATE.char_indices().filter(|(at, _)| at % 7 == 0) {
        checked("template.yaml", &TEMPLATE[..at]);
    }
}

#[test]
fn a_template_of_a_thousand_resources_is_read() {
    let document = |number: usize| {
        format!(
            "  Doc{number}:\n    Type: AWS::SSM::Document\n    Properties:\n      DocumentType: Automation\n      Content: {{ schemaVersion: \"0.3\", mainSteps: [{{ name: rest, action: aws:sleeep, inputs: {{ Duration: PT1S }} }}] }}\n"
        )
    };
    let text: String = (0..1_000).map(document).collect();
    let found = checked("template.yaml", &format!("Resources:\n{text}"));
    assert_eq!(found.iter().filter(|one| one.code == "E0648").count(), 1_000);
}

#[test]
fn functions_in_functions_have_an_end() {
    for depth in [20, 100, 200, 5_000] {
        let value = format!("{}a{}", "{\"Fn::Sub\": [".repeat(depth), "]}".repeat(depth));
        let text = format!(
            "{{\"Resources\": {{\"Doc\": {{\"Type\": \"AWS::SSM::Document\", \"Properties\": {{\"Content\": {value}}}}}}}}}"
        );
        assert!(!checked("template.json", &text).is_empty());
    }
}

#[test]
fn aliases_that_repeat_each_other_have_an_end() {
    let mut text = "Resources:\n  Doc:\n    Type: AWS::SSM::Document\n    Properties:\n      Content:\n        a0: &a0 [!Ref X, !Ref Y]\n".to_owned();
    for number in 1..30 {
        let before = number - 1;
        text.push_str(&format!(
            "        a{number}: &a{number} [*a{before}, *a{before}, *a{before}]\n"
        ));
    }
    assert!(checked("template.yaml", &text).iter().any(|one| one.is_error));
}

#[test]
fn a_document_in_a_document_in_a_document_is_a_text() {
    let mut content = "a: b".to_owned();
    for _ in 0..12 {
        content = format!("{content:?}");
    }
    checked(
        "template.yaml",
        &format!(
            "Resources:\n  Doc:\n    Type: AWS::SSM::Document\n    Properties: {{ DocumentFormat: YAML, Content: {content} }}\n"
        ),
    );
}

fn piece() -> impl Strategy<Value = &'static str> {
    let pieces = [
        "!Ref Doc",
        "!Sub \"${A}\"",
        "!If [A, b, !Ref \"AWS::NoValue\"]",
        "\"{{ Name }}\"",
        "[]",
        "{}",
        "null",
        "1",
        "*",
        "[{ Key: a, Values: b }]",
        "{ \"Fn::Transform\": x, a: b }",
        "|\n        a: ${b",
        "\"\"",
        "~",
        "!GetAtt [a]",
        "!Sub [1]",
    ];
    prop::sample::select(pieces.to_vec())
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 96, ..Default::default() })]

    #[test]
    fn any_value_in_any_place_is_read(line in 0_usize..40, value in piece()) {
        let lines: Vec<String> = TEMPLATE
            .lines()
            .enumerate()
            .map(|(number, text)| match text.split_once(": ") {
                Some((key, _)) if number == line => format!("{key}: {value}"),
                _ => text.to_owned(),
            })
            .collect();
        let text = lines.join("\n");
        for one in linted("template.yaml", &text) {
            prop_assert!(!one.message.contains("template_unknown"), "{}", one.message);
        }
    }
}
