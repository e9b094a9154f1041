//! What a build finds in the folder that it writes to.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

/// A file that Ordain did not write stands in the way.
pub(super) fn foreign_file(at: FileSpan, path: &str) -> Diagnostic {
    Diagnostic::error(Code(241), at, format!("`{path}` stands where this is to be written"))
        .label("makes this file")
        .note(
            "the `manifest.json` of the last build does not list it: Ordain did not write it, or \
             somebody has changed it since",
        )
        .help("move the file, or build with `--force` to replace it")
}
