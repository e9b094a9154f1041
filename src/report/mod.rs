//! Findings as text: for people, and as JSON for programs.

mod human;
mod json;
mod snippet;

pub use human::{Colour, printable, to_human};
pub use json::{FINDINGS_SCHEMA, to_json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Sources;

/// The word of a severity, in every format.
pub fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The findings of one project.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    pub diagnostics: &'a [Diagnostic],
    /// What the findings point into.
    pub sources: &'a Sources,
    /// Put before the paths of the sources: where the project lies, seen by the reader.
    pub prefix: &'a str,
}

/// `2 errors, 1 warning`; nothing where there is no finding.
pub fn summary(groups: &[Group<'_>]) -> Option<String> {
    let all = || groups.iter().flat_map(|group| group.diagnostics);
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .filter_map(|severity| {
            let count = all().filter(|it| it.severity == severity).count();
            let plural = if count == 1 || severity == Severity::Info { "" } else { "s" };
            (count > 0).then(|| format!("{count} {}{plural}", severity_word(severity)))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
