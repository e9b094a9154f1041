//! One folder below `tests/cli` is one test; `tests/cli/README.md` says what lies in it.
//!
//! `ORDAIN_UPDATE=1 cargo test folders` writes what happens as the new expectation.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::program::{Folder, Ran, run};

#[test]
fn every_folder_ends_as_it_says() {
    let mut broken = Vec::new();
    let mut count = 0;
    for case in cases() {
        count += 1;
        let found = play(&case);
        if std::env::var_os("ORDAIN_UPDATE").is_some() {
            update(&case, &found);
        }
        for (name, is) in &found {
            let should = fs::read_to_string(case.join(name)).unwrap_or_default();
            if should != *is {
                let case = case.file_name().unwrap_or_default().to_string_lossy();
                broken.push(format!("{case}/{name} should be:\n{should}\nand is:\n{is}"));
            }
        }
        broken.extend(surplus(&case, &found));
    }
    assert!(count >= 20, "only {count} folders below tests/cli");
    assert!(broken.is_empty(), "{}", broken.join("\n---\n"));
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .expect("tests/cli")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

/// Runs a case; gives its files as they should be in the folder of the case.
fn play(case: &Path) -> BTreeMap<String, String> {
    let folder = Folder::new();
    for (path, bytes) in files(&case.join("in")) {
        folder.put(&path, bytes);
    }
    let before = files(&folder.path());
    let stdin = fs::read(case.join("stdin")).unwrap_or_default();
    let mut all = Ran { stdout: String::new(), stderr: String::new(), exit: None };
    let lines = fs::read_to_string(case.join("cmd")).expect("a case has a `cmd`");
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["ordain", arguments @ ..] => {
                let ran = run(&folder.path(), arguments, &stdin);
                all.stdout += &ran.stdout;
                all.stderr += &ran.stderr;
                all.exit = ran.exit;
            }
            ["cp", from, to] => {
                folder.put(to, folder.read(from));
            }
            ["rm", path] => fs::remove_file(folder.path().join(path)).expect("a file to remove"),
            other => panic!("{}: what is {other:?}?", case.display()),
        }
    }
    let mut found = BTreeMap::from([
        ("stdout".to_owned(), all.stdout),
        ("stderr".to_owned(), all.stderr),
        ("exit".to_owned(), all.exit.map_or_else(String::new, |it| format!("{it}\n"))),
    ]);
    found.retain(|name, text| !(text.is_empty() || name == "exit" && text == "0\n"));
    for (path, bytes) in files(&folder.path()) {
        if before.get(&path) != Some(&bytes) {
            let text = String::from_utf8(bytes).expect("what is written is UTF-8");
            found.insert(format!("out/{path}"), text);
        }
    }
    found
}

/// What a case expects and nothing gives.
fn surplus(case: &Path, found: &BTreeMap<String, String>) -> Vec<String> {
    let expected = files(case).into_keys().filter(|path| {
        path.starts_with("out/") || ["stdout", "stderr", "exit"].contains(&path.as_str())
    });
    let name = case.file_name().unwrap_or_default().to_string_lossy();
    expected
        .filter(|path| !found.contains_key(path))
        .map(|path| format!("{name}/{path}: nothing gives it"))
        .collect()
}

fn update(case: &Path, found: &BTreeMap<String, String>) {
    for name in ["stdout", "stderr", "exit"] {
        let _ = fs::remove_file(case.join(name));
    }
    let _ = fs::remove_dir_all(case.join("out"));
    for (name, text) in found {
        let path = case.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("an expectation can be written");
    }
}

/// All files below a folder by their path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy();
                let bytes = fs::read(&path).expect("a file can be read");
                found.insert(name.replace('\\', "/"), bytes);
            }
        }
    }
    found
}
