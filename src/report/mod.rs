//! Findings as text: for people, and in the formats that programs read.

mod github;
mod human;
mod json;
mod junit;
mod run;
mod sarif;
mod snippet;

pub use github::to_github;
pub use human::{Colour, printable, to_human};
pub use json::{FINDINGS_SCHEMA, to_json};
pub use junit::to_junit;
pub use run::{Page, Pages, Run};
pub use sarif::to_sarif;

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{FileSpan, LineColumn, Source, Sources};

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

impl Group<'_> {
    /// Both ends of a place, counted as `count` does; the first place of a file that is not there.
    fn ends(
        &self,
        at: FileSpan,
        count: impl Fn(&Source, u32) -> LineColumn,
    ) -> (LineColumn, LineColumn) {
        let nowhere = LineColumn { line: 1, column: 1 };
        let source = self.sources.get(at.file);
        let end = |offset| source.map_or(nowhere, |source| count(source, offset));
        (end(at.span.start), end(at.span.end))
    }
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
