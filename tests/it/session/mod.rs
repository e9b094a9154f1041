//! Whole projects: what no input may do, and what a part of a project shows.

mod order;

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, proptest};

use crate::support::Project;

#[test]
fn only_what_was_asked_for_is_built() {
    let project = Project::new()
        .file("a.ord", "runbook stop \"Acme-Stop\" {\n  sleep 1m\n}\n")
        .file("b.ord", "runbook halt \"Acme-Halt\" {\n  sleep 1m\n}\n")
        .select("a.ord");
    let built = project.build();
    let paths: Vec<&str> = built.keys().map(String::as_str).collect();
    assert_eq!(paths, ["documents/Acme-Stop.request.json", "documents/Acme-Stop.yaml"]);
}

#[test]
fn what_depends_on_a_selected_file_is_shown_too() {
    let project = Project::new()
        .file("a.ord", "group web = tag(\"Role\", \"web\")\n")
        .file("b.ord", "group both = web\ngroup both = web\n")
        .file("c.ord", "group other = all\ngroup other = all\n");
    let files = |found: Vec<crate::support::Finding>| {
        found.into_iter().map(|one| one.file).collect::<Vec<_>>()
    };
    assert_eq!(files(project.clone().select("a.ord").check()), ["b.ord"]);
    assert_eq!(files(project.select("c.ord").check()), ["c.ord"]);
}

#[test]
fn what_could_not_be_read_is_not_told_to_be_missing() {
    let codes = |source: &str| {
        let found = Project::of(source).check();
        found.into_iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("runbook def_it {\n  slep 5s\n}\n"), ["E0132"]);
    let unused = "runbook abc {\n  param Mode: String\n  if Mode = \"a\" { sleep 1s }\n}\n";
    assert_eq!(codes(unused), ["E0131"]);
    let document = "document my_doc { type: \"Command\", content: read(\"c.json\") }\n";
    assert_eq!(codes(document), ["E0101"]);
    let other = format!("{document}runbook abc {{\n}}\n");
    assert_eq!(codes(&other), ["E0101", "E0517"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_a_session_panic(source in vec(any::<u8>(), 0..400), manifest in vec(any::<u8>(), 0..200)) {
        // As reading from a disk would pass them on.
        let source = String::from_utf8_lossy(&source);
        let manifest = String::from_utf8_lossy(&manifest);
        let project = Project::of(&source).manifest(&manifest);
        project.build_findings();
    }

    #[test]
    fn no_text_of_the_languages_makes_a_session_panic(
        source in "(runbook|command|role|group|input|use|fn|const|param|let|if|for|block|std|aws|[a-z]{1,3}|\"|\\$\\{|[{}()\\[\\]:=,.|?<>*+/@-]|[0-9]{1,4}| |\n){0,120}",
        manifest in "(\\[project\\]|\\[env\\.a\\]|\\[build\\]|\\[dependencies\\]|name|prefix|out|format|inputs|path|=|\"|\\{|\\}|\\[|\\]|[a-z0-9]{1,3}| |\n){0,60}",
    ) {
        Project::of(&source).manifest(&manifest).environment("a").build_findings();
    }
}
