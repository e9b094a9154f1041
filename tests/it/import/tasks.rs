//! Commands as an author would write them.

use super::{check_source, imported};

#[test]
fn a_precondition_is_a_when() {
    check_source(
        r#"
schemaVersion: "2.2"
parameters:
  Action: { type: String, allowedValues: [Install, Remove] }
mainSteps:
  - action: aws:runShellScript
    name: on_linux
    precondition: { StringEquals: [platformType, Linux] }
    inputs: { runCommand: ["uptime"], timeoutSeconds: "60" }
  - action: aws:runPowerShellScript
    name: when_installing
    precondition: { StringEquals: ["{{ Action }}", Install] }
    inputs: { runCommand: ["Get-Date"] }
"#,
        r#"when facts.platform == "Linux""#,
    );
}

#[test]
fn a_document_of_the_old_schema_is_upgraded() {
    let source = imported(
        r#"
schemaVersion: "1.2"
description: Old.
parameters: {}
runtimeConfig:
  aws:runShellScript:
    properties:
      - id: "0.aws:runShellScript"
        runCommand: ["uptime"]
"#,
    );
    assert!(source.contains("plugin.runShellScript"), "{source}");
}
