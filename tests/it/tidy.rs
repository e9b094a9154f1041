//! What the code must look like: floors, lengths, first lines, and which crate is used where.

use std::fs;
use std::path::{Path, PathBuf};

/// Which floor a module stands on. A module uses lower floors only; two on one floor do not know
/// each other. Sorted by name.
const FLOORS: &[(&str, u8)] = &[
    ("aws", 1),
    ("check", 5),
    ("cli", 10),
    ("client", 9),
    ("deploy", 8),
    ("diagnostic", 2),
    ("doc", 5),
    ("emit", 4),
    ("format", 4),
    ("hir", 2),
    ("iam", 5),
    ("import", 4),
    ("io", 8),
    ("lint", 5),
    ("lower", 6),
    ("markup", 3),
    ("operate", 9),
    ("report", 3),
    ("resolve", 4),
    ("session", 7),
    ("ssm", 3),
    ("stack", 9),
    ("stdlib", 2),
    ("syntax", 3),
    ("template", 5),
    ("text", 0),
    ("verify", 4),
];

/// A word that only the given module may use, and why. Sorted by word.
const CONFINED: &[(&str, &str, &str)] = &[
    ("Rule::", "syntax", "the parser generator stays inside one module"),
    ("aws_config::", "client", "one module knows the network"),
    ("clap::", "cli", "only the command line knows its flags"),
    ("granit_parser::", "markup", "YAML is read in one place"),
    ("hcl_edit::", "template", "only templates are in the language of Terraform"),
    ("miette::", "report", "findings are plain data everywhere else"),
    ("pest::", "syntax", "the parser generator stays inside one module"),
    ("pulldown_cmark::", "doc", "only documentation is Markdown"),
    ("similar::", "cli", "a difference is shown, and nothing else is made of it"),
    ("std::fs", "io", "the core reads and writes no files"),
    ("tempfile::", "io", "the core reads and writes no files"),
    ("tokio::", "client", "one module knows the network"),
];

const LINES_OF_A_FILE: usize = 400;
const LINES_OF_A_FUNCTION: usize = 60;

/// A source file without its tests.
struct SourceFile {
    /// From the root of the package, with `/` between its parts.
    path: String,
    /// The folder or file directly below `src`.
    module: String,
    lines: Vec<String>,
}

