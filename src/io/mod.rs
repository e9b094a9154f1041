//! The only code that reads or writes files.

mod build_manifest;
mod errors;
mod load;
mod paths;
mod project_files;
mod read;
mod scaffold;
mod select;
mod write;

pub use build_manifest::kind_word;
pub use load::{LoadOptions, LoadedProject, load, shown_path};
pub use scaffold::{NewFile, create_files};
pub use write::{Changes, Conflicts, OutFolder, OutTarget, Scope, WriteProblem};

use std::fmt;

/// Why the disk does not give or take what is asked, in words for a person: wrong usage or an
/// unreadable file, not a finding in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub message: String,
}

impl Problem {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    /// A problem with one path and the system's own reason.
    fn at(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(format!("`{}`: {}", path.display(), reason(error)))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
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
