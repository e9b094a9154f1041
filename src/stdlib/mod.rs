//! The sources under `stdlib/` as virtual files.

mod documents;

use documents::{DOCUMENTS, NAMES};

/// The Ordain source that declares one of AWS's own documents, by the document's name.
pub fn aws_document(name: &str) -> Option<&'static str> {
    let place = DOCUMENTS.binary_search_by(|row| row.0.cmp(name)).ok()?;
    DOCUMENTS.get(place).map(|row| row.1)
}

/// The names of all of AWS's documents that the library declares, sorted.
pub fn aws_document_names() -> &'static [&'static str] {
    NAMES
}

#[cfg(test)]
mod tests {
    use super::{aws_document, aws_document_names};

    #[test]
    fn names_are_sorted_and_each_has_a_source() {
        let names = aws_document_names();
        assert!(names.is_sorted());
        for name in names {
            let source = aws_document(name).expect("a listed document has a source");
            assert!(source.contains(&format!("{name:?} {{")), "{name} declares another name");
        }
    }

    #[test]
    fn a_name_that_aws_does_not_use_has_no_source() {
        assert_eq!(aws_document("AWS-RunPatchBaselin"), None);
    }
}
