//! Every package that a manifest names is used, and the list of dependencies says what for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Manifests with the path of a table of packages in them, and the folders whose sources may use those.
const MANIFESTS: &[(&str, &str, &[&str])] = &[
    ("Cargo.toml", "dependencies", &["src"]),
    ("Cargo.toml", "target/cfg(unix)/dependencies", &["src"]),
    ("Cargo.toml", "dev-dependencies", &["tests", "benches", "src"]),
    ("fuzz/Cargo.toml", "dependencies", &["fuzz/src", "fuzz/fuzz_targets"]),
    ("xtask/Cargo.toml", "dependencies", &["xtask/src"]),
];

#[test]
fn every_dependency_is_used() {
    let mut idle = Vec::new();
    for (manifest, table, folders) in MANIFESTS {
        let sources: Vec<String> = folders.iter().flat_map(|folder| sources(folder)).collect();
        for name in packages(manifest, table) {
            let word = name.replace('-', "_");
            let forms = [format!("{word}::"), format!("use {word}")];
            let is_used = |text: &String| forms.iter().any(|form| text.contains(form.as_str()));
            if !sources.iter().any(is_used) {
                idle.push(format!("{manifest} [{table}]: `{name}`"));
            }
        }
    }
    assert!(idle.is_empty(), "no source uses {idle:#?}");
}

#[test]
fn every_dependency_has_its_sentence() {
    let named: BTreeSet<String> = MANIFESTS
        .iter()
        .flat_map(|(manifest, table, _)| packages(manifest, table))
        .filter(|name| name != "ordain")
        .collect();
    let page = read("docs/dependencies.md");
    let (of_rust, _) = page.split_once("## Data").expect("the page has its parts");
    let listed: BTreeSet<String> = of_rust.lines().flat_map(names_of_row).collect();
    assert_eq!(listed, named, "left: docs/dependencies.md, right: the manifests");
}

/// The packages of a row of the page, those that others of this name are part of included.
fn names_of_row(line: &str) -> Vec<String> {
    let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
    let [names, sentence, ..] = cells.as_slice() else { return Vec::new() };
    if names.starts_with("---") || ["crate", "package"].contains(names) {
        return Vec::new();
    }
    assert!(sentence.len() > 8, "no sentence: {line}");
    let names = names.split(" (").next().unwrap_or(names);
    names.split(", ").map(str::to_owned).collect()
}

fn packages(manifest: &str, table: &str) -> Vec<String> {
    let manifest: toml::Table = read(manifest).parse().expect("a manifest is TOML");
    let packages = table.split('/').fold(&manifest, |within, key| {
        within.get(key).and_then(toml::Value::as_table).expect("a table of packages")
    });
    packages.keys().cloned().collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file")
}

/// The texts of all sources below a folder.
fn sources(folder: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                texts.push(fs::read_to_string(path).expect("a source"));
            }
        }
    }
    texts
}
