//! Writing a build: every file whole or not at all, unchanged files untouched, old ones removed,
//! other people's files left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use tempfile::{NamedTempFile, TempPath};

use crate::diagnostic::Diagnostic;
use crate::session::{BuiltArtifact, Session};

use super::build_manifest::{BUILD_MANIFEST, BuildManifest, Entry, sha256};
use super::{Problem, errors};

/// Temporary files start with this; what an interrupted build left is removed by the next.
const TEMPORARY: &str = ".ordain-";

/// No build takes this long.
const LEFT_OVER_AGE: Duration = Duration::from_secs(15 * 60);

/// Which artifacts of an earlier build are removed when this one does not make them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them: this build makes everything that belongs to its folder.
    Whole,
    /// Those that came from these sources.
    Sources(BTreeSet<String>),
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
    pub folder: &'a Path,
    /// The folder as the user would write it.
    pub shown: &'a str,
    pub scope: &'a Scope,
}

/// A folder of a build, compared with what is to be there.
pub struct OutFolder {
    folder: PathBuf,
    /// Of the manifest that the last build left.
    old: BTreeMap<String, Entry>,
    /// What the manifest will say.
    new: BTreeMap<String, Entry>,
    /// Path and text of what is missing or differs.
    changed: Vec<(String, String)>,
    /// Paths of what an earlier build wrote and nothing makes any more.
    stale: Vec<String>,
    foreign: Vec<Diagnostic>,
    manifest_changed: bool,
    unchanged: usize,
}

/// What a build did, or would do.
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

impl OutFolder {
    /// Compares a folder with the artifacts of a build.
    ///
    /// # Errors
    /// A folder or file that cannot be read.
    pub fn compare(
        target: OutTarget<'_>,
        session: &Session,
        artifacts: &[BuiltArtifact],
    ) -> Result<Self, Problem> {
        let OutTarget { folder, shown, scope } = target;
        if let Some(artifact) = artifacts.iter().find(|artifact| !is_below(&artifact.path)) {
            let path = &artifact.path;
            return Err(Problem::new(format!("`{path}` does not lie in the folder of the build")));
        }
        let old = read_old(folder)?;
        let made: BTreeMap<String, Entry> = artifacts
            .par_iter()
            .map(|artifact| (artifact.path.clone(), entry(session, artifact)))
            .collect();
        let compared: Result<Vec<Standing>, Problem> = artifacts
            .par_iter()
            .map(|artifact| standing(folder, &artifact.path, &artifact.text))
            .collect();
        let mut out = Self {
            folder: folder.to_owned(),
            stale: Vec::new(),
            new: made,
            changed: Vec::new(),
            foreign: Vec::new(),
            manifest_changed: false,
            unchanged: 0,
            old,
        };
        for (artifact, standing) in artifacts.iter().zip(compared?) {
            out.take(artifact, standing, shown);
        }
        for (path, entry) in &out.old {
            if out.new.contains_key(path) {
                continue;
            }
            let is_stale = match scope {
                Scope::Whole => true,
                Scope::Sources(sources) => sources.contains(&entry.source),
                Scope::Nothing => false,
            };
            if is_stale {
                out.stale.push(path.clone());
            } else {
                out.new.insert(path.clone(), entry.clone());
            }
        }
        let text = out.manifest_text();
        out.manifest_changed = standing(folder, BUILD_MANIFEST, &text)? != Standing::Same;
        Ok(out)
    }

    fn take(&mut self, artifact: &BuiltArtifact, standing: Standing, shown: &str) {
        match standing {
            Standing::Same => {
                self.unchanged += 1;
                return;
            }
            Standing::Other if !self.old.contains_key(&artifact.path) => {
                let path = format!("{shown}/{}", artifact.path);
                self.foreign.push(errors::foreign_file(artifact.source, &path));
            }
            Standing::Other | Standing::Missing => {}
        }
        self.changed.push((artifact.path.clone(), artifact.text.clone()));
    }

    /// What differs from the build; empty when the folder is as a build would leave it.
    pub fn differences(&self) -> Vec<String> {
        let changed = self.changed.iter().map(|(path, _)| path.clone());
        let manifest = self.manifest_changed.then(|| BUILD_MANIFEST.to_owned());
        let all: BTreeSet<String> =
            changed.chain(self.stale.iter().cloned()).chain(manifest).collect();
        all.into_iter().collect()
    }

    /// Makes the folder as the build wants it.
    ///
    /// # Errors
    /// Files of others in the way, or what the disk says; then no artifact is changed.
    pub fn write(self, conflicts: Conflicts) -> Result<Changes, WriteProblem> {
        if conflicts == Conflicts::Refuse && !self.foreign.is_empty() {
            return Err(WriteProblem::Foreign(self.foreign));
        }
        self.make_folders()?;
        let pending: Result<Vec<Pending>, Problem> =
            self.changed.par_iter().map(|(path, text)| pending(&self.folder, path, text)).collect();
        let pending = pending?;
        // An interrupted build must not leave a file that the next one takes for a stranger's.
        if self.changed.iter().any(|(path, _)| !self.old.contains_key(path)) {
            let mut both = self.old.clone();
            both.extend(self.new.clone());
            put(&self.folder, BUILD_MANIFEST, &BuildManifest::new(both).to_text())?;
        }
        let done: Result<Vec<()>, Problem> = pending.into_par_iter().map(Pending::finish).collect();
        done?;
        let mut changes = Changes {
            written: self.changed.iter().map(|(path, _)| path.clone()).collect(),
            unchanged: self.unchanged,
            ..Changes::default()
        };
        self.remove_stale(&mut changes)?;
        if self.manifest_changed {
            put(&self.folder, BUILD_MANIFEST, &self.manifest_text())?;
        }
        Ok(changes)
    }

