//! Associations and maintenance windows in templates: properties, rules between them, and the
//! documents that they run.

use super::{check_found, checked, linted};

const DOCUMENT: &str = "Resources:
  Doc:
    Type: AWS::SSM::Document
    Properties:
      Content:
        schemaVersion: \"2.2\"
        parameters:
          Level: { type: String, allowedValues: [low, high] }
          Hosts: { type: StringList, allowedPattern: \"^[a-z]+$\", default: [here] }
        mainSteps:
          # ordain: allow(script-injection): the names of hosts have letters alone
          - { name: say_it, action: aws:runShellScript, inputs: { runCommand: [\"echo {{ Level }} {{ Hosts }}\"] } }
";

/// A template with a document and an association with these properties.
fn association(properties: &str) -> String {
    let lines: String = properties.lines().map(|line| format!("      {line}\n")).collect();
    format!("{DOCUMENT}  Assoc:\n    Type: AWS::SSM::Association\n    Properties:\n{lines}")
}

const SOUND: &str = "Name: !Ref Doc
Parameters: { Level: [low], Hosts: [a, b] }
Targets: [{ Key: \"tag:Env\", Values: [prod] }]
ScheduleExpression: cron(0 2 ? * SUN *)
MaxConcurrency: 10%
MaxErrors: \"1\"";

#[track_caller]
fn check_association(from: &str, to: &str, expected: &[&str]) {
    assert!(SOUND.contains(from), "{from}");
    check_found(&checked("template.yaml", &association(&SOUND.replace(from, to))), expected);
}

#[test]
fn a_sound_association_has_no_finding() {
    check_found(&linted("template.yaml", &association(SOUND)), &[]);
}

#[test]
fn arguments_are_those_of_the_template_s_own_document() {
    for name in [
        "!Ref Doc",
        "!GetAtt Doc.Name",
        "!Sub \"${Doc}\"",
        "{ Ref: Doc }",
        "{ \"Fn::GetAtt\": [Doc, Name] }",
    ] {
        let text = SOUND.replace("!Ref Doc", name).replace("[low]", "[medium]");
        check_found(&checked("template.yaml", &association(&text)), &["E0302 \"medium\""]);
    }
    check_association("Level: [low], ", "", &["E0340 \"{ Hosts: [a, b] }\""]);
    check_association("Hosts", "Host", &["E0341 \"Host\""]);
}

#[test]
fn arguments_of_documents_of_aws_are_checked() {
    check_association(
        "Name: !Ref Doc\nParameters: { Level: [low], Hosts: [a, b] }",
        "Name: AWS-RunPatchBaseline\nParameters: { Operation: [Scann] }",
        &["E0302 \"Scann\""],
    );
    check_association(
        "Name: !Ref Doc\nParameters: { Level: [low], Hosts: [a, b] }",
        "Name: AWS-RunPatchBaselin",
        &["E0217 \"AWS-RunPatchBaselin\""],
    );
}

#[test]
fn a_document_from_elsewhere_takes_anything() {
    for name in [
        "!ImportValue Doc",
        "Corp-Doc",
        "!Ref Name",
        "\"arn:aws:ssm:eu-west-1:111122223333:document/Corp-Doc\"",
    ] {
        check_association("!Ref Doc", name, &[]);
    }
}

#[test]
fn an_unknown_argument_is_given() {
    check_association("[low]", "[!Ref Level]", &[]);
    check_association("[low]", "!Ref Level", &[]);
    check_association("{ Level: [low], Hosts: [a, b] }", "!Ref Arguments", &[]);
}

#[test]
fn every_property_may_be_unknown() {
    for line in SOUND.lines() {
        let (key, _) = line.split_once(':').unwrap();
        for value in ["!Ref Any", "!If [A, b, c]", "!Sub \"${A}b\""] {
            let text = SOUND.replace(line, &format!("{key}: {value}"));
            let found = linted("template.yaml", &association(&text));
            check_found(&found, &[]);
        }
    }
}

#[test]
fn schedules_are_those_of_associations() {
    for bad in ["rate(10 minutes)", "cron(0 2 ? * SUN)", "rate(1 foo)", "every day"] {
        check_association("cron(0 2 ? * SUN *)", bad, &[&format!("E0664 {bad:?}")]);
    }
    check_association("cron(0 2 ? * SUN *)", "rate(30 minutes)", &[]);
    check_association(
        "cron(0 2 ? * SUN *)",
        "rate(30 minutes)\nApplyOnlyAtCronInterval: true",
        &["E0611 \"ApplyOnlyAtCronInterval\""],
    );
    check_association(
        "cron(0 2 ? * SUN *)",
        "cron(0 2 ? * SUN *)\nApplyOnlyAtCronInterval: \"true\"\nScheduleOffset: \"9\"",
        &["E0610 \"\\\"9\\\"\""],
    );
}

#[test]
fn shares_and_choices_are_those_of_the_service() {
    check_association("MaxErrors: \"1\"", "MaxErrors: 300%", &["E0610 \"300%\""]);
    check_association("MaxErrors: \"1\"", "MaxErrors: 5", &[]);
    check_association("10%", "many", &["E0301 \"many\""]);
    check_association(
        "MaxErrors: \"1\"",
        "MaxErrors: \"1\"\nComplianceSeverity: BIG",
        &["E0302 \"BIG\""],
    );
}

#[test]
fn targets_are_those_of_the_service() {
    check_association(
        "[{ Key: \"tag:Env\", Values: [prod] }]",
        "[{ Key: InstanceIds, Values: [i-12] }]",
        &["E0305 \"i-12\""],
    );
    check_association(
        "[{ Key: \"tag:Env\", Values: [prod] }]",
        "[{ Key: InstanceIds, Values: [!Ref Node] }, { Key: \"tag:Env\", Value: x }]",
        &["E0671 \"{ Key: \\\"tag:Env\\\", Value: x }\"", "E0670 \"Value\""],
    );
    check_association(
        "Targets: [{ Key: \"tag:Env\", Values: [prod] }]",
        "AutomationTargetParameterName: Host\nTargets: [{ Key: ParameterValues, Values: [a] }]",
        &["E0614 \"Host\"", "E0614 \"{ Key: ParameterValues, Values: [a] }\""],
    );
    check_association(
        "Targets: [{ Key: \"tag:Env\", Values: [prod] }]\n",
        "",
        &["E0609 \"Assoc\""],
    );
}

#[test]
fn findings_speak_of_properties() {
    let text = SOUND.replace("MaxConcurrency: 10%\n", "");
    let found = linted("template.yaml", &association(&text));
    check_found(&found, &["missing-concurrency \"Assoc\""]);
    let one = found.first().unwrap();
    assert_eq!(one.label, "no `MaxConcurrency`");
    assert!(one.help.as_deref().unwrap().contains("`MaxConcurrency: 10%`"), "{one:#?}");
}

#[test]
fn unknown_and_missing_properties_are_told() {
    check_association("MaxErrors", "MaxError", &["E0670 \"MaxError\""]);
    check_association("Name: !Ref Doc\n", "", &["E0671 \"Assoc\""]);
}

/// A template with a window, its targets and a task.
const WINDOW: &str = "Resources:
  Sunday:
    Type: AWS::SSM::MaintenanceWindow
    Properties:
      Name: Acme-Sunday
      Schedule: cron(0 2 ? * SUN *)
      ScheduleTimezone: Asia/Seoul
      Duration: 3
      Cutoff: 1
      AllowUnassociatedTargets: false
  Nodes:
    Type: AWS::SSM::MaintenanceWindowTarget
    Properties:
      WindowId: !Ref Sunday
      ResourceType: INSTANCE
      Targets: [{ Key: \"tag:Env\", Values: [prod] }]
  Scan:
    Type: AWS::SSM::MaintenanceWindowTask
    Properties:
      WindowId: !Ref Sunday
      TaskArn: AWS-RunPatchBaseline
      TaskType: RUN_COMMAND
      Priority: 1
      MaxConcurrency: 10%
      MaxErrors: \"1\"
      Targets: [{ Key: WindowTargetIds, Values: [!Ref Nodes] }]
      TaskInvocationParameters:
        MaintenanceWindowRunCommandParameters:
          Parameters: { Operation: [Scan] }
          TimeoutSeconds: 600
";

#[track_caller]
fn check_window(from: &str, to: &str, expected: &[&str]) {
    assert!(WINDOW.contains(from), "{from}");
    check_found(&checked("template.yaml", &WINDOW.replace(from, to)), expected);
}

#[test]
fn a_sound_window_has_no_finding() {
    check_found(&linted("template.yaml", WINDOW), &[]);
}

#[test]
fn every_property_of_a_window_may_be_unknown() {
    for line in WINDOW.lines().filter(|line| line.contains(": ") && !line.contains("Type: AWS")) {
        let (key, _) = line.split_once(": ").unwrap();
        for value in ["!Ref Any", "!If [A, b, c]", "!Sub \"${A}b\""] {
            let text = WINDOW.replace(line, &format!("{key}: {value}"));
            check_found(&linted("template.yaml", &text), &[]);
        }
    }
}

#[test]
fn the_members_of_a_window_are_those_of_the_service() {
    check_window("Cutoff: 1", "Cutoff: 3", &["E0622 \"3\""]);
    check_window("Duration: 3", "Duration: \"30\"", &["E0610 \"\\\"30\\\"\""]);
    check_window("Asia/Seoul", "Asia/Seol", &["E0604 \"Asia/Seol\""]);
    check_window("cron(0 2 ? * SUN *)", "cron(0 2 ? * SUN)", &["E0664 \"cron(0 2 ? * SUN)\""]);
    check_window("      Cutoff: 1\n", "", &["E0671 \"Sunday\""]);
}

#[test]
fn tasks_and_targets_are_those_of_the_service() {
    check_window("[Scan]", "[Scann]", &["E0302 \"Scann\""]);
    check_window("INSTANCE", "RESOURCE_GROUP", &["E0664 \"\\\"tag:Env\\\"\""]);
    check_window("      MaxConcurrency: 10%\n", "", &["E0621 \"Scan\""]);
    check_window(
        "      Targets: [{ Key: WindowTargetIds, Values: [!Ref Nodes] }]\n",
        "",
        &["E0609 \"AWS-RunPatchBaseline\"", "E0621 \"MaxConcurrency\"", "E0621 \"MaxErrors\""],
    );
    check_window("TimeoutSeconds: 600", "TimeoutSeconds: 6", &["E0610 \"6\""]);
    check_window("TimeoutSeconds", "Timeout", &["E0670 \"Timeout\""]);
    check_window(
        "        MaintenanceWindowRunCommandParameters:\n",
        "        MaintenanceWindowLambdaParameters: {}\n        MaintenanceWindowRunCommandParameters:\n",
        &["E0664 \"MaintenanceWindowLambdaParameters\""],
    );
}

#[test]
fn a_task_of_a_window_from_elsewhere_is_checked() {
    check_window("!Ref Sunday\n      TaskArn", "mw-0123456789abcdef0\n      TaskArn", &[]);
    let text = WINDOW.replace("!Ref Sunday\n      TaskArn", "!ImportValue x\n      TaskArn");
    check_found(
        &checked("template.yaml", &text.replace("[Scan]", "[Scann]")),
        &["E0302 \"Scann\""],
    );
}

#[test]
fn tasks_of_functions_and_state_machines_are_checked() {
    let task = "TaskArn: AWS-RunPatchBaseline\n      TaskType: RUN_COMMAND";
    let parameters = "MaintenanceWindowRunCommandParameters:\n          Parameters: { Operation: [Scan] }\n          TimeoutSeconds: 600";
    let lambda =
        WINDOW.replace(task, "TaskArn: !GetAtt Function.Arn\n      TaskType: LAMBDA").replace(
            parameters,
            "MaintenanceWindowLambdaParameters: { Payload: \"e30=\", Qualifier: \"1\" }",
        );
    check_found(&checked("template.yaml", &lambda), &[]);
    let wrong = lambda.replace("!GetAtt Function.Arn", "my-function");
    check_found(&checked("template.yaml", &wrong), &["E0305 \"my-function\""]);
}

/// Another way to say who is told of a task, and what it gets.
fn with_parameters(parameters: &str) -> String {
    WINDOW.replace("          TimeoutSeconds: 600\n", parameters)
}

#[test]
fn who_is_told_of_a_task_is_checked() {
    let sound = "          ServiceRoleArn: arn:aws:iam::123456789012:role/Notify
          NotificationConfig:
            NotificationArn: arn:aws:sns:eu-west-1:123456789012:Done
            NotificationEvents: [Failed]
            NotificationType: Command
";
    check_found(&checked("template.yaml", &with_parameters(sound)), &[]);
    check_found(
        &checked("template.yaml", &with_parameters(&sound.replace("Failed", "Fails"))),
        &["E0302 \"Fails\""],
    );
    let other = sound.replace("arn:aws:sns:eu-west-1:123456789012:Done", "!Ref Topic");
    check_found(&checked("template.yaml", &with_parameters(&other)), &[]);
    let short = "          NotificationConfig: { NotificationArn: !Ref Topic }\n";
    check_found(&checked("template.yaml", &with_parameters(short)), &[]);
}

#[test]
fn arguments_in_the_old_form_are_checked() {
    let old = |operation: &str| {
        WINDOW.replace(
            "      TaskInvocationParameters:
        MaintenanceWindowRunCommandParameters:
          Parameters: { Operation: [Scan] }
          TimeoutSeconds: 600
",
            &format!("      TaskParameters: {{ Operation: {{ Values: [{operation}] }} }}\n"),
        )
    };
    check_found(&checked("template.yaml", &old("Scan")), &[]);
    check_found(&checked("template.yaml", &old("!Ref Operation")), &[]);
    check_found(&checked("template.yaml", &old("Scans")), &["E0302 \"Scans\""]);
}

#[test]
fn a_wrong_type_of_a_task_hides_nothing_else_of_it() {
    let wrong = |text: &str| {
        let text = WINDOW.replace("TaskType: RUN_COMMAND", &format!("TaskType: {text}"));
        text.replace("[Scan]", "[Scann]").replace("10%", "200%")
    };
    for task_type in ["RUNCOMMAND", "run_command", "Run-Command", "COMMAND_RUN"] {
        check_found(
            &checked("template.yaml", &wrong(task_type)),
            &[&format!("E0676 {task_type:?}"), "E0610 \"200%\"", "E0302 \"Scann\""],
        );
    }
    // What is nowhere said is not looked at, and the limits are.
    let text = wrong("Any").replace(
        "MaintenanceWindowRunCommandParameters:\n          Parameters: { Operation: [Scann] }\n          TimeoutSeconds: 600",
        "{}",
    );
    check_found(&checked("template.yaml", &text), &["E0676 \"Any\"", "E0610 \"200%\""]);
}

#[test]
fn a_task_without_a_type_or_a_document_is_checked() {
    check_window("      TaskType: RUN_COMMAND\n", "", &["E0671 \"Scan\""]);
    let text = WINDOW.replace("      TaskType: RUN_COMMAND\n", "").replace("[Scan]", "[Scann]");
    check_found(&checked("template.yaml", &text), &["E0671 \"Scan\"", "E0302 \"Scann\""]);
    let text = WINDOW.replace("      TaskArn: AWS-RunPatchBaseline\n", "").replace("10%", "200%");
    check_found(&checked("template.yaml", &text), &["E0671 \"Scan\"", "E0610 \"200%\""]);
}

#[test]
fn a_task_and_its_targets_belong_to_a_window_from_elsewhere() {
    for window in ["!Ref WindowId", "!ImportValue Window", "mw-0123456789abcdef0"] {
        let text = WINDOW.replace("!Ref Sunday", window).replace("[Scan]", "[Scann]");
        let text = text.replace("tag:Env\", Values: [prod]", "InstanceIds\", Values: [i-1]");
        check_found(&checked("template.yaml", &text), &["E0305 \"i-1\"", "E0302 \"Scann\""]);
    }
}
