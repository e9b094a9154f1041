//! The folders of snapshots hold what tests compare with, and nothing that waits for an answer.
//!
//! `INSTA_UPDATE=always cargo test --test it NAME` writes a snapshot anew; read the difference.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_snapshot_belongs_to_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = files_below(&root.join("tests/it"));
    let snapshots = files.iter().filter(|path| path.extension().is_some_and(|it| it == "snap"));
    let mut seen = 0;
    for path in snapshots {
        let text = fs::read_to_string(path).expect("a snapshot is text");
        let source = text.lines().find_map(|line| line.strip_prefix("source: "));
        let source = source.unwrap_or_else(|| panic!("{}: no source", path.display()));
        let tests = fs::read_to_string(root.join(source)).expect("the source of a snapshot");
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        let name = stem.rsplit("__").next().unwrap_or(stem);
        let named =
            tests.contains(&format!("fn {name}()")) || tests.contains(&format!(" {name}: "));
        assert!(named, "{}: no test of this name in {source}", path.display());
        seen += 1;
    }
    assert!(seen > 20, "{seen} snapshots");
}

#[test]
fn no_snapshot_waits_to_be_accepted() {
    let files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"));
    let waiting: Vec<&PathBuf> = files
        .iter()
        .filter(|path| path.to_string_lossy().ends_with(".snap.new") || is_pending(path))
        .collect();
    assert!(waiting.is_empty(), "accept or remove: {waiting:#?}");
}

fn is_pending(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "pending-snap")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of tests") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("node_modules") {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}
