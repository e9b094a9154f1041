//! A finding that somebody has chosen not to see.

use super::Diagnostic;

/// What hides a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HiddenBy {
    /// A comment at its place, with its reason.
    Comment { reason: String },
    /// A file of findings that were there before.
    Baseline,
}

/// A finding that is not shown, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    pub finding: Diagnostic,
    pub by: HiddenBy,
}
