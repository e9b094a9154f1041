//! What a document becomes that is too large for one, and what cannot be split.

use ordain::session::{BuildOptions, Format, Measure};
use serde_json::{Value, json};

use super::{padded, program};
use crate::support::{Finding, Project};

const MOST: usize = 65_536;

/// A role of many tasks of the standard library, and a play that applies it.
fn role() -> Project {
    let task = |number: usize| {
        format!(
            "  package(name: \"package-{number}\")\n  file(path: \"/srv/{number}\", content: \
             Motd + \"{number}\", mode: \"0644\") notify reload\n"
        )
    };
    let tasks: String = (0..200).map(task).collect();
    Project::of(&format!(
        "use std.{{package, file}}\n\nplay web \"Acme-Web\" on tag(\"Role\", \"web\") {{\n  \
         schedule: rate(30m)\n  concurrency: 1\n  max_errors: 1\n  platforms: [\"Linux\"]\n  \
         param Motd: String = \"hello\"\n{tasks}  handler reload {{\n    \
         sh \"systemctl reload nginx\"\n  }}\n}}\n"
    ))
}

fn codes(found: &[Finding]) -> Vec<(&str, &str)> {
    found.iter().map(|it| (it.code.as_str(), it.underlined.as_str())).collect()
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn four_hundred_tasks_become_parts_that_are_full_and_fit() {
    for format in [Format::Json, Format::Yaml] {
        let built = role().build_as(Some(format));
        let ending = if format == Format::Json { ".json" } else { ".yaml" };
        let sizes: Vec<usize> = built
            .iter()
            .filter(|(path, _)| {
                path.starts_with("documents/Acme-Web-part-") && path.ends_with(ending)
            })
            .filter(|(path, _)| !path.ends_with(".request.json"))
            .map(|(_, text)| text.len())
            .collect();
        assert!(sizes.len() > 1 && sizes.iter().all(|size| *size <= MOST), "{sizes:?}");
        let full = sizes.iter().filter(|size| **size > MOST * 9 / 10).count();
        assert_eq!(full, sizes.len() - 1, "{sizes:?}");
    }
}

#[test]
fn the_document_keeps_its_parameters_and_runs_its_parts_in_order() {
    let built = role().build_as(Some(Format::Json));
    let document = json_of(&built["documents/Acme-Web.json"]);
    assert_eq!(document["parameters"]["Motd"]["interpolationType"], "ENV_VAR");
    assert_eq!(document["parameters"]["Mode"]["default"], "apply");
    let steps: Vec<(&str, &str)> = document["mainSteps"]
        .as_array()
        .expect("steps")
        .iter()
        .map(|step| (step["name"].as_str().expect("a name"), step["action"].as_str().expect("one")))
        .collect();
    assert_eq!(
        steps[..4],
        [
            ("refuseMacOS", "aws:runShellScript"),
            ("refuseWindows", "aws:runPowerShellScript"),
            ("prepare", "aws:runShellScript"),
            ("tasks", "aws:runDocument"),
        ]
    );
    let first = &document["mainSteps"][3];
    assert_eq!(
        *first,
        json!({
            "name": "tasks",
            "action": "aws:runDocument",
            "precondition": { "StringEquals": ["platformType", "Linux"] },
            "inputs": {
                "documentType": "SSMDocument",
                "documentPath": "Acme-Web-part-1",
                "documentParameters": { "Mode": "{{ Mode }}" },
                "onFailure": "exit",
            },
        })
    );
    let last = document["mainSteps"].as_array().expect("steps").last().expect("a step");
    assert_eq!(last["inputs"].get("onFailure"), None);
}

#[test]
fn parts_have_requests_and_the_document_depends_on_them() {
    let outcome = role().session().build(BuildOptions {
        format: Some(Format::Json),
        measure: Measure::Parts,
        ..BuildOptions::default()
    });
    let find = |path: &str| {
        let mut all = outcome.artifacts.iter();
        all.find(|artifact| artifact.path == path).unwrap_or_else(|| panic!("no {path}"))
    };
    let parts: Vec<&str> = outcome
        .artifacts
        .iter()
        .map(|artifact| artifact.path.as_str())
        .filter(|path| path.contains("-part-") && !path.contains(".request"))
        .collect();
    assert_eq!(find("documents/Acme-Web.json").depends_on, parts);
    assert_eq!(find("documents/Acme-Web.request.json").depends_on, ["documents/Acme-Web.json"]);
    let request = json_of(&find("documents/Acme-Web-part-1.request.json").text);
    assert_eq!(
        request,
        json!({
            "Name": "Acme-Web-part-1",
            "DocumentType": "Command",
            "DocumentFormat": "JSON",
        })
    );
    assert!(outcome.artifacts.iter().all(|artifact| artifact.declaration == "web"));
    let first = find("documents/Acme-Web-part-1.json");
    assert!(first.parts.iter().any(|part| part.what == "module \"package\""));
    let association = json_of(&find("associations/web.json").text);
    assert_eq!(association["Name"], "Acme-Web");
    assert_eq!(association["DocumentVersion"], "${documents/Acme-Web#DocumentVersion}");
}

#[test]
fn a_split_is_said_with_what_it_asks_of_nodes() {
    let found = role().build_findings();
    assert_eq!(codes(&found), [("E0667", "web")]);
    let on_mac = Project::of(&padded("  kept(path: \"a\")\n  PAD\n")).build_findings();
    assert_eq!(codes(&on_mac), [("E0667", "c")]);
    let session = role().session();
    let outcome = session.build(BuildOptions::default());
    let [info] = outcome.diagnostics.as_slice() else { panic!("one finding") };
    assert!(info.note.as_deref().is_some_and(|note| note.contains("ssm:GetDocument")));
    assert_eq!(info.severity, ordain::diagnostic::Severity::Info);
}

#[test]
fn on_mac_os_a_split_command_fails() {
    let source = padded("  kept(path: \"a\")\n  PAD\n");
    let document = Project::of(&source).build_json("documents/Acme-C");
    let first = &document["mainSteps"][0];
    assert_eq!(first["precondition"]["StringEquals"][1], "MacOS");
    assert_eq!(first["inputs"]["onFailure"], "exit");
    let outcome = Project::of(&source).session().build(BuildOptions::default());
    assert_eq!(outcome.diagnostics[0].severity, ordain::diagnostic::Severity::Warning);
}

#[test]
fn two_builds_are_the_same() {
    assert_eq!(role().build(), role().build());
}

#[test]
fn a_document_that_fits_is_not_split() {
    let project = Project::of(&program("  kept(path: \"a\")\n"));
    assert!(project.build_findings().is_empty());
    assert!(project.build().keys().all(|path| !path.contains("-part-")));
}

#[test]
fn a_task_that_is_too_large_alone_is_refused_as_before() {
    let long = "# a long script\n".repeat(4_500);
    let source = program(&format!("  kept(path: \"a\")\n  sh \"\"\"\n{long}true\n\"\"\"\n"));
    let found = Project::of(&source).build_findings();
    assert_eq!(codes(&found), [("E0646", "c")]);
}

#[test]
fn a_block_is_not_cut() {
    let source = padded("  kept(path: \"a\")\n  block {\n  PAD\n  }\n");
    let found = Project::of(&source).build_findings();
    assert_eq!(codes(&found), [("E0646", "c")]);
}

#[test]
fn what_no_part_can_be_handed_is_named() {
    let codes_of = |members: &str| {
        let members = format!("{members}\n  PAD\n  kept(path: \"a\")\n");
        let found = Project::of(&padded(&members)).build_findings();
        codes(&found).iter().map(|(code, at)| format!("{code} {at}")).collect::<Vec<_>>()
    };
    let words =
        "param Words: List<String(pattern: r\"^[a-z]+$\")>\n sh(words: Words) \"echo $words\"";
    assert_eq!(codes_of(words), ["E0668 Words"]);
    assert_eq!(codes_of("  share_with: [\"123456789012\"]"), ["E0668 [\"123456789012\"]"]);
    let name = "N".repeat(124);
    let long = padded("  PAD\n  kept(path: \"a\")\n").replace("Acme-C", &name);
    assert_eq!(codes(&Project::of(&long).build_findings()), [("E0668", "c")]);
}

#[test]
fn a_part_has_the_tags_of_the_whole() {
    let source =
        padded("  tags: { Team: \"ops\" }\n  display_name: \"C\"\n  PAD\n  kept(path: \"a\")\n");
    let request = Project::of(&source).build_json("documents/Acme-C-part-1.request");
    assert_eq!(request["Tags"], json!([{ "Key": "Team", "Value": "ops" }]));
    assert_eq!(request.get("DisplayName"), None);
}

/// A module for Windows, with a text that is so long that a few tasks fill a document.
const ON_WINDOWS: &str = r#"
module noted {
  param text: String

  on windows {
    check ps"""
      Test-Path noted
    """
    apply ps"""
      Set-Content noted $text
    """
  }
}
"#;

#[test]
fn tasks_for_windows_are_parts_of_their_own() {
    let long = "a long text ".repeat(2_000);
    let task = |text: &str| format!("  noted(text: {text}) when facts.platform == \"Windows\"\n");
    let tasks = task(&format!("\"{long}\"")).repeat(4);
    let source =
        |members: &str| format!("{ON_WINDOWS}\ncommand c \"Acme-C\" {{\n{members}{tasks}}}\n");
    let built = Project::of(&source("")).build_as(Some(Format::Json));
    let part = json_of(&built["documents/Acme-C-part-1.json"]);
    assert_eq!(part["mainSteps"][0]["action"], "aws:runPowerShellScript");
    let document = json_of(&built["documents/Acme-C.json"]);
    let steps = document["mainSteps"].as_array().expect("steps");
    assert!(steps.iter().all(|step| step["precondition"]["StringEquals"][1] == "Windows"));
    assert!(steps.iter().all(|step| step["action"] == "aws:runDocument"));
    let text = format!("  param Text: String\n{}", task("Text"));
    let found = Project::of(&source(&text)).build_findings();
    assert_eq!(codes(&found), [("E0668", "Text")]);
}
