//! Writes `src/stdlib/tasks.rs`, the table of the library's modules and roles, from the files
//! under `stdlib/modules` and `stdlib/roles`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Writes the table anew.
pub fn write() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files: Vec<(String, String)> = Vec::new();
    for folder in ["modules", "roles"] {
        let entries = fs::read_dir(root.join("stdlib").join(folder));
        for entry in entries.map_err(|error| format!("stdlib/{folder}: {error}"))? {
            let name = entry.map_err(|error| error.to_string())?.file_name();
            let name = name.to_string_lossy().into_owned();
            if let Some(stem) = name.strip_suffix(".ord") {
                files.push((stem.to_owned(), format!("{folder}/{name}")));
            }
        }
    }
    files.sort();
    let mut out = String::from("//! Modules and roles, sorted by name.\n");
    out.push_str("// Written by `cargo xtask gen-tasks`.\n\nuse super::TaskSource;\n\n");
    out.push_str("#[rustfmt::skip]\npub(super) static TASKS: &[TaskSource] = &[\n");
    for (name, path) in &files {
        let _ = writeln!(
            out,
            "    TaskSource {{ name: {name:?}, path: {path:?}, text: include_str!(\"../../stdlib/{path}\") }},"
        );
    }
    out.push_str("];\n");
    let target = root.join("src/stdlib/tasks.rs");
    fs::write(&target, out).map_err(|error| format!("{}: {error}", target.display()))
}
