//! Findings that only repeat what a misread text has led to.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{FileId, FileSpan};

/// `=` where a comparison is meant: what stands before it is read as if it were alone.
const EQUALS_FOR_COMPARISON: Code = Code(131);

/// Drops the findings about what stands directly before an `=` that should compare; `text_of`
/// gives the text of a file.
pub(super) fn drop_consequences<'t>(
    diagnostics: &mut Vec<Diagnostic>,
    text_of: impl Fn(FileId) -> Option<&'t str>,
) {
    let misread: Vec<FileSpan> = diagnostics
        .iter()
        .filter(|found| found.code == EQUALS_FOR_COMPARISON)
        .map(|found| found.primary.at)
        .collect();
    diagnostics.retain(|found| {
        let at = found.primary.at;
        let is_before = |sign: &FileSpan| {
            let between = || text_of(at.file)?.get(at.span.end as usize..sign.span.start as usize);
            sign.file == at.file && between().is_some_and(|text| text.trim().is_empty())
        };
        found.code == EQUALS_FOR_COMPARISON || !misread.iter().any(is_before)
    });
}
