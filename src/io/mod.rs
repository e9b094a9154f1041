//! The only code that reads or writes files.

mod build_manifest;
mod errors;
mod load;
mod lone;
#[cfg(feature = "aws")]
pub(crate) mod machine;
mod marks;
mod paths;
mod project_files;
mod read;
mod replace;
mod scaffold;
mod select;
mod sources;
mod write;

pub use build_manifest::kind_word;
pub use load::{LoadOptions, Loaded, LoadedProject, absolute_path, load, shown_path};
pub use paths::project_root;
pub use read::{read_documents, read_text};
pub use replace::write_text;
pub use scaffold::{IfThere, NewFile, create_files};
pub use select::Takes;
pub use sources::{Around, NamedSources, around, named_sources, read_file, read_input_source};
pub use write::{
    Changes, Conflicts, Difference, OutTarget, Scope, WriteProblem, differences, write, write_site,
};

use std::fmt;
use std::path::{Path, PathBuf};

/// Why the disk does not give or take what is asked, in words for a person: wrong usage or an
/// unreadable file, not a finding in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is about, where it is about one path.
    path: Option<PathBuf>,
    message: String,
}

impl Problem {
    fn new(message: impl Into<String>) -> Self {
        Self { path: None, message: message.into() }
    }

    fn because(path: &Path, why: impl Into<String>) -> Self {
        Self { path: Some(path.to_owned()), message: why.into() }
    }

    /// A problem with one path and the system's own reason.
    fn at(path: &Path, error: &std::io::Error) -> Self {
        let is_in_file = error.kind() == std::io::ErrorKind::NotADirectory;
        let in_the_way = path.ancestors().find(|part| part.exists()).filter(|_| is_in_file);
        Self::because(in_the_way.unwrap_or(path), reason(error))
    }

    /// The message with its path as someone in `cwd` would write it.
    pub fn shown(&self, cwd: &Path) -> String {
        match &self.path {
            Some(path) => format!("`{}`: {}", shown_path(cwd, path), self.message),
            None => self.message.clone(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "`{}`: {}", path.display(), self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// The system's reason without its number, in lower case.
fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "is a folder".to_owned(),
        ErrorKind::NotADirectory => "is not a folder".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            text.to_lowercase()
        }
    }
}
