//! Plays: a document and the association that applies it.

use serde_json::json;

use crate::support::Project;

const SOURCE: &str = r#"
play web_tier "Acme-Web" on tag("Role", "web") {
  schedule: rate(30m)
  concurrency: 10%
  max_errors: 2
  display_name: "Web tier"
  platforms: ["Linux"]
  param Level: "info" | "debug" = "info"

  plugin.softwareInventory(applications: "Enabled")
  sh(level: Level) """
    echo "$level"
  """
}
"#;

#[test]
fn a_play_is_a_document_and_an_association() {
    let built = Project::of(SOURCE).build();
    let names: Vec<&String> = built.keys().collect();
    assert_eq!(
        names,
        [
            "associations/web_tier.json",
            "documents/Acme-Web.request.json",
            "documents/Acme-Web.yaml"
        ]
    );
}

#[test]
fn attributes_go_where_they_belong() {
    let project = Project::of(SOURCE);
    let association = project.build_json("associations/web_tier");
    assert_eq!(association["ScheduleExpression"], "rate(30 minutes)");
    assert_eq!(association["MaxConcurrency"], "10%");
    assert_eq!(association["MaxErrors"], "2");
    assert_eq!(association["Targets"], json!([{ "Key": "tag:Role", "Values": ["web"] }]));
    let request = project.build_json("documents/Acme-Web.request");
    assert_eq!(request["DisplayName"], "Web tier");
    let document = project.build_json("documents/Acme-Web");
    assert_eq!(document["mainSteps"][0]["name"], "refuseMacOS");
}

#[test]
fn an_unknown_attribute_of_a_play_is_found_once() {
    let source =
        "play web_tier on tag(\"Role\", \"web\") {\n  schedul: rate(30m)\n  sh \"echo\"\n}\n";
    let found = Project::of(source).build_findings();
    let codes: Vec<&str> = found.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["E0585"]);
}

/// Nobody else could give it a value, and the service refuses the association.
#[test]
fn a_parameter_of_a_play_has_a_default() {
    let source = "play keep on tag(\"Role\", \"web\") {\n  concurrency: 1\n  max_errors: 1\n  param M: String\n  param N: String?\n  sh(m: M, n: N) \"x\"\n}\n";
    let found = Project::of(source).build_findings();
    let found: Vec<_> = found.iter().map(|it| (it.code.as_str(), it.underlined.as_str())).collect();
    assert_eq!(found, [("E0340", "M")]);
}
