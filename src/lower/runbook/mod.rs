//! Runbooks to Automation documents: control flow to steps, outputs inferred, scripts generated.

use crate::diagnostic::Diagnostic;
use crate::hir::Runbook;

use super::Lowered;
use super::create_document::{create_document_request, share_request};

/// Lowers a runbook, and the commands of its own that it runs, to documents and their requests.
pub(super) fn lower_runbook(runbook: &Runbook) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let mut lowered =
        vec![create_document_request(&runbook.header, "Automation", &runbook.attachments)];
    lowered.extend(share_request(&runbook.header));
    (lowered, Vec::new())
}
