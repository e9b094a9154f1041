//! The reference pages of a project.

use crate::diagnostic::Diagnostic;
use crate::doc::{self, Collection, Origin};

use super::Session;

/// What can be told of a project's declarations, and what of it could not be read.
#[derive(Clone, Debug)]
pub struct DocOutcome {
    pub collection: Collection,
    /// Findings of reading only: a page needs no program that is right.
    pub diagnostics: Vec<Diagnostic>,
}

impl Session {
    /// The pages of the project's own declarations; where only some files were asked for, theirs.
    pub fn doc(&self) -> DocOutcome {
        let selected = &self.input.selected;
        let files = self.project.files.iter().filter_map(|file| {
            let source = self.sources.get(file.id)?;
            let is_selected = selected.is_empty() || selected.contains(&*source.path);
            is_selected.then_some((&file.ast, &*source.text))
        });
        let title = match &self.manifest().name {
            Some(name) => name.value.clone(),
            None => "Project".to_owned(),
        };
        let pages = doc::pages(files, Origin::Project);
        let mut diagnostics: Vec<Diagnostic> = self.project.diagnostics().cloned().collect();
        self.put_in_order(&mut diagnostics);
        DocOutcome { collection: Collection { title, pages }, diagnostics }
    }
}
