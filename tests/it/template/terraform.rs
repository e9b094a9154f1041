//! Files of Terraform: documents as heredocs and as objects, and what stands around them.

use proptest::prelude::proptest;

use super::{check_found, checked, linted};

const COMMAND: &str = "resource \"aws_ssm_document\" \"say\" {
  name          = \"Acme-Say\"
  document_type = \"Command\"
  content = jsonencode({
    schemaVersion = \"2.2\"
    parameters = {
      Level = { type = \"String\", allowedValues = [\"low\", \"high\"] }
    }
    mainSteps = [{
      name   = \"say_it\"
      action = \"aws:runShellScript\"
      inputs = { runCommand = [\"echo {{ Level }} ${var.text} $${HOME}\"], timeoutSeconds = var.seconds }
    }]
  })
}
";

/// A runbook as a heredoc with this mark.
fn heredoc(mark: &str, lines: &str) -> String {
    format!(
        "resource \"aws_ssm_document\" \"rest\" {{\n  name = \"Acme-Rest\"\n  document_type = \"Automation\"\n  \
         document_format = \"YAML\"\n  content = {mark}\n{lines}\nDOC\n}}\n"
    )
}

#[track_caller]
fn check_terraform(text: &str, expected: &[&str]) {
    check_found(&checked("main.tf", text), expected);
}

#[test]
fn a_document_that_is_an_object_is_checked() {
    check_terraform(COMMAND, &[]);
    check_terraform(
        &COMMAND.replace("runShellScript", "runShelScript"),
        &["E0648 \"\\\"aws:runShelScript\\\"\""],
    );
    check_terraform(
        &COMMAND.replace("jsonencode", "yamlencode").replace("Level =", "Leve ="),
        &["E0354 \"Leve\""],
    );
}

#[test]
fn a_document_that_is_a_heredoc_is_checked_in_its_place() {
    for (mark, indent) in [("<<DOC", ""), ("<<-DOC", "    ")] {
        let lines = [
            "schemaVersion: \"0.3\"",
            "assumeRole: ${aws_iam_role.x.arn}",
            "mainSteps:",
            "  - name: rest",
            "    action: aws:sleeep",
            "    inputs: { Duration: \"PT1M\" }",
        ];
        let lines: Vec<String> = lines.iter().map(|line| format!("{indent}{line}")).collect();
        check_terraform(&heredoc(mark, &lines.join("\n")), &["E0648 \"aws:sleeep\""]);
    }
}

#[test]
fn a_heredoc_in_yaml_says_its_format() {
    let text = heredoc(
        "<<DOC",
        "schemaVersion: \"0.3\"\nmainSteps:\n  - { name: rest, action: aws:sleep, inputs: { Duration: PT1M } }",
    );
    check_terraform(&text, &[]);
    let without = text.replace("  document_format = \"YAML\"\n", "");
    let found = checked("main.tf", &without);
    check_found(&found, &["E0672 \"schemaVersion: \\\"0.3\\\"\""]);
    assert!(
        found[0].help.as_deref().unwrap().contains("`document_format = \"YAML\"`"),
        "{found:#?}"
    );
}

#[test]
fn a_text_with_escapes_is_read() {
    let json = r#"{\"schemaVersion\": \"0.3\",\n\"mainSteps\": [{\"name\": \"rest\", \"action\": \"aws:sleeep\", \"inputs\": {\"Duration\": \"PT1M\"}}]}"#;
    let text = format!(
        "resource \"aws_ssm_document\" \"rest\" {{\n  name = \"Acme-Rest\"\n  document_type = \"Automation\"\n  content = \"{json}\"\n}}\n"
    );
    check_terraform(&text, &[r#"E0648 "\\\"aws:sleeep\\\"""#]);
}

#[test]
fn what_a_directive_or_a_function_gives_is_unknown() {
    check_terraform(&heredoc("<<DOC", "%{ if var.x }\na: b\n%{ endif }"), &[]);
    check_terraform(&COMMAND.replace("jsonencode({", "merge(var.x, {"), &[]);
    check_terraform(
        "resource \"aws_ssm_document\" \"a\" {\n  name = \"Acme-A\"\n  document_type = \"Command\"\n  content = file(\"a.yaml\")\n}\n",
        &[],
    );
}

const AROUND: &str = "
resource \"aws_ssm_association\" \"say\" {
  name                = aws_ssm_document.say.name
  schedule_expression = \"cron(0 2 ? * SUN *)\"
  max_concurrency     = \"10%\"
  max_errors          = \"1\"
  parameters          = { Level = \"low\" }
  targets {
    key    = \"tag:Env\"
    values = [\"prod\", var.env]
  }
  output_location {
    s3_bucket_name = \"acme-logs\"
    s3_key_prefix  = \"say\"
  }
}

resource \"aws_ssm_maintenance_window\" \"sunday\" {
  name     = \"Acme-Sunday\"
  schedule = \"cron(0 2 ? * SUN *)\"
  duration = 3
  cutoff   = 1
}

resource \"aws_ssm_maintenance_window_target\" \"nodes\" {
  window_id     = aws_ssm_maintenance_window.sunday.id
  resource_type = \"INSTANCE\"
  targets {
    key    = \"tag:Role\"
    values = [\"web\"]
  }
}

resource \"aws_ssm_maintenance_window_task\" \"scan\" {
  window_id       = aws_ssm_maintenance_window.sunday.id
  task_arn        = \"AWS-RunPatchBaseline\"
  task_type       = \"RUN_COMMAND\"
  max_concurrency = \"10%\"
  max_errors      = \"1\"
  targets {
    key    = \"WindowTargetIds\"
    values = [aws_ssm_maintenance_window_target.nodes.id]
  }
  task_invocation_parameters {
    run_command_parameters {
      timeout_seconds = 600
      parameter {
        name   = \"Operation\"
        values = [\"Scan\"]
      }
    }
  }
}

resource \"aws_ssm_patch_baseline\" \"base\" {
  name             = \"Acme-Base\"
  operating_system = \"AMAZON_LINUX_2\"
  approval_rule {
    approve_after_days = 7
    patch_filter {
      key    = \"PRODUCT\"
      values = [\"*\"]
    }
  }
}
";

#[track_caller]
fn check_around(from: &str, to: &str, expected: &[&str]) {
    assert!(AROUND.contains(from), "{from}");
    check_terraform(&format!("{COMMAND}{}", AROUND.replace(from, to)), expected);
}

#[test]
fn what_stands_around_documents_is_checked() {
    check_found(&linted("main.tf", &format!("{COMMAND}{AROUND}")), &[]);
    check_around("\"low\"", "\"medium\"", &["E0302 \"\\\"medium\\\"\""]);
    check_around("Level =", "Lvl =", &["E0341 \"Lvl\""]);
    check_around("\"acme-logs\"", "\"Acme_Logs\"", &["E0305 \"\\\"Acme_Logs\\\"\""]);
    check_around("cutoff   = 1", "cutoff   = 3", &["E0622 \"3\""]);
    check_around("INSTANCE", "RESOURCE_GROUP", &["E0664 \"\\\"tag:Role\\\"\""]);
    check_around("\"Scan\"", "\"Scann\"", &["E0302 \"\\\"Scann\\\"\""]);
    check_around(
        "RUN_COMMAND",
        "AUTOMATION",
        &["E0674 \"\\\"AWS-RunPatchBaseline\\\"\"", "E0664 \"run_command_parameters\""],
    );
    check_around("approve_after_days = 7", "approve_after_days = 999", &["E0303 \"999\""]);
}

#[test]
fn every_attribute_may_be_unknown() {
    let text = format!("{COMMAND}{AROUND}");
    for line in AROUND.lines().filter(|line| line.contains(" = ")) {
        let (key, _) = line.split_once(" = ").unwrap();
        for value in ["var.any", "\"${var.any}b\"", "var.a ? 1 : 2", "each.value[\"x\"]"] {
            let text = text.replace(line, &format!("{key} = {value}"));
            let errors: Vec<_> =
                checked("main.tf", &text).into_iter().filter(|one| one.is_error).collect();
            check_found(&errors, &[]);
        }
    }
}

#[test]
fn blocks_that_are_computed_are_unknown() {
    check_around(
        "  targets {\n    key    = \"tag:Env\"\n    values = [\"prod\", var.env]\n  }\n",
        "  dynamic \"targets\" {\n    for_each = var.x\n    content {\n      key = \"a\"\n      values = []\n    }\n  }\n",
        &[],
    );
    check_around(
        "      parameter {\n        name   = \"Operation\"\n        values = [\"Scan\"]\n      }\n",
        "      dynamic \"parameter\" {\n        for_each = var.x\n        content {\n          name = \"a\"\n          values = []\n        }\n      }\n",
        &[],
    );
}

#[test]
fn findings_speak_of_attributes() {
    let found = checked(
        "main.tf",
        &format!("{COMMAND}{}", AROUND.replace("  max_concurrency = \"10%\"\n", "")),
    );
    check_found(&found, &["E0621 \"\\\"scan\\\"\""]);
    assert!(found[0].message.contains("`max_concurrency`"), "{found:#?}");
}

#[test]
fn other_resources_and_files_have_no_finding() {
    check_terraform("", &[]);
    check_terraform(
        "\u{feff}variable \"x\" {}\nresource \"aws_sns_topic\" \"a\" { name = \"x\" }\nresource \"aws_ssm_document\" {}\n",
        &[],
    );
}

#[test]
fn bad_input_is_told() {
    let found = checked("main.tf", "resource \"aws_ssm_document\" \"a\" {\n  name = \"b\n}\n");
    check_found(&found, &["E0675 \"n\""]);
    for depth in [10, 60, 200, 20_000] {
        let text = format!(
            "resource \"aws_ssm_document\" \"a\" {{ content = {}1{} }}",
            "[".repeat(depth),
            "]".repeat(depth)
        );
        checked("main.tf", &text);
    }
}

#[test]
fn a_file_may_end_anywhere() {
    let text = format!(
        "{COMMAND}{AROUND}{}",
        heredoc("<<-DOC", "    a: ${b}\n    c: %{ if x }d%{ endif }")
    );
    for (at, _) in text.char_indices().filter(|(at, _)| at % 7 == 0) {
        checked("main.tf", &text[..at]);
    }
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, ..Default::default() })]

    #[test]
    fn any_text_in_quotes_or_between_marks_is_read(text in "[a-zé\"\\\\${}%\n :\\[-]{0,60}") {
        checked("main.tf", &heredoc("<<-DOC", &text));
        checked("main.tf", &heredoc("<<DOC", &text));
        checked("main.tf", &COMMAND.replace("echo", &text.replace('\n', "\\n")));
    }
}

const IN_JSON: &str = r#"{
  "//": "What is said.",
  "resource": {
    "aws_ssm_document": {
      "say": {
        "name": "Acme-Say",
        "document_type": "Command",
        "content": "{\"schemaVersion\": \"2.2\", \"mainSteps\": [{\"name\": \"say_it\", \"action\": \"aws:runShellScript\", \"inputs\": {\"runCommand\": [\"echo ${var.text}\"]}}]}"
      }
    },
    "aws_ssm_association": [
      {
        "say": {
          "name": "${aws_ssm_document.say.name}",
          "schedule_expression": "rate(30 minutes)",
          "max_concurrency": "10%",
          "max_errors": "1",
          "targets": [{ "key": "tag:Role", "values": ["${var.role}"] }]
        }
      }
    ]
  }
}
"#;

