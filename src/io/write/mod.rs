//! Writing a build: every file whole or not at all, unchanged files untouched, old ones removed,
//! other people's files left alone.

mod commit;
mod compare;
mod lock;
mod site;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::session::{BuiltArtifact, Session};

use super::Problem;
use super::build_manifest::BUILD_MANIFEST;
use commit::{Commit, NewText, Work, make_folder};
use compare::{Comparison, Standing};
use lock::Locked;

pub use site::write_site;

/// Which artifacts of an earlier build are removed when this one does not make them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them: this build makes everything that belongs to its folder.
    Whole,
    /// Those that came from these sources.
    Sources(BTreeSet<String>),
    /// Those that came from the file that is a project of its own.
    File,
    /// None.
    Nothing,
}

/// What to do with a file that Ordain did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflicts {
    Refuse,
    Replace,
}

/// Where a build goes.
#[derive(Clone, Copy, Debug)]
pub struct OutTarget<'a> {
    /// Absolute.
    pub folder: &'a Path,
    /// The folder as the user would write it.
    pub shown: &'a str,
    pub scope: &'a Scope,
    /// The file that is a project of its own, where one is; absolute.
    pub lone_file: Option<&'a Path>,
    /// The tool whose stack is built: what another target has written stays.
    pub tool: Option<&'a str>,
}

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Sorted.
    pub written: Vec<String>,
    /// Sorted.
    pub removed: Vec<String>,
    /// Files of an earlier build that somebody changed since: not removed.
    pub kept: Vec<String>,
    pub unchanged: usize,
}

/// How a file of the folder is not as a build would leave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    Missing,
    Changed,
    Surplus,
}

/// Why nothing was written.
#[derive(Clone, Debug)]
pub enum WriteProblem {
    /// Files that Ordain did not write are in the way.
    Foreign(Vec<Diagnostic>),
    Disk(Problem),
}

impl From<Problem> for WriteProblem {
    fn from(problem: Problem) -> Self {
        Self::Disk(problem)
    }
}

/// What differs from a build, sorted by path; empty when the folder is as a build would leave it.
/// Reads only.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn differences(
    target: &OutTarget<'_>,
    session: &Session,
    artifacts: &[BuiltArtifact],
) -> Result<Vec<(String, Difference)>, Problem> {
    let found = Comparison::new(target, session, artifacts, Conflicts::Refuse)?;
    let changed =
        found.changed.iter().map(|(artifact, standing)| (artifact.path.clone(), *standing));
    let manifest = std::iter::once((BUILD_MANIFEST.to_owned(), found.manifest));
    let files = changed.chain(manifest).filter_map(|(path, standing)| match standing {
        Standing::Missing => Some((path, Difference::Missing)),
        Standing::Other => Some((path, Difference::Changed)),
        Standing::Same => None,
    });
    let left_over = found.left_over.iter().filter_map(|path| path.file_name());
    let left_over = left_over.map(|name| name.to_string_lossy().into_owned());
    let surplus = found.stale.iter().cloned().chain(left_over);
    let mut all: Vec<(String, Difference)> =
        files.chain(surplus.map(|path| (path, Difference::Surplus))).collect();
    all.sort();
    Ok(all)
}

/// Makes a folder as a build wants it.
///
/// # Errors
/// Files of others in the way, or what the disk says. Then no artifact is changed, unless the disk
/// fails while files get their names; the next build mends that.
pub fn write(
    target: &OutTarget<'_>,
    session: &Session,
    artifacts: &[BuiltArtifact],
    conflicts: Conflicts,
) -> Result<Changes, WriteProblem> {
    let folder = target.folder;
    make_folder(folder)?;
    let locked = Locked::new(folder);
    let found = Comparison::new(target, session, artifacts, conflicts)?;
    if conflicts == Conflicts::Refuse && !found.foreign.is_empty() {
        return Err(WriteProblem::Foreign(found.foreign));
    }
    locked.remove_left_over(&found.left_over);
    no_folder_in_the_way(folder, &found)?;
    Commit::prepare(&work(folder, &found))?.run()?;
    remove_empty_folders(folder, &found.stale);
    Ok(Changes {
        written: found.changed.iter().map(|(artifact, _)| artifact.path.clone()).collect(),
        removed: found.stale,
        kept: found.kept,
        unchanged: found.unchanged,
    })
}

fn work<'a>(folder: &'a Path, found: &'a Comparison<'_>) -> Work<'a> {
    let texts = found.changed.iter();
    let texts: Vec<NewText<'_>> =
        texts.map(|(artifact, _)| NewText { path: &artifact.path, text: &artifact.text }).collect();
    Work {
        folder,
        removed: found.stale.iter().map(String::as_str).collect(),
        manifest_path: BUILD_MANIFEST,
        unfinished_manifest: (!texts.is_empty()).then(|| found.unfinished_manifest_text()),
        // The manifest of both must give way to that of the new ones.
        manifest: (found.manifest != Standing::Same || !texts.is_empty())
            .then(|| found.manifest_text()),
        texts,
    }
}

/// A file cannot take the name of a folder: better known before the first one has its name.
fn no_folder_in_the_way(folder: &Path, found: &Comparison<'_>) -> Result<(), Problem> {
    let others = found.changed.iter().filter(|(_, standing)| *standing == Standing::Other);
    let mut paths = others.map(|(artifact, _)| folder.join(&artifact.path));
    let is_folder =
        |path: &std::path::PathBuf| fs::symlink_metadata(path).is_ok_and(|known| known.is_dir());
    match paths.find(is_folder) {
        Some(path) => Err(Problem::because(&path, "is a folder, and a file is to be written here")),
        None => Ok(()),
    }
}

/// Fails where other files are in a folder: then it stays.
fn remove_empty_folders(folder: &Path, removed: &[String]) {
    let folders: BTreeSet<_> = removed.iter().filter_map(|path| Path::new(path).parent()).collect();
    for inner in folders.into_iter().filter(|it| !it.as_os_str().is_empty()) {
        let _ = fs::remove_dir(folder.join(inner));
    }
}