#[test]
fn a_module_uses_only_lower_floors() {
    let mut broken = Vec::new();
    for file in source_files() {
        let Some(floor) = floor_of(&file.module) else { continue };
        for (number, line) in file.lines.iter().enumerate() {
            for used in crate_paths(line) {
                let allowed =
                    used == file.module || floor_of(&used).is_some_and(|other| other < floor);
                if !allowed {
                    let place = format!("{}:{}", file.path, number + 1);
                    broken.push(format!("{place}: `{}` may not use `{used}`", file.module));
                }
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn every_module_has_a_floor() {
    let mut broken = Vec::new();
    for file in source_files() {
        let known = floor_of(&file.module).is_some() || ["lib", "main"].contains(&&*file.module);
        if !known {
            broken.push(format!("{}: `{}` has no floor in this test", file.path, file.module));
        }
    }
    assert_none(&broken);
}

#[test]
fn every_file_starts_with_what_it_is_about() {
    let files = source_files();
    let broken: Vec<String> = files
        .iter()
        .filter(|file| !file.lines.first().is_some_and(|line| line.starts_with("//! ")))
        .map(|file| format!("{}:1: the first line is not `//! …`", file.path))
        .collect();
    assert_none(&broken);
}

#[test]
fn no_file_is_longer_than_the_limit() {
    let files = source_files();
    let broken: Vec<String> = files
        .iter()
        .filter(|file| file.lines.len() > LINES_OF_A_FILE && !is_generated(file))
        .map(|file| {
            format!("{} has {} lines, {LINES_OF_A_FILE} at most", file.path, file.lines.len())
        })
        .collect();
    assert_none(&broken);
}

#[test]
fn no_function_is_longer_than_the_limit() {
    let mut broken = Vec::new();
    for file in source_files() {
        for (number, length) in functions(&file.lines) {
            if length > LINES_OF_A_FUNCTION {
                let limit = format!("{LINES_OF_A_FUNCTION} at most");
                broken.push(format!("{}:{number}: {length} lines, {limit}", file.path));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn a_confined_crate_stays_where_it_belongs() {
    let mut broken = Vec::new();
    for file in source_files() {
        for (number, line) in code_lines(&file) {
            for (word, module, why) in CONFINED {
                if line.contains(word) && file.module != *module {
                    broken.push(format!(
                        "{}:{number}: `{word}` outside `{module}`: {why}",
                        file.path
                    ));
                }
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn nothing_may_panic_by_design() {
    let mut broken = Vec::new();
    for file in source_files() {
        for (number, line) in code_lines(&file) {
            for word in [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("] {
                if line.contains(word) {
                    broken.push(format!("{}:{number}: `{word}`", file.path));
                }
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn no_path_of_a_machine_is_in_the_sources() {
    let mut broken = Vec::new();
    for file in source_files() {
        for (number, line) in file.lines.iter().enumerate() {
            if ["/home/", "/work/", "/tmp/wt"].iter().any(|word| line.contains(word)) {
                broken.push(format!("{}:{}: a path of one machine", file.path, number + 1));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn decisions_are_numbered_and_have_their_parts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/decisions");
    let mut names: Vec<String> = fs::read_dir(folder.clone())
        .expect("the folder of decisions")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    for (index, name) in names.iter().enumerate() {
        let number = format!("{:04}", index + 1);
        assert!(name.starts_with(&format!("{number}-")), "`{name}` is not number {number}");
        let text = fs::read_to_string(folder.join(name)).expect("a decision");
        for part in
            [&format!("# {number}: "), "\n## Context\n", "\n## Decision", "\n## Consequences\n"]
        {
            assert!(text.contains(part), "`{name}` lacks {part:?}");
        }
    }
}

#[test]
fn the_tables_of_this_test_are_sorted() {
    assert!(FLOORS.is_sorted_by(|left, right| left.0 < right.0));
    assert!(CONFINED.is_sorted_by(|left, right| left.0 < right.0));
}

#[track_caller]
fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "{} places:\n{}", broken.len(), broken.join("\n"));
}

fn floor_of(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// The modules named behind `crate::` in a line, those in braces too.
fn crate_paths(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in line.split("crate::").skip(1) {
        let group = rest.strip_prefix('{');
        for part in group.map_or(vec![rest], |group| group.split(',').collect()) {
            let name: String =
                part.trim().chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
            if !name.is_empty() && name.starts_with(char::is_lowercase) {
                found.push(name);
            }
        }
    }
    found
}

/// A table that `xtask` writes; nobody reads it from top to bottom.
fn is_generated(file: &SourceFile) -> bool {
    file.lines.iter().take(3).any(|line| line.contains("by `cargo xtask "))
}

/// Lines that are not comments, numbered from 1.
fn code_lines(file: &SourceFile) -> impl Iterator<Item = (usize, &String)> {
    let numbered = file.lines.iter().enumerate().map(|(index, line)| (index + 1, line));
    numbered.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// First line and length of each function; a body ends at the brace with the indent of its `fn`.
fn functions(lines: &[String]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        let words = code.split(' ').take(5).collect::<Vec<_>>();
        if code.starts_with("//") || !words.contains(&"fn") || code.ends_with(';') {
            continue;
        }
        let close = format!("{indent}}}");
        if let Some(length) = lines[start..].iter().position(|line| *line == close) {
            found.push((start + 1, length + 1));
        }
    }
    found
}

/// All files below `src`, cut before their own tests.
/// The path and the text of each source file, without its tests.
pub(crate) fn texts_of_sources() -> Vec<(String, String)> {
    source_files().into_iter().map(|file| (file.path, file.lines.join("\n"))).collect()
}

fn source_files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    paths.iter().map(|path| read_source(root, path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

fn read_source(root: &Path, path: &Path) -> SourceFile {
    let text = fs::read_to_string(path).expect("a source is UTF-8");
    let relative = path.strip_prefix(root).expect("below the root").to_string_lossy();
    let relative = relative.replace('\\', "/");
    let module = relative.split('/').nth(1).unwrap_or("").trim_end_matches(".rs").to_owned();
    // A folder of tests counts as tests.
    let is_test = relative.ends_with("/tests.rs") || relative.contains("/tests/");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if let Some(tests) = lines.iter().position(|line| line == "#[cfg(test)]") {
        lines.truncate(tests);
    }
    if is_test {
        lines.truncate(1);
    }
    SourceFile { path: relative, module, lines }
}
