//! Tasks for nodes inside a runbook.

use serde_json::{Value, json};

use super::shell::Step;
use crate::support::Project;

const SOURCE: &str = r#"
runbook configure "Acme-Configure" {
  param InstanceId: aws.ec2.InstanceId
  param Level: String = "info"
  let found = aws.ec2.DescribeInstances(InstanceIds: [InstanceId])
  let host = sh(level: Level, kind: found.Reservations[0].Instances[0].InstanceType) """
    echo "warning" >&2
    printf '  %s-%s\n\n' "$level" "$kind"
  """ on InstanceId -> String
  play on [InstanceId] {
    sh(host: host, level: Level) """
      printf '<%s|%s>' "$host" "$level"
    """
    sh "echo info" when Level == "info" and facts.platform == "Linux"
  }
}
"#;

fn built(path: &str) -> Value {
    Project::of(SOURCE).build_json(path)
}

fn step(document: &Value, name: &str) -> Value {
    let steps = document["mainSteps"].as_array().expect("steps");
    let found = steps.iter().find(|step| step["name"] == name);
    found.unwrap_or_else(|| panic!("no step `{name}` in {document:#}")).clone()
}

#[test]
fn a_script_for_a_node_is_a_command_of_its_own() {
    let runbook = built("documents/Acme-Configure");
    let inputs = &step(&runbook, "host")["inputs"];
    assert_eq!(inputs["DocumentName"], "Acme-Configure-host");
    assert_eq!(inputs["InstanceIds"], json!(["{{ InstanceId }}"]));
    assert_eq!(inputs["Parameters"]["Level"], "{{ Level }}");
    assert_eq!(inputs["Parameters"]["InstanceType"], "{{ found.InstanceType }}");
    let command = built("documents/Acme-Configure-host");
    let names: Vec<&String> =
        command["parameters"].as_object().expect("parameters").keys().collect();
    assert_eq!(names, ["Level", "InstanceType"]);
    assert_eq!(command["parameters"]["Level"]["interpolationType"], "ENV_VAR");
}

#[test]
fn tasks_for_nodes_are_one_command_with_each_value_once() {
    let command = built("documents/Acme-Configure-play");
    let names: Vec<&String> =
        command["parameters"].as_object().expect("parameters").keys().collect();
    assert_eq!(names, ["Output", "Level"]);
    assert_eq!(command["mainSteps"].as_array().map(Vec::len), Some(2));
}

fn host() -> Step {
    Step::from_document(built("documents/Acme-Configure-host"), "sh")
}

#[test]
fn what_a_script_prints_is_trimmed_and_free_of_its_warnings() {
    let ran = host().with("Level", "it's").with("InstanceType", "m5.large").run_everywhere();
    assert_eq!((ran.code, ran.out.as_str(), ran.error.as_str()), (Some(0), "  it's-m5.large", ""));
}

#[test]
fn an_output_that_would_be_cut_is_a_failure() {
    let long = "x".repeat(2400);
    let ran = host().with("Level", &long).with("InstanceType", "m5").run_everywhere();
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.error.contains("2400 characters"), "{}", ran.error);
}
