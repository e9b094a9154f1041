//! Writing a site of reference pages: as a build is written, with a manifest of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::doc::SiteFile;

use super::super::Problem;
use super::super::build_manifest::sha256;
use super::commit::{Commit, NewText, Work, make_folder};
use super::compare::{Standing, checksum, is_below, standing};
use super::lock::{Locked, staging_folders};
use super::{Changes, remove_empty_folders};

/// Tells which files of a folder are ours.
const SITE_MANIFEST: &str = "ordain-doc.json";

/// Grows when a member changes its meaning or goes away.
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct SiteManifest {
    version: u32,
    /// The checksums of the files by their paths.
    files: BTreeMap<String, String>,
}

/// Makes a folder hold a site: what an earlier site had and this one has not is removed, unless
/// somebody changed it since.
///
/// # Errors
/// Files of others in the way, or what the disk says. Then no page is changed, unless the disk
/// fails while files get their names; the next site mends that.
pub fn write_site(folder: &Path, files: &[SiteFile]) -> Result<Changes, Problem> {
    make_folder(folder)?;
    let locked = Locked::new(folder);
    let old = read_old(folder)?;
    let mut changes = Changes::default();
    let mut texts = Vec::new();
    for file in files {
        no_link_in_the_way(folder, &file.path)?;
        match standing(folder, &file.path, &file.text)? {
            Standing::Same => changes.unchanged += 1,
            Standing::Other if !old.contains_key(&file.path) => {
                let path = folder.join(&file.path);
                return Err(Problem::because(
                    &path,
                    "was not written by `ordain doc`: name another folder with `--out`, or move it",
                ));
            }
            Standing::Missing | Standing::Other => {
                texts.push(NewText { path: &file.path, text: &file.text });
                changes.written.push(file.path.clone());
            }
        }
    }
    let new: BTreeMap<String, String> =
        files.iter().map(|it| (it.path.clone(), sha256(it.text.as_bytes()))).collect();
    for (path, sum) in old.iter().filter(|(path, _)| !new.contains_key(*path)) {
        match checksum(&folder.join(path)) {
            Some(found) if found == *sum => changes.removed.push(path.clone()),
            Some(_) => changes.kept.push(path.clone()),
            None => {}
        }
    }
    locked.remove_left_over(&staging_folders(folder));
    let both: BTreeMap<String, String> = old.into_iter().chain(new.clone()).collect();
    let manifest = manifest_text(new);
    let is_same = standing(folder, SITE_MANIFEST, &manifest)? == Standing::Same;
    let work = Work {
        folder,
        removed: changes.removed.iter().map(String::as_str).collect(),
        manifest_path: SITE_MANIFEST,
        unfinished_manifest: (!texts.is_empty()).then(|| manifest_text(both)),
        manifest: (!is_same || !texts.is_empty()).then_some(manifest),
        texts,
    };
    Commit::prepare(&work)?.run()?;
    remove_empty_folders(folder, &changes.removed);
    Ok(changes)
}

/// A folder of the site that leads elsewhere is not ours to write to.
fn no_link_in_the_way(folder: &Path, path: &str) -> Result<(), Problem> {
    let Some((inner, _)) = path.rsplit_once('/') else { return Ok(()) };
    let inner = folder.join(inner);
    match fs::symlink_metadata(&inner) {
        Ok(known) if !known.is_dir() => Err(Problem::because(&inner, "is not a folder")),
        _ => Ok(()),
    }
}

fn manifest_text(files: BTreeMap<String, String>) -> String {
    match serde_json::to_string_pretty(&SiteManifest { version: VERSION, files }) {
        Ok(text) => text + "\n",
        Err(_) => unreachable!("texts and a number are always JSON"),
    }
}

/// The files of the last site; those that lead out of the folder are not ours.
fn read_old(folder: &Path) -> Result<BTreeMap<String, String>, Problem> {
    let path = folder.join(SITE_MANIFEST);
    let known = match fs::symlink_metadata(&path) {
        Ok(known) => known,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(Problem::at(&path, &error)),
    };
    // A pipe would wait for somebody to write.
    let bytes = known.is_file().then(|| fs::read(&path)).transpose();
    let bytes = bytes.map_err(|error| Problem::at(&path, &error))?.unwrap_or_default();
    match serde_json::from_slice::<SiteManifest>(&bytes) {
        Ok(mut manifest) if manifest.version == VERSION => {
            manifest.files.retain(|path, _| is_below(path));
            Ok(manifest.files)
        }
        _ => Err(Problem::because(
            &path,
            "is not the manifest of a site: name another folder with `--out`, or move it",
        )),
    }
}
