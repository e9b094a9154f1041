//! Stacks of other tools: references in their words, nothing that they would fill in, and what is
//! lost is told.

use ordain::deploy::Wanted;
use ordain::session::BuildOptions;
use ordain::stack::{Tool, stack};
use serde_json::{Value, json};

use super::support::Project;

const PROGRAM: &str = r#"
command clean "Acme-Clean" {
  param Days: String(pattern: r"^[0-9]{1,3}$") = "7"
  share_with: ["111122223333"]

  sh(days: Days) """echo "${HOME} %{x} $days" """
}

association tidy_up "Acme-Tidy" {
  run: clean(Days: "3")
  on: tag("Env", "prod")
  schedule: rate(1d)
}

window night {
  schedule: cron("0 2 ? * SUN *")
  duration: 2h
  cutoff: 1h

  task sweep = clean(Days: "1") on tag("Env", "prod") {
    priority: 1
    concurrency: 10%
    max_errors: 5%
  }
}
"#;

/// The stack of a program, and the codes of what was lost.
fn check_stack(program: &str, tool: Tool) -> (Value, Vec<String>) {
    let session = Project::new().file("main.ord", program).session();
    let built = session.build(BuildOptions::default());
    assert!(!built.has_errors(), "{:#?}", built.diagnostics);
    let wanted = Wanted::of_build("acme", None, &built.artifacts);
    let (value, found) = stack(&wanted, tool);
    (value, found.iter().map(|one| one.code.to_string()).collect())
}

#[test]
fn a_template_refers_to_its_own_resources() {
    let (template, lost) = check_stack(PROGRAM, Tool::CloudFormation);
    let resources = &template["Resources"];
    let document = &resources["DocumentAcmeClean"]["Properties"];
    assert_eq!(document["UpdateMethod"], "NewVersion");
    assert_eq!(document["Content"]["schemaVersion"], "2.2");
    let association = &resources["AssociationTidyUp"]["Properties"];
    assert_eq!(association["Name"], json!({ "Ref": "DocumentAcmeClean" }));
    assert_eq!(association.get("DocumentVersion"), None);
    let task = &resources["WindowNightTaskSweep"]["Properties"];
    assert_eq!(task["WindowId"], json!({ "Ref": "WindowNight" }));
    assert_eq!(task["TaskArn"], json!({ "Ref": "DocumentAcmeClean" }));
    let run = &task["TaskInvocationParameters"]["MaintenanceWindowRunCommandParameters"];
    assert_eq!(run["Parameters"]["Days"], json!(["1"]));
    assert_eq!(lost, ["E0701"]);
}

#[test]
fn terraform_fills_in_references_and_nothing_else() {
    let (file, lost) = check_stack(PROGRAM, Tool::Terraform);
    let document = &file["resource"]["aws_ssm_document"]["acme_clean"];
    let content = document["content"].as_str().unwrap();
    assert!(content.contains("$${HOME} %%{x}"), "{content}");
    assert_eq!(document["permissions"], json!({ "type": "Share", "account_ids": "111122223333" }));
    let association = &file["resource"]["aws_ssm_association"]["tidy_up"];
    assert_eq!(association["name"], "${aws_ssm_document.acme_clean.name}");
    assert_eq!(association["document_version"], "${aws_ssm_document.acme_clean.latest_version}");
    assert_eq!(association["parameters"], json!({ "Days": "3" }));
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn terraform_takes_no_list_for_an_association() {
    let (_, lost) = check_stack(
        "association both {
           run: \"AWS-RunShellScript\"(commands: [\"true\", \"false\"])
           on: tag(\"Env\", \"prod\")
           schedule: rate(1d)
         }",
        Tool::Terraform,
    );
    assert_eq!(lost, ["E0702"]);
}

#[test]
fn a_stack_is_a_template_without_findings() {
    for (tool, name) in [(Tool::CloudFormation, "stack.json"), (Tool::Terraform, "stack.tf.json")] {
        let (value, _) = check_stack(PROGRAM, tool);
        let found = Project::new().file(name, &value.to_string()).check();
        assert!(found.iter().all(|one| !one.is_error), "{name}: {found:#?}");
    }
}
