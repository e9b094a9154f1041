//! How a request names the version of a document, and what it therefore waits for.

use crate::hir::{DocumentPin, DocumentRef};

/// The member `DocumentVersion`; nothing where the default version is meant.
pub(super) fn version(document: &DocumentRef) -> Option<String> {
    match &document.pin {
        DocumentPin::Build if document.own => {
            Some(format!("${{documents/{}#DocumentVersion}}", document.name))
        }
        DocumentPin::Build => None,
        DocumentPin::Latest => Some("$LATEST".to_owned()),
        DocumentPin::Version(version) => Some(version.to_string()),
    }
}

/// The artifact that the document is, if this project makes it.
pub(super) fn dependency(document: &DocumentRef) -> Option<String> {
    document.own.then(|| format!("documents/{}", document.name))
}
