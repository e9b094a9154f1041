//! Projects whose sources are in memory, for commands that make them.

use ordain::session::{PackageInput, ProjectInput, Session, SourceText};

/// A session of sources, each a path and a text.
pub fn session(mut sources: Vec<(String, String)>) -> Session {
    sources.sort();
    let sources = sources.into_iter().map(|(path, text)| SourceText::new(path, text)).collect();
    Session::new(ProjectInput::in_memory(PackageInput { sources, ..PackageInput::default() }))
}
