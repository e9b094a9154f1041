//! Files that go with documents, as a deploy has them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::document::has_files;
use super::wanted::{Body, Wanted};

/// Files by the ids of the documents that they go with.
pub type Files = BTreeMap<String, Vec<Attached>>;

/// A file that goes with a document.
#[derive(Clone, PartialEq, Eq)]
pub struct Attached {
    /// What the document calls it.
    pub name: String,
    /// As the document has it, in lower-case hexadecimal.
    pub sha256: String,
    /// Why there are none.
    pub bytes: Result<Arc<[u8]>, String>,
}

impl fmt::Debug for Attached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attached({}, {})", self.name, self.sha256)
    }
}

impl Wanted {
    /// Whether a document has files that a deploy has to upload.
    pub fn has_files(&self) -> bool {
        self.items.iter().any(|item| matches!(&item.body, Body::Document(body) if has_files(body)))
    }

    /// Gives a document, by its name in the account, one of its files.
    pub fn attach(&mut self, document: &str, file: Attached) {
        self.files.entry(format!("documents/{document}")).or_default().push(file);
    }

    /// A file of a document, by the id of its item.
    pub(super) fn attached(&self, id: &str, name: &str) -> Option<&Attached> {
        self.files.get(id)?.iter().find(|file| file.name == name)
    }
}
