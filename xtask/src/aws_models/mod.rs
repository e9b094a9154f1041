//! `cargo xtask aws-models`: AWS's service models, from a release of botocore to the packed form
//! in `models/`.

mod botocore;
mod pack;
mod release;
mod sentence;
mod strings;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ordain::aws::{Model, packed};
use rayon::prelude::*;

use crate::rust_text;
use botocore::Service;
use release::Release;
use summary::Models;

/// What a release becomes: files by their path below the folder of models, and the table.
struct Generated {
    version: String,
    files: BTreeMap<String, Vec<u8>>,
    table: String,
    models: Models,
}

/// Where the generated files belong.
struct Target {
    models: PathBuf,
    table: PathBuf,
    root: PathBuf,
}

impl Target {
    fn below(root: &Path) -> Self {
        Target {
            models: root.join("models"),
            table: root.join("src/aws/services.rs"),
            root: root.to_owned(),
        }
    }
}

/// Writes `models/` and `src/aws/services.rs` from a wheel, or from a folder that holds
/// `botocore`, and prints what changed.
///
/// # Errors
/// A release that is damaged or of another kind, with file and place; nothing is written then.
pub fn write(from: &Path) -> Result<(), String> {
    print!("{}", write_to(from, &Target::below(&crate::gen_tables::root()))?);
    Ok(())
}

/// What changed, for a person.
fn write_to(from: &Path, target: &Target) -> Result<String, String> {
    let generated = generate(from, &target.root)?;
    let old = read_models(&target.models);
    replace(target, &generated)?;
    let changes = match old {
        Ok(old) => summary::changes(&old, &generated.models),
        Err(error) => format!("what there was cannot be compared: {error}\n"),
    };
    let bytes: usize = generated.files.values().map(Vec::len).sum();
    let totals = summary::totals(&generated.models);
    let version = generated.version;
    Ok(format!("{changes}botocore {version}: {totals}, {} kB packed\n", bytes / 1000))
}

/// Fails where a file on disk is not what would be written, and says what differs.
pub fn check(from: &Path) -> Result<(), String> {
    check_in(from, &Target::below(&crate::gen_tables::root()))
}

fn check_in(from: &Path, target: &Target) -> Result<(), String> {
    let generated = generate(from, &target.root)?;
    let differs = |path: &Path, expected: &[u8]| fs::read(path).ok().as_deref() != Some(expected);
    let mut paths: Vec<PathBuf> = Vec::new();
    for (name, bytes) in &generated.files {
        let path = target.models.join(name);
        if differs(&path, bytes) {
            paths.push(path);
        }
    }
    if differs(&target.table, generated.table.as_bytes()) {
        paths.push(target.table.clone());
    }
    let known = |name: &String| !generated.files.contains_key(name);
    paths.extend(
        names_in(&target.models)?.iter().filter(|it| known(it)).map(|it| target.models.join(it)),
    );
    if paths.is_empty() {
        return Ok(());
    }
    let old = read_models(&target.models)?;
    let changes = summary::changes(&old, &generated.models);
    let count = paths.len();
    let first = paths.first().map(|path| path.display().to_string()).unwrap_or_default();
    let what = "files are not what aws-models would write, the first is";
    Err(format!("{changes}{count} {what} {first}"))
}

fn generate(from: &Path, root: &Path) -> Result<Generated, String> {
    let release = Release::open(from)?;
    let version = release.version()?;
    let names: Vec<&str> = release.services().into_iter().collect();
    let packed: Vec<(String, Vec<u8>)> = names
        .par_iter()
        .map(|name| Ok(((*name).to_owned(), pack(&release, name)?)))
        .collect::<Result<_, String>>()?;
    let mut models = Models::new();
    let mut files = about(&release)?;
    for (name, bytes) in packed {
        // Read back, so that nothing is written that the program could not read.
        let model = Model::read(bytes.clone()).map_err(|error| format!("{name}: {error}"))?;
        model.check_documentation().map_err(|error| format!("{name}: {error}"))?;
        models.insert(name.clone(), model);
        files.insert(format!("{name}.bin"), bytes);
    }
    let totals = summary::totals(&models);
    let readme = README.replace("VERSION", &version).replace("TOTALS", &totals);
    files.insert("README.md".to_owned(), readme.into_bytes());
    let table = rust_text::format(&table(&version, &models), root)?;
    Ok(Generated { version, files, table, models })
}