#[track_caller]
fn check_json(from: &str, to: &str, expected: &[&str]) {
    assert!(IN_JSON.contains(from), "{from}");
    check_found(&checked("main.tf.json", &IN_JSON.replace(from, to)), expected);
}

#[test]
fn files_in_json_are_read_as_others_are() {
    check_json("Acme-Say", "Acme-Say", &[]);
    check_json("runShellScript", "runShelScript", &["E0648 \"\\\\\\\"aws:runShelScript\\\\\\\"\""]);
    check_json("rate(30 minutes)", "rate(30 minute)", &["E0664 \"\\\"rate(30 minute)\\\"\""]);
    check_json("\"max_errors\": \"1\"", "\"max_errors\": \"200%\"", &["E0610 \"\\\"200%\\\"\""]);
}

#[test]
fn a_file_in_json_without_resources_says_nothing() {
    for text in ["{}", "{\"resource\": []}", "{\"resource\": {\"aws_ssm_document\": 5}}"] {
        check_found(&checked("main.tf.json", text), &[]);
    }
}

#[test]
fn a_file_that_is_no_json_is_told() {
    for text in ["{", "{\"resource\": }", "{\"resource\": \"\\ud83d\", \"a\" 1}"] {
        let found = checked("main.tf.json", text);
        assert!(found.iter().any(|one| one.is_error), "{text}: {found:#?}");
    }
}

#[test]
fn quotes_inside_of_interpolations_hide_nothing_else() {
    let locals = [
        r#""a": "${lookup(var.x, \"k\")}""#,
        r#""a": "${jsonencode({\"b\" = \"}\", \"c\" = {}})} and $${\"d\"}""#,
        r#""a": "%{if var.x == \"b\"}c%{endif}""#,
        r#""a": "\ud83d\ude00 100% ${var.y}""#,
    ];
    for local in locals {
        let with = |minutes: &str| {
            let text = IN_JSON.replace("30 minutes", minutes);
            text.replacen('{', &format!("{{\"locals\": {{{local}}}, "), 1)
        };
        check_found(&checked("main.tf.json", &with("30 minutes")), &[]);
        let found = checked("main.tf.json", &with("30 minute"));
        assert_eq!(found.len(), 1, "{local}: {found:#?}");
    }
}

#[test]
fn escapes_of_json_are_read() {
    let found = checked("main.tf.json", &IN_JSON.replace("Acme-Say", r"Acme\/Say"));
    assert!(found[0].message.contains("\"Acme/Say\""), "{found:#?}");
}
