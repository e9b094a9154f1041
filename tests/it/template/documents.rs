//! Documents in templates: as a map and as a text, with functions in any place.

use super::{check_found, checked, linted};

/// A template with one document, whose resource has these properties.
fn template(properties: &str) -> String {
    let lines: String = properties.lines().map(|line| format!("      {line}\n")).collect();
    format!("Resources:\n  Acme:\n    Type: AWS::SSM::Document\n    Properties:\n{lines}")
}

/// A command whose only step has these inputs.
fn command(inputs: &str) -> String {
    template(&format!(
        "Content:\n  schemaVersion: \"2.2\"\n  parameters:\n    Name: {{ type: String }}\n  mainSteps:\n    - \
         name: say_it\n      action: aws:runShellScript\n      inputs:\n        {inputs}"
    ))
}

#[track_caller]
fn check_yaml(text: &str, expected: &[&str]) {
    check_found(&checked("template.yaml", text), expected);
}

#[track_caller]
fn check_lint(text: &str, expected: &[&str]) {
    check_found(&linted("template.yaml", text), expected);
}

const RUNBOOK: &str = "schemaVersion: \"0.3\"\nmainSteps:\n  - { name: rest, action: aws:sleeep, inputs: { Duration: PT1S } }";

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

#[test]
fn a_document_that_is_a_map_is_checked_in_its_place() {
    let content = indented(RUNBOOK);
    check_yaml(
        &template(&format!("DocumentType: Automation\nContent:\n{content}")),
        &["E0648 \"aws:sleeep\""],
    );
}

#[test]
fn a_document_that_is_a_block_of_text_is_checked_in_its_place() {
    for sign in ["|", "|-", "!Sub |"] {
        let content = indented(RUNBOOK);
        let properties =
            format!("DocumentType: Automation\nDocumentFormat: YAML\nContent: {sign}\n{content}");
        check_yaml(&template(&properties), &["E0648 \"aws:sleeep\""]);
    }
}

#[test]
fn a_document_that_is_a_text_with_escapes_is_checked_in_its_place() {
    let json = r#"{"Resources": {"Acme": {"Type": "AWS::SSM::Document", "Properties": {
      "DocumentType": "Automation",
      "Content": "{\n \"schemaVersion\": \"0.3\", \"mainSteps\": [{\"name\": \"rest\", \"action\": \"aws:sleeep\", \"inputs\": {\"Duration\": \"PT1S\"}}]}"
    }}}}"#;
    check_found(&checked("template.json", json), &[r#"E0648 "\\\"aws:sleeep\\\"""#]);
}

#[test]
fn the_long_form_of_a_function_is_one_too() {
    let json = r#"{"Resources": {"Acme": {"Type": "AWS::SSM::Document", "Properties": {
      "DocumentType": "Automation",
      "Content": {"schemaVersion": "0.3", "mainSteps": [
        {"name": "rest", "action": "aws:sleep", "inputs": {"Duration": {"Fn::Sub": "PT${Wait}M"}}},
        {"name": "more", "action": "aws:sleep", "inputs": {"Duration": {"Ref": "Wait"}, "Foo": "x"}}]}
    }}}}"#;
    check_found(&checked("template.json", json), &["E0649 \"\\\"x\\\"\""]);
}

#[test]
fn a_text_inside_of_a_function_is_checked_around_its_unknown_parts() {
    let content = "schemaVersion: \"0.3\"\nmainSteps:\n  - { name: rest, action: aws:sleep, inputs: { Duration: \"PT${Wait}M\", Foo: \"${Wait}\" } }";
    let properties = format!(
        "DocumentType: Automation\nDocumentFormat: YAML\nContent:\n  Fn::Sub: |\n{}",
        indented(&indented(content))
    );
    check_yaml(&template(&properties), &["E0402 \"Foo\""]);
    let plain = properties.replace("Foo: \"${Wait}\"", "Foo: \"${!Wait}\"");
    check_yaml(&template(&plain), &["E0649 \"\\\"${!Wait}\\\"\""]);
}

