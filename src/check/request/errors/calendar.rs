//! Messages about calendars.

use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;

use super::error;

/// what Change Calendar does not take
pub(in crate::check::request) fn bad_calendar(
    at: FileSpan,
    message: impl Into<String>,
    rule: impl Into<String>,
) -> Diagnostic {
    error(638, at, message).label("not taken").note(rule.into())
}
