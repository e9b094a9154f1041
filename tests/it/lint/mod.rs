//! How a lint runs: levels, comments that allow, the baseline.

mod allow;
mod baseline;
mod commands;
mod document_fixes;
mod documents;
mod fix;
mod levels;
mod opening;
mod rules;
mod runbooks;
mod scripts;
mod secrets;
mod sources;
mod versions;

use crate::support::Project;

/// The codes of all findings.
fn codes(project: &Project) -> Vec<String> {
    project.lint().into_iter().map(|found| found.code).collect()
}

/// A runbook with one finding: `missing-timeout`, in the third line.
const PAUSE: &str = "/// Waits.\nrunbook example {\n  pause\n}\n";
