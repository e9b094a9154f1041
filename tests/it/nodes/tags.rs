//! Tags choose tasks at build.

use super::program;
use crate::support::{Project, check_codes};

const TAGGED: &str = r#"
  let first = kept(path: "a") tags "config"
  sh "one" when first.changed tags ["web", "slow"]
  sh "two"
  block {
    sh "three"
  } tags "web"
  sh "four" tags "always"
"#;

fn titles(project: &Project) -> String {
    let document = project.build_json("documents/Acme-C");
    let steps = document["mainSteps"].as_array().expect("steps").iter();
    steps.map(|step| step["inputs"]["runCommand"].to_string()).collect()
}

fn words(project: &Project) -> Vec<&'static str> {
    let text = titles(project);
    ["_m_kept() {", "one", "two", "three", "four"]
        .into_iter()
        .filter(|it| text.contains(it))
        .collect()
}

#[test]
fn a_build_takes_the_tasks_with_its_tags() {
    let project = || Project::of(&program(TAGGED));
    assert_eq!(words(&project()), ["_m_kept() {", "one", "two", "three", "four"]);
    // What depends on a task that is left out sees that nothing changed.
    assert_eq!(words(&project().tag("web")), ["three", "four"]);
    assert_eq!(words(&project().tag("config")), ["_m_kept() {", "four"]);
    assert_eq!(words(&project().skip_tag("web")), ["_m_kept() {", "two", "four"]);
    assert_eq!(words(&project().tag("web").skip_tag("always")), ["three"]);
}

#[test]
fn tags_of_a_role_are_those_of_its_tasks() {
    let source = "role web {\n  sh \"one\"\n}\ncommand c \"Acme-C\" {\n  web() tags \"web\"\n  sh \"two\"\n}\n";
    assert_eq!(words(&Project::of(source).tag("web")), ["one"]);
    assert_eq!(words(&Project::of(source).skip_tag("web")), ["two"]);
}

#[test]
fn a_document_without_a_task_of_the_tags_is_left_out() {
    let source = "command c \"Acme-C\" {\n  sh \"one\" tags \"a\"\n}\ncommand d \"Acme-D\" {\n  sh \"two\"\n}\n";
    let built = Project::of(source).tag("a").build();
    assert!(built.contains_key("documents/Acme-C.yaml"), "{:?}", built.keys());
    assert!(!built.contains_key("documents/Acme-D.yaml"));
}

#[test]
fn tags_are_texts_that_the_build_knows() {
    check_codes(&program("param T: String\nkept(path: T) tags T"), &["E0301"]);
    check_codes(&program("kept(path: \"a\") tags 3"), &["E0301"]);
}
