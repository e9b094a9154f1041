//! The findings of an import, one function for each code.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

/// E0560: a member of a document that its source does not have
pub(super) fn not_taken_over(at: FileSpan, member: &str, owner: &str) -> Diagnostic {
    Diagnostic::warning(Code(560), at, format!("`{member}` of {owner} is not taken over"))
        .label("not in the source")
        .note("a source has what Systems Manager or its agent reads, and this is not known to be read")
        .help("remove it from the document, or see to it that nothing relies on it")
}
