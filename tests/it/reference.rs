//! The reference of the language and the README are true: each of their programs is clean.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ordain::aws::Service;

use crate::support::Project;

#[test]
fn the_readme_gives_the_commands_that_decide() {
    let readme = read("README.md");
    let run = read(".ci/run");
    for (command, run_as) in [
        ("bash .ci/setup", "bash .ci/setup"),
        // Built as users build all of it, and looked at as the first start builds it.
        (
            "cargo build --release --no-default-features",
            "cargo build --release --quiet --workspace",
        ),
        (
            "cargo build --release --no-default-features",
            "cargo clippy --quiet --no-default-features",
        ),
        ("cargo test --workspace", "cargo test --workspace"),
    ] {
        assert!(readme.contains(&format!("\n{command}\n")), "the README lacks `{command}`");
        assert!(run.lines().any(|line| line.starts_with(run_as)), ".ci/run lacks `{run_as}`");
    }
    assert_eq!(run.lines().last(), Some("cargo test --workspace"));
}

#[test]
fn every_program_of_the_reference_is_clean() {
    assert_clean("docs/language.md", 8);
}

#[test]
fn every_program_of_the_readme_is_clean() {
    assert_clean("README.md", 1);
}

#[test]
fn the_readme_shows_what_its_program_becomes_and_what_is_wrong_with_the_other() {
    let text = read("README.md");
    let [program, document, wrong] = ["ord", "yaml", "ord wrong"].map(|mark| {
        let (_, rest) = text.split_once(&format!("```{mark}\n")).expect("the block is there");
        rest.split_once("```").expect("the block ends").0.to_owned()
    });
    let built = Project::of(&program).build();
    assert_eq!(built.get("documents/Acme-StopInstance.yaml"), Some(&document));
    let found = Project::of(&wrong).check();
    assert_eq!(found.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["E0512"]);
    assert_eq!(found[0].line, 8);
}

/// Services that plans and deploys call.
const CALLED: [&str; 8] =
    ["config", "events", "iam", "resource-groups", "resourcegroupstaggingapi", "s3", "ssm", "sts"];

#[test]
fn the_page_of_deploys_names_every_operation_that_is_called() {
    let page = read("docs/deploy.md");
    let services: Vec<_> = CALLED.iter().filter_map(|name| Service::named(name)).collect();
    assert_eq!(services.len(), CALLED.len());
    let is_called = |name: &str| services.iter().any(|it| it.model().operation(name).is_some());
    let mut names = BTreeSet::new();
    for folder in ["src/deploy", "src/operate", "src/cli/account"] {
        for text in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
            names.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    names.retain(|name| is_called(name));
    assert!(names.len() > 80, "{}", names.len());
    let is_told =
        |name: &String| page.contains(&format!(":{name}`")) || page.contains(&format!("`{name}`"));
    let missing: Vec<&String> = names.iter().filter(|name| !is_told(name)).collect();
    assert!(missing.is_empty(), "docs/deploy.md lacks {missing:?}");
}

/// The texts of all files of Rust below a folder.
fn sources(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let texts = paths.flat_map(|path| match path.is_dir() {
        true => sources(&path),
        false => vec![fs::read_to_string(path).expect("a file of Rust")],
    });
    texts.collect()
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(path).expect("the page can be read")
}

/// Fails when a block has a finding, or when there are fewer blocks than `least`.
fn assert_clean(path: &str, least: usize) {
    let text = read(path);
    let blocks = programs(&text);
    assert!(blocks.len() >= least, "{path} has only {} programs", blocks.len());
    let broken: Vec<String> = blocks
        .iter()
        .map(|(line, program)| (line, Project::of(program).build_findings()))
        .filter(|(_, found)| !found.is_empty())
        .map(|(line, found)| format!("{path}:{line}: {found:#?}"))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The line (from 1) and text of each block marked `ord`.
fn programs(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        match (inside, line) {
            (false, "```ord") => {
                found.push((number + 2, String::new()));
                inside = true;
            }
            (true, "```") => inside = false,
            (true, line) => {
                if let Some((_, program)) = found.last_mut() {
                    program.push_str(line);
                    program.push('\n');
                }
            }
            (false, _) => {}
        }
    }
    found
}