#[test]
fn nothing_is_said_of_what_is_unknown() {
    for value in [
        "!Ref Any",
        "!GetAtt Any.Arn",
        "!If [A, b, c]",
        "!Join [\"\", [a, !Ref B]]",
        "!Sub \"${A}\"",
        "{ \"Fn::ImportValue\": x }",
    ] {
        for inputs in [
            format!("runCommand: {value}"),
            format!("runCommand: [{value}, \"echo {{{{ Name }}}}\"]"),
            format!("{{ runCommand: [\"echo {{{{ Name }}}}\"], timeoutSeconds: {value} }}"),
            format!(
                "{{ runCommand: [\"echo {{{{ Name }}}}\"], workingDirectory: {value}, onFailure: {value}, finallyStep: {value} }}"
            ),
        ] {
            let found = checked("template.yaml", &command(&inputs));
            let found: Vec<_> = found.into_iter().filter(|one| one.code != "E0354").collect();
            check_found(&found, &[]);
        }
    }
}

#[test]
fn every_part_of_a_runbook_may_be_unknown() {
    let sound = "schemaVersion: \"0.3\"\nassumeRole: \"arn:aws:iam::111122223333:role/ops\"\nparameters:\n  Name:\n    type: String\n    default: abc\n    allowedPattern: \"^[a-z]+$\"\n    maxChars: 9\nmainSteps:\n  - name: choose\n    action: aws:branch\n    inputs:\n      Choices:\n        - Variable: \"{{ Name }}\"\n          StringEquals: abc\n          NextStep: stop\n      Default: rest\n  - name: stop\n    action: aws:executeAwsApi\n    timeoutSeconds: 60\n    onFailure: Continue\n    nextStep: rest\n    inputs:\n      Service: ec2\n      Api: StopInstances\n      InstanceIds: [\"i-0123456789abcdef0\"]\n    outputs:\n      - Name: State\n        Selector: $.StoppingInstances[0].CurrentState.Name\n        Type: String\n  - name: rest\n    action: aws:sleep\n    inputs:\n      Duration: PT1M\n    isEnd: true\noutputs:\n  - stop.State\n";
    let whole = |content: &str| {
        template(&format!("DocumentType: Automation\nContent:\n{}", indented(content)))
    };
    let is_error = |found: &[crate::support::Finding]| found.iter().any(|one| one.is_error);
    assert!(!is_error(&checked("template.yaml", &whole(sound))));
    for (number, line) in sound.lines().enumerate() {
        let Some((key, value)) = line.split_once(": ") else { continue };
        let (key, value) = (key.to_owned(), value.to_owned());
        for unknown in ["!Ref Any", "!Sub \"a${Any}\"", "!If [A, 1, 2]"] {
            let lines = sound.lines().enumerate().map(|(at, line)| match at == number {
                true => format!("{key}: {unknown}\n"),
                false => format!("{line}\n"),
            });
            let text = whole(&lines.collect::<String>());
            let found = checked("template.yaml", &text);
            assert!(!is_error(&found), "{value} as {unknown}: {found:#?}");
        }
    }
}

#[test]
fn a_property_without_a_value_is_not_there() {
    check_yaml(&command("{ runCommand: [\"echo {{ Name }}\"], Foo: !Ref \"AWS::NoValue\" }"), &[]);
}

#[test]
fn members_that_a_macro_adds_are_not_missed() {
    let text = template(
        "Content:\n  schemaVersion: \"2.2\"\n  parameters:\n    Name: { type: String }\n  mainSteps:\n    - name: \
         say_it\n      action: aws:runShellScript\n      inputs:\n        Fn::Transform: { Name: \"AWS::Include\" }\n        \
         timeoutSeconds: \"60\"",
    );
    let errors: Vec<_> =
        checked("template.yaml", &text).into_iter().filter(|one| one.is_error).collect();
    check_found(&errors, &[]);
}

#[test]
fn a_parameter_that_an_unknown_value_may_use_is_not_unused() {
    check_yaml(&command("runCommand: [\"true\"]"), &["E0354 \"Name\""]);
    check_yaml(&command("runCommand: [!Join [\" \", [echo, \"{{ Name }}\"]]]"), &[]);
}

