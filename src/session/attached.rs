//! The files of the project that go with its documents.

use crate::hir::Artifact;
use crate::text::FileId;

use super::{OnError, Session, pool};

/// A file that goes with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFile {
    /// The document's name in the account.
    pub document: String,
    /// What the document calls it.
    pub name: String,
    /// As the source writes it, from the folder of the file that does.
    pub path: String,
    pub asked_by: FileId,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

impl Session {
    /// All files that documents of the project are sent with; none where it has an error.
    pub fn attached(&self) -> Vec<AttachedFile> {
        pool::run(|| {
            let analysis = self.analyse(self.format(None), OnError::Stop);
            let runbooks =
                analysis.program.artifacts.iter().filter_map(|artifact| match artifact {
                    Artifact::Runbook(runbook) => Some(runbook),
                    _ => None,
                });
            let files = runbooks.flat_map(|runbook| {
                runbook.attachments.iter().map(|file| AttachedFile {
                    document: runbook.header.emitted_name.clone(),
                    name: file.name.to_string(),
                    path: file.path.to_string(),
                    asked_by: file.asked_by,
                    sha256: file.sha256.to_string(),
                })
            });
            files.collect()
        })
    }
}
