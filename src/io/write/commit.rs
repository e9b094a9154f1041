//! The steps of a write, in an order that may end anywhere: every file is old or new, and the
//! manifest lists both until all are new.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use tempfile::TempDir;

use super::super::Problem;
use super::lock::STAGING;

/// A new text of a file below the folder of the build.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewText<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
}

/// What a write is to do.
pub(super) struct Work<'a> {
    pub(super) folder: &'a Path,
    pub(super) texts: Vec<NewText<'a>>,
    /// Paths below the folder.
    pub(super) removed: Vec<&'a str>,
    /// The name of the manifest, below the folder.
    pub(super) manifest_path: &'a str,
    /// The manifest while the texts get their names; absent where there is nothing to write.
    pub(super) unfinished_manifest: Option<String>,
    /// Absent where it stands as it is to be.
    pub(super) manifest: Option<String>,
}

/// Everything is written and waits for its name.
pub(super) struct Commit {
    /// Each is done whole before the next; the steps of one in any order.
    pub(super) phases: Vec<Vec<Step>>,
    /// Goes away with its owner.
    _staging: Option<TempDir>,
}

/// One change of the disk, done whole or not at all.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Rename { from: PathBuf, to: PathBuf },
    Remove(PathBuf),
}

impl Commit {
    /// Writes all texts under names that nobody reads. Nothing that is there changes.
    ///
    /// # Errors
    /// What the disk says, and folders without rights, as far as that can be known before.
    pub(super) fn prepare(work: &Work<'_>) -> Result<Self, Problem> {
        let folder = work.folder;
        let mut commit = Self { phases: Vec::new(), _staging: None };
        let has_texts = work.manifest.is_some() || !work.texts.is_empty();
        if has_texts {
            let staging = tempfile::Builder::new().prefix(STAGING).tempdir_in(folder);
            let staging = staging.map_err(|error| Problem::at(folder, &error))?;
            commit.stage(work, staging.path())?;
            commit._staging = Some(staging);
        }
        let removed = work.removed.iter().map(|path| Step::Remove(folder.join(path)));
        commit.phases.insert(commit.phases.len().saturating_sub(1), removed.collect());
        commit.check_folders(folder)?;
        Ok(commit)
    }

    /// The manifest of both, the texts, the manifest of the new ones: each in a phase.
    fn stage(&mut self, work: &Work<'_>, staging: &Path) -> Result<(), Problem> {
        let numbered: Vec<(usize, &NewText<'_>)> = work.texts.iter().enumerate().collect();
        let put = |name: &str, path: &str, text: &str| -> Result<Step, Problem> {
            let (from, to) = (staging.join(name), work.folder.join(path));
            // Closed at once: thousands of open files are more than a system gives.
            fs::write(&from, text).map_err(|error| Problem::at(&to, &error))?;
            Ok(Step::Rename { from, to })
        };
        let texts: Result<Vec<Step>, Problem> = numbered
            .par_iter()
            .map(|(number, new)| put(&number.to_string(), new.path, new.text))
            .collect();
        let manifest = |name: &str, text: &Option<String>| -> Result<Vec<Step>, Problem> {
            text.iter().map(|text| put(name, work.manifest_path, text)).collect()
        };
        let texts = texts?;
        self.phases.push(manifest("both", &work.unfinished_manifest)?);
        self.phases.push(texts);
        self.phases.push(manifest("new", &work.manifest)?);
        Ok(())
    }

    /// Makes the folders that are missing, and finds those without rights before any step.
    fn check_folders(&self, folder: &Path) -> Result<(), Problem> {
        let steps = self.phases.iter().flatten();
        let mut folders: Vec<&Path> =
            steps.filter_map(|step| step.path().parent()).filter(|it| *it != folder).collect();
        folders.sort();
        folders.dedup();
        for folder in folders {
            if !folder.is_dir() {
                make_folder(folder)?;
            } else if let Err(error) = may_write(folder) {
                return Err(Problem::at(folder, &error));
            }
        }
        Ok(())
    }

    /// Carries all steps out.
    ///
    /// # Errors
    /// What the disk says. The manifest then lists old and new, and the next build mends it.
    pub(super) fn run(&self) -> Result<(), Problem> {
        self.phases.iter().try_for_each(|phase| phase.par_iter().try_for_each(Step::run))
    }
}

impl Step {
    fn path(&self) -> &Path {
        match self {
            Step::Rename { to, .. } => to,
            Step::Remove(path) => path,
        }
    }

    pub(super) fn run(&self) -> Result<(), Problem> {
        let done = match self {
            Step::Rename { from, to } => fs::rename(from, to),
            Step::Remove(path) => fs::remove_file(path),
        };
        done.map_err(|error| Problem::at(self.path(), &error))
    }
}

/// Makes a folder and those around it.
pub(super) fn make_folder(folder: &Path) -> Result<(), Problem> {
    let is_link = || fs::symlink_metadata(folder).is_ok_and(|known| known.is_symlink());
    fs::create_dir_all(folder).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists if is_link() => {
            Problem::because(folder, "is a link that leads nowhere")
        }
        ErrorKind::AlreadyExists => Problem::because(folder, "is not a folder"),
        _ => Problem::at(folder, &error),
    })
}

#[cfg(unix)]
fn may_write(folder: &Path) -> std::io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

#[cfg(not(unix))]
fn may_write(_: &Path) -> std::io::Result<()> {
    Ok(())
}
