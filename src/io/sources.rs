//! Sources one by one: which files a command line means, their texts, and new texts for them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::session::SourceText;

use super::load::{DEFAULT_OUT, shown_path};
use super::paths::{MANIFEST, project_root};
use super::select::{Chosen, NO_SOURCE, Takes, out_of, project_files, select};
use super::{Problem, read};

/// The sources that a command line names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedSources {
    /// Absolute, sorted, each once.
    pub files: Vec<PathBuf>,
    pub standard_input: bool,
}

/// Finds the sources that paths name, from the folder `cwd`: files, folders, globs, `-`; none
/// means the project around `cwd`.
///
/// # Errors
/// A path that is not there or cannot be read.
pub fn named_sources(cwd: &Path, paths: &[PathBuf]) -> Result<NamedSources, Problem> {
    let selection = select(cwd, paths, Takes::Sources)?;
    let mut files: BTreeSet<PathBuf> = selection.lone_files.into_keys().collect();
    for (root, chosen) in selection.projects {
        match chosen {
            Chosen::Files(named) => files.extend(named),
            Chosen::All => files.extend(project_files(&root, &out_of(&root)?)?),
        }
    }
    let files = files.into_iter().collect();
    Ok(NamedSources { files, standard_input: selection.standard_input })
}

/// What a folder lies in.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Of the nearest project; nothing outside of any.
    pub manifest: Option<SourceText>,
    /// All sources of the project, else those that would be its own were the folder one.
    pub sources: Vec<SourceText>,
}

/// Looks at what is there around a folder, which may be missing. Paths are as someone in `cwd` would
/// write them.
///
/// # Errors
/// What is there cannot be read.
pub fn around(cwd: &Path, folder: &Path) -> Result<Around, Problem> {
    let root = project_root(folder);
    let base = root.as_deref().unwrap_or(folder);
    if !base.is_dir() {
        return Ok(Around::default());
    }
    let read = |path: &Path| read::read_source(path, shown_path(cwd, path));
    let manifest = root.as_ref().map(|root| read(&root.join(MANIFEST))).transpose()?;
    let out = match manifest {
        Some(_) => out_of(base)?,
        None => DEFAULT_OUT.into(),
    };
    let files = project_files(base, &out)?;
    let sources: Result<Vec<SourceText>, Problem> = files.iter().map(|path| read(path)).collect();
    Ok(Around { manifest, sources: sources? })
}

/// The source on standard input.
///
/// # Errors
/// It cannot be read, is no UTF-8, or is a document.
pub fn read_input_source() -> Result<SourceText, Problem> {
    let source = read::read_standard_input(None)?;
    if source.not_utf8_at.is_some() {
        return Err(Problem::new("standard input: is not UTF-8"));
    }
    match source.document {
        Some(_) => Err(Problem::new(format!("standard input: {NO_SOURCE}"))),
        None => Ok(source),
    }
}

/// The text of a source, named as someone in `cwd` would write its path.
///
/// # Errors
/// It cannot be read, or is no UTF-8.
pub fn read_file(cwd: &Path, path: &Path) -> Result<SourceText, Problem> {
    let source = read::read_source(path, shown_path(cwd, path))?;
    match source.not_utf8_at {
        Some(_) => Err(Problem::because(path, "is not UTF-8")),
        None => Ok(source),
    }
}
