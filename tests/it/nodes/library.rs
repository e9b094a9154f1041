//! The standard library: clean for whoever uses it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ordain::stdlib;

use crate::support::Project;

#[test]
fn the_table_holds_every_file_of_the_library() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("stdlib");
    let mut files = BTreeMap::new();
    for folder in ["modules", "roles"] {
        for entry in fs::read_dir(root.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "ord") {
                let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
                files.insert(name, fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    let table: BTreeMap<String, String> =
        stdlib::tasks().iter().map(|task| (task.name.to_owned(), task.text.to_owned())).collect();
    assert_eq!(table.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    assert!(table == files, "run `cargo xtask gen-tasks`");
}

/// As files of a project they are checked like anything that a user writes.
#[test]
fn the_library_has_no_finding_of_its_own() {
    let mut project = Project::new();
    for task in stdlib::tasks() {
        project = project.file(task.path, task.text);
    }
    let found = project.check();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_module_says_what_it_is_for() {
    for task in stdlib::tasks() {
        for word in ["/// Systems: ", "/// Example:", "/// ```ord"] {
            assert!(task.text.contains(word), "{} lacks `{word}`", task.path);
        }
        if task.path.starts_with("modules/") {
            assert!(task.text.contains("/// Check: "), "{} lacks `Check:`", task.path);
        }
    }
}

#[test]
fn every_example_of_the_library_is_clean() {
    for task in stdlib::tasks() {
        for example in examples(task.text) {
            let source = format!("use std.{}\ncommand ccc {{\n{example}\n}}\n", task.name);
            let names = names_in(&example);
            let source = match names.as_slice() {
                [] | [_] => source,
                several => source.replace(
                    &format!("use std.{}", task.name),
                    &format!("use std.{{{}}}", several.join(", ")),
                ),
            };
            let found = Project::of(&source)
                .asset("cloudwatch.json", "{}")
                .asset("docker.asc", "key")
                .build_findings();
            assert!(found.is_empty(), "{}: {source}\n{found:#?}", task.path);
        }
    }
}

/// The programs in the documentation of a module, without their marks.
fn examples(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("/// ```ord\n") {
        let (inside, behind) = after.split_once("/// ```").expect("a closing fence");
        let lines = inside.lines().map(|line| line.trim_start().trim_start_matches("///"));
        found.push(lines.collect::<Vec<_>>().join("\n"));
        rest = behind;
    }
    found
}

/// The modules and roles that an example calls.
fn names_in(example: &str) -> Vec<&'static str> {
    let called = |name: &&'static str| {
        example.lines().any(|line| line.trim_start().starts_with(&format!("{name}(")))
    };
    stdlib::task_names().filter(called).collect()
}
