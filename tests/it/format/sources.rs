//! All sources of this repository are laid out.

use std::fs;
use std::path::{Path, PathBuf};

use ordain::format::format;
use ordain::text::FileId;

const FOLDERS: &[&str] = &["examples", "stdlib", "tests/programs"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "ord") {
            found.push(path);
        }
    }
}

#[test]
fn all_sources_are_laid_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    FOLDERS.iter().for_each(|folder| sources(&root.join(folder), &mut paths));
    paths.sort();
    assert!(paths.len() > 250, "{} sources", paths.len());
    let mut broken = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a source");
        if format(&text, FileId::default()).as_deref() != Ok(text.as_str()) {
            broken.push(path.strip_prefix(root).unwrap_or(&path).display().to_string());
        }
    }
    assert!(broken.is_empty(), "run `ordain fmt {}`: {broken:#?}", FOLDERS.join(" "));
}
