//! The reference of the language and the README are true: each of their programs is clean.

use std::fs;
use std::path::Path;

use crate::support::Project;

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
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("the page can be read");
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

/// Fails when a block has a finding, or when there are fewer blocks than `least`.
fn assert_clean(path: &str, least: usize) {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .expect("the page can be read");
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
