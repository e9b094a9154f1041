//! Files beside the sources, for `read` and `template`: never outside the project.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::check::{ProjectFiles, ReadProblem};
use crate::text::FileId;

use super::read::MAX_BYTES;
use super::reason;

/// Where each source of a compilation lies.
pub(super) struct DiskFiles {
    /// By the id of the file.
    pub(super) places: Vec<Place>,
}

/// The folder of a source, and that of its project.
pub(super) struct Place {
    pub(super) folder: PathBuf,
    pub(super) root: PathBuf,
}

impl ProjectFiles for DiskFiles {
    fn read(&self, asked_by: FileId, path: &str) -> Result<Vec<u8>, ReadProblem> {
        let place = self.places.get(asked_by.0 as usize).ok_or(ReadProblem::Missing)?;
        let wanted = place.resolve(path)?;
        let known = fs::metadata(&wanted).map_err(|error| to_problem(&error))?;
        if !known.is_file() {
            return Err(ReadProblem::Unreadable("is not a file".to_owned()));
        }
        if known.len() > MAX_BYTES {
            let why = format!("has {} bytes, {MAX_BYTES} are the most that is read", known.len());
            return Err(ReadProblem::Unreadable(why));
        }
        // A link may lead out of the project, whatever its path says.
        let real = fs::canonicalize(&wanted).map_err(|error| to_problem(&error))?;
        let root = fs::canonicalize(&place.root).map_err(|error| to_problem(&error))?;
        if !real.starts_with(root) {
            return Err(ReadProblem::OutsideProject);
        }
        fs::read(real).map_err(|error| to_problem(&error))
    }
}

impl Place {
    fn resolve(&self, path: &str) -> Result<PathBuf, ReadProblem> {
        let mut wanted = self.folder.clone();
        for part in Path::new(path).components() {
            match part {
                Component::Normal(name) => wanted.push(name),
                Component::CurDir => {}
                Component::ParentDir => {
                    wanted.pop();
                }
                Component::RootDir | Component::Prefix(_) => {
                    return Err(ReadProblem::OutsideProject);
                }
            }
            if !wanted.starts_with(&self.root) {
                return Err(ReadProblem::OutsideProject);
            }
        }
        Ok(wanted)
    }
}

fn to_problem(error: &std::io::Error) -> ReadProblem {
    match error.kind() {
        std::io::ErrorKind::NotFound => ReadProblem::Missing,
        _ => ReadProblem::Unreadable(reason(error)),
    }
}
