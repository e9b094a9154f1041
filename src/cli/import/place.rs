//! The folder that sources are imported to: the project around it, and what is declared there.

use std::path::{Path, PathBuf};

use crate::io::{self, Around};
use crate::session::{Naming, PackageInput, ProjectInput, Session};
use crate::text::Name;

use super::super::init::words_of;

/// A folder for sources.
pub(super) struct Place {
    /// Absolute.
    pub(super) folder: PathBuf,
    /// Whether it lies in a project.
    pub(super) is_in_project: bool,
    /// Whether sources have to say what their documents are called.
    pub(super) naming: Naming,
    /// What is declared there, with the path of its source as it is shown.
    declared: Vec<(Name, String)>,
}

impl Place {
    /// Looks at a folder, which may be missing.
    ///
    /// # Errors
    /// What the disk says, in words for a person.
    pub(super) fn of(cwd: &Path, folder: &Path) -> Result<Self, String> {
        let folder = io::absolute_path(cwd, folder);
        let around = io::around(cwd, &folder).map_err(|problem| problem.shown(cwd))?;
        let Around { manifest, sources } = around;
        let is_in_project = manifest.is_some();
        let package = PackageInput { manifest, sources, ..PackageInput::default() };
        let session = Session::new(ProjectInput::in_memory(package));
        let naming = match session.manifest().prefix.as_str() {
            "" => Naming::WhereItDiffers,
            _ => Naming::Always,
        };
        Ok(Self { folder, is_in_project, naming, declared: session.declared_names() })
    }

    /// Refuses sources that declare what another one of their project does; `names` are what they
    /// declare.
    ///
    /// # Errors
    /// The other source, in words for a person.
    pub(super) fn check_free<'n>(
        &self,
        cwd: &Path,
        mut names: impl Iterator<Item = &'n str>,
    ) -> Result<(), String> {
        let taken = names.find_map(|name| {
            // A file of the same name is told by what writes.
            let own = io::shown_path(cwd, &self.folder.join(format!("{name}.ord")));
            let mut declared = self.declared.iter();
            let (_, path) = declared.find(|(taken, path)| *taken == *name && *path != own)?;
            Some(format!("`{path}` declares `{name}` already: nothing was written"))
        });
        taken.map_or(Ok(()), Err)
    }

    /// The manifest that makes the folder a project.
    pub(super) fn manifest(&self) -> String {
        let folder = self.folder.file_name().map(|name| name.to_string_lossy());
        let words = words_of(&folder.unwrap_or_default());
        let name = if words.is_empty() { "imported" } else { &words };
        format!("[project]\nname = \"{name}\"\n")
    }
}
