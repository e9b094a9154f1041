//! What a session is made from: texts with their paths, never the disk itself.

use std::sync::Arc;

use crate::check::ProjectFiles;
use crate::text::Name;

/// A file's path (with `/` between its parts, relative to the project) and its text.
#[derive(Clone, Debug)]
pub struct SourceText {
    pub path: Arc<str>,
    pub text: Arc<str>,
}

impl SourceText {
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}

/// All that a compilation depends on.
///
/// `FileId`s are given in this order: `sources`, then the manifest; so the file with id 0 is the
/// first of `sources`.
#[derive(Clone)]
pub struct ProjectInput {
    /// The text of `ordain.toml`; a lone file has none.
    pub manifest: Option<SourceText>,
    /// In path order.
    pub sources: Vec<SourceText>,
    /// Values of `input`s that win over those of the environment.
    pub inputs: Vec<(Name, String)>,
    /// Which `[env.NAME]` to take.
    pub environment: Option<Name>,
    /// Files beside the sources, for `read` and `template`.
    pub project_files: Arc<dyn ProjectFiles>,
}
