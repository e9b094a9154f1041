//! `plugin.NAME(…)` against the table of plugins.

use ordain::session::BuildOptions;
use serde_json::json;

use super::{codes, steps};
use crate::support::Project;

#[test]
fn inputs_stand_in_the_order_of_the_table() {
    let steps =
        steps("plugin.configurePackage(version: \"1\", action: \"Install\", name: \"tool\")");
    let names: Vec<&String> = steps[0]["inputs"].as_object().expect("inputs").keys().collect();
    assert_eq!(names, ["name", "action", "version"]);
}

#[test]
fn an_object_that_the_agent_takes_as_text_is_text() {
    let steps = steps(
        "plugin.configurePackage(action: \"Install\", name: \"tool\", additionalArguments: { SSM_a: \"x\", SSM_b: \"it's\" })",
    );
    assert_eq!(steps[0]["inputs"]["additionalArguments"], r#"{"SSM_a":"x","SSM_b":"it's"}"#);
}

#[test]
fn flags_that_the_agent_reads_as_text_are_text() {
    let steps = steps(
        "plugin.updateSsmAgent(agentName: \"amazon-ssm-agent\", source: \"https://x\", allowDowngrade: true)",
    );
    assert_eq!(steps[0]["inputs"]["allowDowngrade"], "true");
}

#[test]
fn parameters_stand_as_references() {
    let steps = steps(
        "param Name: String\nparam Ids: List<String>\nplugin.configurePackage(action: \"Install\", name: \"acme-${Name}\")\nplugin.refreshAssociation(associationIds: Ids)\nplugin.refreshAssociation(associationIds: [\"a\", Name])",
    );
    assert_eq!(steps[0]["inputs"]["name"], "acme-{{ Name }}");
    assert_eq!(steps[1]["inputs"]["associationIds"], "{{ Ids }}");
    assert_eq!(steps[2]["inputs"]["associationIds"], json!(["a", "{{ Name }}"]));
}

#[test]
fn a_command_of_the_project_stands_for_its_document() {
    let project = Project::of(
        "command inner \"Acme-Inner\" { sh \"\"\"true\"\"\" }
         command outer \"Acme-Outer\" {
           plugin.runDocument(documentType: \"SSMDocument\", documentPath: inner)
         }",
    );
    let built = project.session().build(BuildOptions::default()).artifacts;
    let outer = built.iter().find(|one| one.path == "documents/Acme-Outer.yaml").unwrap();
    assert!(outer.text.contains("documentPath: Acme-Inner\n"), "{}", outer.text);
    assert_eq!(outer.depends_on, ["documents/Acme-Inner.yaml"]);
}

#[test]
fn a_secret_of_a_download_is_a_reference_to_the_store() {
    let steps = steps(
        "plugin.downloadContent(sourceType: \"Git\", sourceInfo: { repository: \"https://x\", password: secret(\"/p\") })",
    );
    assert_eq!(steps[0]["inputs"]["sourceInfo"]["password"], "{{ssm-secure:/p}}");
}

#[test]
fn members_of_a_source_are_those_of_its_type() {
    let of = |members: &str| codes(&format!("plugin.downloadContent({members})"));
    assert_eq!(of("sourceType: \"S3\", sourceInfo: { url: \"https://x\" }"), ["E0452", "E0451"]);
    assert_eq!(
        of("sourceType: \"HTTP\", sourceInfo: { url: \"https://x\", authMethod: \"Bearer\" }"),
        ["E0454"]
    );
    assert_eq!(
        of(
            "sourceType: \"GitHub\", sourceInfo: { owner: \"a\", repository: \"b\", path: \"c\", getOptions: \"main\" }"
        ),
        ["E0454"]
    );
    assert_eq!(of("sourceType: \"SSMDocument\", sourceInfo: { name: \"Acme-Tool\" }"), [""; 0]);
    assert_eq!(of("sourceType: \"Ftp\", sourceInfo: {}"), ["E0454"]);
}

#[test]
fn the_nearest_input_is_named_where_it_is_written() {
    let found = Project::of("command greet {\n  plugin.downloadContent(sourceType: \"S3\", sourceInfo: { path: \"https://x\", pth: \"y\" })\n}\n").build_findings();
    assert_eq!(
        (found[0].underlined.as_str(), found[0].help.as_deref()),
        ("pth", Some("write `path`"))
    );
}

#[test]
fn what_the_agent_asks_of_containers_is_asked_here() {
    assert_eq!(codes("plugin.runDockerAction(action: \"Run\")"), ["E0452"]);
    assert_eq!(codes("plugin.runDockerAction(action: \"Exec\", container: \"x\")"), ["E0452"]);
    assert_eq!(codes("plugin.runDockerAction(action: \"Ps\")"), [""; 0]);
}

#[test]
fn no_run_stage_value_becomes_code() {
    assert_eq!(
        codes("param Name: String\nplugin.runShellScript(runCommand: [\"echo ${Name}\"])"),
        ["E0459"]
    );
    assert_eq!(
        codes("param Lines: List<String>\nplugin.runPowerShellScript(runCommand: Lines)"),
        ["E0459"]
    );
    assert_eq!(codes("plugin.runShellScript(runCommand: [\"echo hello\"])"), [""; 0]);
}

#[test]
fn inventory_runs_from_an_association_only() {
    assert_eq!(codes("plugin.softwareInventory(applications: \"Enabled\")"), ["E0458"]);
}

/// One mistake gives one message.
#[test]
fn a_misspelt_input_is_not_missing_too() {
    assert_eq!(codes("plugin.configurePackage(actoin: \"Install\", name: \"x\")"), ["E0451"]);
    assert_eq!(codes("plugin.cloudWatch(startType: \"Enabled\")"), ["E0456"]);
    assert_eq!(codes("param A: String\nparam A: String\nsh(a: A) \"x\""), ["E0352"]);
}

#[test]
fn what_a_broken_task_would_hold_is_not_missing() {
    assert_eq!(codes("param M: String\nsh(m: M \"x\""), ["E0128"]);
}