fn pack(release: &Release, name: &str) -> Result<Vec<u8>, String> {
    let service = Service::read(release, name)?;
    let packed = pack::pack(&service)?;
    packed::write(&packed.structure, &packed.documentation)
        .map_err(|error| format!("{}: {error}", service.place))
}

/// The licence and the notice, which travel with what is made of the work.
fn about(release: &Release) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = BTreeMap::new();
    for (ours, theirs) in [("LICENSE.txt", "LICENSE.txt"), ("NOTICE.txt", "NOTICE")] {
        let path = release.about().find(|path| path.rsplit('/').next() == Some(theirs));
        let text = path.map(|path| release.text(path)).transpose()?.flatten();
        let Some((text, _)) = text else {
            return Err(format!("{}: no {theirs} of botocore", release.place_of("")));
        };
        files.insert(ours.to_owned(), text.into_bytes());
    }
    Ok(files)
}

fn table(version: &str, models: &Models) -> String {
    let mut rows = String::new();
    for model in models.values() {
        let (name, id, prefix) = (model.name(), model.service_id(), model.endpoint_prefix());
        let packed = format!("include_bytes!(\"../../models/{name}.bin\")");
        rows += &format!("    Service::new({name:?}, {id:?}, {prefix:?}, {packed}),\n");
    }
    let count = models.len();
    format!(
        "//! The services that are built in, sorted by name.\n\
         // Generated by `cargo xtask aws-models`: change the generator, not this file.\n\n\
         use super::service::Service;\n\n\
         /// The release of botocore that the models are of.\n\
         pub const MODELS_VERSION: &str = {version:?};\n\n\
         pub(super) static SERVICES: [Service; {count}] = [\n{rows}];\n"
    )
}

/// Puts the new files in place of the old ones. All of them are on disk before the first old one
/// goes.
fn replace(target: &Target, generated: &Generated) -> Result<(), String> {
    let named = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let fresh = tempfile::Builder::new()
        .prefix(".models-")
        .tempdir_in(&target.root)
        .map_err(|error| named(&target.root, error))?;
    let (models, old) = (fresh.path().join("new"), fresh.path().join("old"));
    let table = fresh.path().join("services.rs");
    fs::create_dir(&models).map_err(|error| named(&models, error))?;
    for (name, bytes) in &generated.files {
        let path = models.join(name);
        fs::write(&path, bytes).map_err(|error| named(&path, error))?;
    }
    fs::write(&table, &generated.table).map_err(|error| named(&table, error))?;
    if target.models.exists() {
        fs::rename(&target.models, &old).map_err(|error| named(&target.models, error))?;
    }
    fs::rename(&models, &target.models).map_err(|error| named(&target.models, error))?;
    fs::rename(&table, &target.table).map_err(|error| named(&target.table, error))
}

fn read_models(folder: &Path) -> Result<Models, String> {
    let mut models = Models::new();
    for file in names_in(folder)? {
        let Some(name) = file.strip_suffix(".bin") else { continue };
        let path = folder.join(&file);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let model = Model::read(bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        models.insert(name.to_owned(), model);
    }
    Ok(models)
}

/// The files in a folder; none where there is no such folder.
fn names_in(folder: &Path) -> Result<Vec<String>, String> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let named = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(named)? {
        names.push(entry.map_err(named)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

const README: &str = "# AWS's service models

What is here was made from botocore VERSION (PyPI), Amazon's Python library, by
`cargo xtask aws-models`; change nothing by hand. `docs/aws-models.md` says what is packed and how
to update.

TOTALS. One file for each service, named as boto3 names its client.

botocore is licensed under the Apache License, version 2.0: `LICENSE.txt` is its licence and
`NOTICE.txt` its notice. The files are no copies: the models were cut down to what a compiler
checks and to the first sentence of their documentation, and packed.
";
