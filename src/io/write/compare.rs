//! What stands in the folder of a build, compared with what is to stand there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::diagnostic::Diagnostic;
use crate::session::{BuiltArtifact, Session};

use super::super::build_manifest::{BUILD_MANIFEST, BuildManifest, Entry, sha256};
use super::super::{Problem, errors, paths};
use super::lock::staging_folders;
use super::{Conflicts, OutTarget, Scope};

/// A folder of a build beside what is to be there.
pub(super) struct Comparison<'a> {
    /// Of the manifest that the last build left.
    pub(super) old: BTreeMap<String, Entry>,
    /// What the manifest will say.
    pub(super) new: BTreeMap<String, Entry>,
    /// What is missing or differs.
    pub(super) changed: Vec<(&'a BuiltArtifact, Standing)>,
    /// Paths of what an earlier build wrote and nothing makes any more.
    pub(super) stale: Vec<String>,
    /// Such files that somebody changed since: they stay.
    pub(super) kept: Vec<String>,
    pub(super) foreign: Vec<Diagnostic>,
    pub(super) manifest: Standing,
    /// Staging folders of builds that were killed.
    pub(super) left_over: Vec<PathBuf>,
    pub(super) unchanged: usize,
}

/// What stands at the place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Missing,
    Same,
    Other,
}

impl<'a> Comparison<'a> {
    /// # Errors
    /// A folder or file that cannot be read, a manifest that is not one.
    pub(super) fn new(
        target: &OutTarget<'_>,
        session: &Session,
        artifacts: &'a [BuiltArtifact],
        conflicts: Conflicts,
    ) -> Result<Self, Problem> {
        let folder = target.folder;
        if let Some(artifact) = artifacts.iter().find(|artifact| !is_below(&artifact.path)) {
            let path = &artifact.path;
            return Err(Problem::new(format!("`{path}` does not lie in the folder of the build")));
        }
        let old = read_old(folder, conflicts)?;
        let new: BTreeMap<String, Entry> = artifacts
            .par_iter()
            .map(|artifact| (artifact.path.clone(), entry(target, session, artifact)))
            .collect();
        let standings: Result<Vec<Standing>, Problem> = artifacts
            .par_iter()
            .map(|artifact| standing(folder, &artifact.path, &artifact.text))
            .collect();
        let mut all = Self {
            old,
            new,
            changed: Vec::new(),
            stale: Vec::new(),
            kept: Vec::new(),
            foreign: Vec::new(),
            manifest: Standing::Same,
            left_over: staging_folders(folder),
            unchanged: 0,
        };
        for (artifact, standing) in artifacts.iter().zip(standings?) {
            all.take(artifact, standing, target);
        }
        all.find_stale(target);
        all.manifest = standing(folder, BUILD_MANIFEST, &all.manifest_text())?;
        Ok(all)
    }

    fn take(&mut self, artifact: &'a BuiltArtifact, standing: Standing, target: &OutTarget<'_>) {
        if standing == Standing::Same {
            self.unchanged += 1;
            return;
        }
        if standing == Standing::Other && !self.old.contains_key(&artifact.path) {
            let path = format!("{}/{}", target.shown, artifact.path);
            self.foreign.push(errors::foreign_file(artifact.source, &path));
        }
        self.changed.push((artifact, standing));
    }

    /// Old entries that no artifact has: in the scope of this build and of its target, or not.
    fn find_stale(&mut self, target: &OutTarget<'_>) {
        for (path, entry) in &self.old {
            if self.new.contains_key(path) {
                continue;
            }
            let is_stale = match target.scope {
                Scope::Whole => true,
                Scope::Sources(sources) => sources.contains(&entry.source),
                Scope::File => lone_source(target).is_some_and(|it| it == entry.source),
                Scope::Nothing => false,
            };
            // Targets stand side by side in one folder.
            if !is_stale || entry.tool() != target.tool {
                self.new.insert(path.clone(), entry.clone());
                continue;
            }
            match checksum(&target.folder.join(path)) {
                Some(found) if found == entry.sha256 => self.stale.push(path.clone()),
                Some(_) => self.kept.push(path.clone()),
                None => {}
            }
        }
    }

    pub(super) fn manifest_text(&self) -> String {
        BuildManifest::new(self.new.clone()).to_text()
    }

    /// Lists every file as it was and as it will be.
    pub(super) fn unfinished_manifest_text(&self) -> String {
        let was = self.old.iter().filter(|(path, old)| self.new.get(*path) != Some(*old));
        BuildManifest::unfinished(was.map(|(_, old)| old), self.new.values()).to_text()
    }
}

/// `path` is below `folder`; its sizes and bytes decide.
pub(super) fn standing(folder: &Path, path: &str, text: &str) -> Result<Standing, Problem> {
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

fn entry(target: &OutTarget<'_>, session: &Session, artifact: &BuiltArtifact) -> Entry {
    let lone = lone_source(target);
    let source = session.sources().get(artifact.source.file);
    let source = lone.as_deref().or(source.map(|source| &*source.path));
    Entry::of(artifact, source.unwrap_or_default())
}

/// What the manifest calls a file that is a project of its own: the way to it from the folder of
/// the build, which is the same wherever the build is started.
fn lone_source(target: &OutTarget<'_>) -> Option<String> {
    target.lone_file.map(|file| paths::slashed(&paths::way(target.folder, file)))
}

/// The files that the last build listed; entries that lead out of the folder are not ours.
fn read_old(folder: &Path, conflicts: Conflicts) -> Result<BTreeMap<String, Entry>, Problem> {
    let path = folder.join(BUILD_MANIFEST);
    match fs::metadata(&path) {
        Ok(known) if known.is_file() => {}
        // A pipe would wait for somebody to write.
        Ok(_) => return Err(Problem::because(&path, "is not a file")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(Problem::at(&path, &error)),
    }
    let bytes = fs::read(&path).map_err(|error| Problem::at(&path, &error))?;
    match (BuildManifest::parse(&bytes), conflicts) {
        (Some(manifest), _) => {
            let mut entries = manifest.entries(|file| checksum(&folder.join(file)));
            entries.retain(|path, _| is_below(path));
            Ok(entries)
        }
        (None, Conflicts::Replace) => Ok(BTreeMap::new()),
        (None, Conflicts::Refuse) => Err(Problem::because(
            &path,
            "is not the manifest of a build: name another folder with `--out`, move it, or build \
             with `--force` to replace it",
        )),
    }
}

/// Nothing where there is no file that can be read.
pub(super) fn checksum(path: &Path) -> Option<String> {
    let is_file = fs::symlink_metadata(path).is_ok_and(|known| known.is_file());
    let bytes = is_file.then(|| fs::read(path)).and_then(Result::ok)?;
    Some(sha256(&bytes))
}

pub(super) fn is_below(path: &str) -> bool {
    use std::path::Component;
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}
