//! What a finding about a document points at in the source, and what goes with a document.

use std::collections::BTreeMap;

use ordain::session::{BuildOptions, Format};

use super::program;
use crate::support::{Project, build_json};

/// Line and underlined source of the findings about references to `{{ nothing.Out }}`.
fn places(body: &str) -> Vec<(u32, String)> {
    let all = Project::of(&program(body)).build_findings();
    let found = all.into_iter().filter(|found| found.message.contains("nothing"));
    found.map(|found| (found.line, found.underlined)).collect()
}

/// Every artifact with those that must be there before it.
fn needs(source: &str) -> BTreeMap<String, Vec<String>> {
    let session = Project::of(source).session();
    let outcome =
        session.build(BuildOptions { format: Some(Format::Json), ..BuildOptions::default() });
    assert!(!outcome.has_errors(), "{:#?}", outcome.diagnostics);
    outcome.artifacts.into_iter().map(|item| (item.path, item.depends_on)).collect()
}

const STRAY: &str = "raw(\"{{ nothing.Out }}\")";

#[test]
fn a_finding_about_an_input_points_at_its_value() {
    let call = format!("do one\naws.s3.HeadBucket(Bucket: {STRAY})");
    assert_eq!(places(&call), [(8, STRAY.to_owned())]);
    let member = format!(
        "aws.s3.PutBucketTagging(Bucket: \"a\", Tagging: {{ TagSet: [{{ Key: Size, Value: {STRAY} }}] }})"
    );
    assert_eq!(places(&member), [(7, STRAY.to_owned())]);
}

#[test]
fn a_finding_in_a_loop_points_into_its_body() {
    let body = format!("for name in Names {{\ndo one\naws.s3.HeadBucket(Bucket: {STRAY})\n}}");
    assert_eq!(places(&body), [(9, STRAY.to_owned())]);
    let unrolled = format!("for name in [\"a\"] {{\naws.s3.HeadBucket(Bucket: {STRAY})\n}}");
    assert_eq!(places(&unrolled), [(8, STRAY.to_owned())]);
}

#[test]
fn a_finding_about_a_condition_points_at_it() {
    let body = format!("do one\nif Size == {STRAY} {{\ndo two\n}}\ndo three");
    assert_eq!(places(&body), [(8, STRAY.to_owned())]);
    let arm = format!("if Go {{\ndo one\n}} else if Size == {STRAY} {{\ndo two\n}}\ndo three");
    assert_eq!(places(&arm), [(9, STRAY.to_owned())]);
}

#[test]
fn a_finding_about_a_generated_step_points_at_its_statement() {
    let assigned = format!("var mode: String = \"a\"\ndo one\nmode = {STRAY}");
    assert_eq!(places(&assigned), [(9, STRAY.to_owned())]);
    let failed = format!("do one\nfail {STRAY}");
    assert_eq!(places(&failed), [(8, STRAY.to_owned())]);
    let computed = format!("aws.s3.HeadBucket(Bucket: \"${{length(Names)}}\" + {STRAY})");
    assert_eq!(places(&computed).iter().map(|place| place.0).collect::<Vec<_>>(), [7]);
}

#[test]
fn a_finding_in_each_arm_of_a_block_points_into_it() {
    let call = format!("aws.s3.HeadBucket(Bucket: {STRAY})");
    let body = format!(
        "block {{\n{call}\n}} rescue {{\n{call}\n}} always {{\n{call}\n}} cancel {{\n{call}\n}}\ndo one"
    );
    let lines: Vec<u32> = places(&body).iter().map(|place| place.0).collect();
    assert_eq!(lines, [8, 10, 12, 14]);
}

#[test]
fn a_runbook_needs_the_documents_that_it_runs() {
    let found = needs(
        "command tidy \"Acme-Tidy\" {\n  sh \"\"\"\n    true\n  \"\"\"\n}
runbook inner \"Acme-Inner\" {\n  sleep 1m\n}
runbook outer \"Acme-Outer\" {
  param Node: aws.ec2.InstanceId
  if Node == \"i-0a1b2c3d4e5f6a7b8\" {
    call inner()
  }
  for turn in [1, 2] {
    run tidy() on [Node]
  }
  run \"AWS-RunPatchBaseline\"(Operation: \"Scan\") on [Node]
}",
    );
    assert_eq!(
        found["documents/Acme-Outer.json"],
        ["documents/Acme-Inner.json", "documents/Acme-Tidy.json"]
    );
    assert!(found["documents/Acme-Inner.json"].is_empty());
}

#[test]
fn what_runs_on_nodes_in_a_runbook_is_a_document_of_its_own() {
    let source = "runbook outer \"Acme-Outer\" {
  param Node: aws.ec2.InstanceId
  for turn in [1] {
    let name = sh \"\"\"
      hostname
    \"\"\" on [Node] -> String
    aws.s3.HeadBucket(Bucket: name)
  }
  block {
    step tidy: play on [Node] {
      sh \"\"\"
        true
      \"\"\"
    }
  } rescue {
    sleep 1m
  }
}";
    let found = needs(source);
    let companions: Vec<&String> = found.keys().filter(|path| !path.contains("request")).collect();
    let own = &found["documents/Acme-Outer.json"];
    assert_eq!(own.len(), 2);
    assert!(own.iter().all(|path| companions.contains(&path)), "{own:?} {companions:?}");
    let document = build_json(source, "documents/Acme-Outer");
    for step in document["mainSteps"].as_array().expect("steps") {
        if step["action"] == "aws:runCommand" {
            let name = step["inputs"]["DocumentName"].as_str().expect("a name");
            let pinned = own.iter().any(|path| name.contains(path.trim_end_matches(".json")));
            assert!(pinned || own.contains(&format!("documents/{name}.json")), "{name} {own:?}");
        }
    }
}
