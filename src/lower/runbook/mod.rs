//! Runbooks to Automation documents: control flow to steps, outputs inferred, scripts generated.

use crate::diagnostic::Diagnostic;
use crate::hir::Runbook;

use super::Lowered;

/// Lowers a runbook, and the commands of its own that it runs, to documents and their requests.
pub(super) fn lower_runbook(runbook: &Runbook) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let _ = runbook;
    (Vec::new(), Vec::new())
}
