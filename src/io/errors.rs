//! What a build finds in the folder that it writes to.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

/// A file that Ordain did not write stands in the way.
pub(super) fn foreign_file(at: FileSpan, path: &str) -> Diagnostic {
    Diagnostic::error(Code(241), at, format!("`{path}` stands where this is to be written"))
        .label("makes this file")
        .note("the file is not in the `manifest.json` of an earlier build: Ordain did not write it")
        .help("move the file, or build with `--force` to replace it")
}
