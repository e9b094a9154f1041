//! What a finding is known by when the lines around it move.

use sha2::{Digest, Sha256};

use crate::text::Sources;

use super::Diagnostic;

/// How many hexadecimal digits are kept.
const DIGITS: usize = 16;

/// Hexadecimal digits of the finding's line and place without their blanks; nothing where the place
/// lies in no source. Equal for findings whose text is equal: file and code are not in it.
pub fn fingerprint(found: &Diagnostic, sources: &Sources) -> Option<String> {
    let at = found.primary.at;
    let source = sources.get(at.file)?;
    let line = source.lines.line_of(at.span.start);
    let start = source.lines.line_start(line)? as usize;
    let line = source.text.get(start..)?.lines().next().unwrap_or("");
    let mut hash = Sha256::new();
    for word in
        line.split_whitespace().chain(["\n"]).chain(at.span.of(&source.text).split_whitespace())
    {
        hash.update(word);
        hash.update(" ");
    }
    let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    digits.get(..DIGITS).map(str::to_owned)
}