    fn manifest_text(&self) -> String {
        BuildManifest::new(self.new.clone()).to_text()
    }

    fn make_folders(&self) -> Result<(), Problem> {
        let paths = self.changed.iter().map(|(path, _)| self.folder.join(path));
        let mut folders: BTreeSet<PathBuf> =
            paths.filter_map(|path| path.parent().map(Path::to_owned)).collect();
        folders.insert(self.folder.clone());
        for folder in folders {
            fs::create_dir_all(&folder).map_err(|error| Problem::at(&folder, &error))?;
            remove_left_over(&folder);
        }
        Ok(())
    }

    /// Removes what an earlier build wrote, unless somebody has changed it since.
    fn remove_stale(&self, changes: &mut Changes) -> Result<(), Problem> {
        for path in &self.stale {
            let full = self.folder.join(path);
            let Ok(bytes) = fs::read(&full) else { continue };
            let is_ours = self.old.get(path).is_some_and(|entry| entry.sha256 == sha256(&bytes));
            if !is_ours {
                changes.kept.push(path.clone());
                continue;
            }
            fs::remove_file(&full).map_err(|error| Problem::at(&full, &error))?;
            changes.removed.push(path.clone());
            // Fails where other files are in the folder: then it stays.
            if let Some(folder) = full.parent().filter(|folder| *folder != self.folder) {
                let _ = fs::remove_dir(folder);
            }
        }
        Ok(())
    }
}

/// What stands at the place of an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Missing,
    Same,
    Other,
}

fn standing(folder: &Path, path: &str, text: &str) -> Result<Standing, Problem> {
    let full = folder.join(path);
    let known = match fs::symlink_metadata(&full) {
        Ok(known) => known,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Standing::Missing),
        Err(error) => return Err(Problem::at(&full, &error)),
    };
    // The size tells most changes without reading.
    if !known.is_file() || known.len() != text.len() as u64 {
        return Ok(Standing::Other);
    }
    let bytes = fs::read(&full).map_err(|error| Problem::at(&full, &error))?;
    Ok(if bytes == text.as_bytes() { Standing::Same } else { Standing::Other })
}

fn entry(session: &Session, artifact: &BuiltArtifact) -> Entry {
    let source = session.sources().get(artifact.source.file);
    Entry::of(artifact, source.map_or("", |source| &source.path))
}

/// The files that the last build listed; entries that lead out of the folder are not ours.
fn read_old(folder: &Path) -> Result<BTreeMap<String, Entry>, Problem> {
    let path = folder.join(BUILD_MANIFEST);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(Problem::at(&path, &error)),
    };
    let Some(mut entries) = BuildManifest::parse(&bytes) else {
        return Err(Problem::new(format!(
            "`{}`: is not the manifest of a build: name another folder with `--out`, or move it",
            path.display()
        )));
    };
    entries.retain(|path, _| is_below(path));
    Ok(entries)
}

fn is_below(path: &str) -> bool {
    use std::path::Component;
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// A file that is written and waits for its name.
struct Pending {
    temporary: TempPath,
    path: PathBuf,
}

impl Pending {
    fn finish(self) -> Result<(), Problem> {
        let path = self.path;
        self.temporary.persist(&path).map_err(|error| Problem::at(&path, &error.error))
    }
}

fn pending(folder: &Path, path: &str, text: &str) -> Result<Pending, Problem> {
    let path = folder.join(path);
    let parent = path.parent().unwrap_or(folder);
    let mut file = temporary(parent).map_err(|error| Problem::at(parent, &error))?;
    file.write_all(text.as_bytes()).map_err(|error| Problem::at(&path, &error))?;
    // Closed here: thousands of open files are more than a system gives.
    Ok(Pending { temporary: file.into_temp_path(), path })
}

fn put(folder: &Path, path: &str, text: &str) -> Result<(), Problem> {
    pending(folder, path, text)?.finish()
}

/// A temporary file that gets the rights of any new file, not those of a secret one.
fn temporary(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Removes the temporary files of a build that was interrupted; not those of one that runs.
fn remove_left_over(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let modified = entry.metadata().and_then(|known| known.modified());
        let age = modified.ok().and_then(|time| time.elapsed().ok());
        let is_old = age.is_some_and(|age| age > LEFT_OVER_AGE);
        if is_old && name.starts_with(TEMPORARY) && name.ends_with(".tmp") {
            let _ = fs::remove_file(entry.path());
        }
    }
}