#[test]
fn rules_look_at_documents_of_templates() {
    check_lint(
        &command("runCommand: [\"echo {{ Name }}\", !Ref Any]"),
        &["script-injection \"Name\""],
    );
    check_lint(
        &command(
            "# ordain: allow(script-injection): trusted\n        runCommand: [\"echo {{ Name }}\"]",
        ),
        &[],
    );
}

#[test]
fn comments_inside_of_a_text_allow() {
    let content = "schemaVersion: \"2.2\"\nparameters:\n  Name: { type: String }\nmainSteps:\n  - name: say_it\n    action: aws:runShellScript\n    inputs:\n      # ordain: allow(script-injection): trusted\n      runCommand: [\"echo {{ Name }}\"]\n";
    let properties = format!("DocumentFormat: YAML\nContent: |\n{}", indented(content));
    check_lint(&template(&properties), &[]);
}

#[test]
fn a_template_without_documents_has_no_finding() {
    check_yaml(
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  Topic: { Type: AWS::SNS::Topic }\n",
        &[],
    );
    check_yaml("a: 1\nb: [c]\n", &[]);
}

#[test]
fn other_types_of_documents_are_not_read() {
    check_yaml(
        &template(
            "DocumentType: ChangeCalendar\nDocumentFormat: TEXT\nContent: \"BEGIN:VCALENDAR\"",
        ),
        &[],
    );
    check_yaml(
        &template(
            "DocumentType: Package\nContent: { schemaVersion: \"2.0\", packages: {}, files: {} }",
        ),
        &[],
    );
    check_yaml(&template("Content: !Ref Body"), &[]);
}

#[test]
fn two_documents_of_one_template_are_checked_apart() {
    let one = command("runCommand: [\"echo {{ Name }}\"]");
    let two = one
        .replace("Resources:\n", "")
        .replace("Acme:", "acme:")
        .replace("runCommand", "runComand");
    check_yaml(
        &format!("{one}{two}"),
        &["E0650 \"runComand: [\\\"echo {{ Name }}\\\"]\"", "E0666 \"[\\\"echo {{ Name }}\\\"]\""],
    );
}

#[test]
fn plain_texts_that_are_joined_are_the_text() {
    let joined = |second: &str| {
        format!(
            "Resources:\n  Doc:\n    Type: AWS::SSM::Document\n    Properties:\n      DocumentType: Command\n      Content:\n        schemaVersion: \"2.2\"\n        mainSteps:\n          - {{ name: say_it, action: aws:runShellScript, inputs: {{ runCommand: [!Join [\"\", [\"echo \", {second}]]] }} }}\n"
        )
    };
    check_found(&checked("template.yaml", &joined("\"a\"")), &[]);
    check_found(
        &checked("template.yaml", &joined("\"{{ Nobody }}\"")),
        &["E0665 \"!Join [\\\"\\\", [\\\"echo \\\", \\\"{{ Nobody }}\\\"]]\""],
    );
    check_found(&checked("template.yaml", &joined("!Ref Any")), &[]);
}

const SESSION: &str = "Resources:
  Shell:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Session
      Content:
        schemaVersion: \"1.0\"
        sessionType: Standard_Stream
        inputs:
          s3BucketName: !Ref Bucket
          s3EncryptionEnabled: !Ref Encrypted
          kmsKeyId: !Sub \"${Key}\"
          shellProfile: { linux: !Sub \"cd ${Folder}\" }
";

#[test]
fn sessions_of_templates_are_checked() {
    check_found(&checked("template.yaml", SESSION), &[]);
    let without = SESSION.replace("          s3BucketName: !Ref Bucket\n", "");
    check_found(&checked("template.yaml", &without), &["E0627 \"Standard_Stream\""]);
    let wrong = SESSION.replace("cd ${Folder}", "cd {{ Nobody }}");
    assert!(checked("template.yaml", &wrong).iter().any(|one| one.code == "E0625"));
}
