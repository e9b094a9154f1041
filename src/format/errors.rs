//! What keeps a text from being laid out.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

/// A layout would not say the same.
pub(super) fn unproved_layout(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(138), at, "the layout of this file would not say the same")
        .label("the file stays as it is")
        .note("a layout is read again; it has to give the same tree and the same comments")
        .help("write names that are words of clauses, as `on` and `notify`, between backquotes")
}
