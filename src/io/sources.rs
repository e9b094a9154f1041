//! Sources one by one: which files a command line means, their texts, and new texts for them.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::resolve::Manifest;
use crate::session::SourceText;
use crate::text::FileId;

use super::load::{DEFAULT_OUT, shown_path};
use super::paths::MANIFEST;
use super::select::{Chosen, project_files, select};
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
    let selection = select(cwd, paths)?;
    let mut files: BTreeSet<PathBuf> = selection.lone_files;
    for (root, chosen) in selection.projects {
        match chosen {
            Chosen::Files(named) => files.extend(named),
            Chosen::All => files.extend(project_files(&root, &out_of(&root)?)?),
        }
    }
    let files = files.into_iter().collect();
    Ok(NamedSources { files, standard_input: selection.standard_input })
}

/// Where the builds of a project go: no source lies there.
fn out_of(root: &Path) -> Result<PathBuf, Problem> {
    let path = root.join(MANIFEST);
    let text = read::read_source(&path, MANIFEST.to_owned())?;
    let (manifest, _) = Manifest::parse(FileId::default(), &text.text);
    Ok(manifest.out.map_or_else(|| DEFAULT_OUT.into(), |out| out.value.into()))
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

/// Gives a file a new text, whole or not at all. Its rights stay; a link leads to the same file.
///
/// # Errors
/// What the disk says; a file that may not be written to.
pub fn replace_file(path: &Path, text: &str) -> Result<(), Problem> {
    let problem = |error: &std::io::Error| Problem::at(path, error);
    let real = fs::canonicalize(path).map_err(|error| problem(&error))?;
    let rights = fs::metadata(&real).map_err(|error| problem(&error))?.permissions();
    // A new file could take the name of one that may not be written to.
    fs::OpenOptions::new().append(true).open(&real).map_err(|error| problem(&error))?;
    let folder = real.parent().unwrap_or(&real);
    let mut new = tempfile::Builder::new()
        .prefix(".ordain-")
        .tempfile_in(folder)
        .map_err(|error| Problem::at(folder, &error))?;
    new.write_all(text.as_bytes()).map_err(|error| problem(&error))?;
    new.as_file().set_permissions(rights).map_err(|error| problem(&error))?;
    new.persist(&real).map_err(|error| problem(&error.error))?;
    Ok(())
}
