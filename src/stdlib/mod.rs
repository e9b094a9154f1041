//! The sources under `stdlib/` as virtual files.

/// The Ordain source that declares one of AWS's own documents, by the document's name.
pub fn aws_document(_name: &str) -> Option<&'static str> {
    None
}

/// The names of all of AWS's documents that the library declares, sorted.
pub fn aws_document_names() -> &'static [&'static str] {
    &[]
}
