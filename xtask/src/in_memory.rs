//! Projects whose sources are in memory, for commands that make them.

use std::sync::Arc;

use ordain::check::{ProjectFiles, ReadProblem};
use ordain::session::{PackageInput, ProjectInput, Session, SourceText};
use ordain::text::FileId;

/// A project has no files beside its sources.
struct NoFiles;

impl ProjectFiles for NoFiles {
    fn read(&self, _asked_by: FileId, _path: &str) -> Result<Vec<u8>, ReadProblem> {
        Err(ReadProblem::Missing)
    }
}

/// A session of sources, each a path and a text.
pub fn session(mut sources: Vec<(String, String)>) -> Session {
    sources.sort();
    let sources = sources.into_iter().map(|(path, text)| SourceText::new(path, text)).collect();
    let project = PackageInput { sources, ..PackageInput::default() };
    Session::new(ProjectInput {
        project,
        dependencies: Vec::new(),
        inputs: Vec::new(),
        environment: None,
        selected: std::collections::BTreeSet::default(),
        tags: ordain::check::TagChoice::default(),
        project_files: Arc::new(NoFiles),
    })
}
