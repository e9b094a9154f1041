//! Commands to Command documents: tasks to steps, scripts with their arguments as data.

use crate::diagnostic::Diagnostic;
use crate::hir::Command;

use super::Lowered;

/// Lowers a command to a document and its request.
pub(super) fn lower_command(command: &Command) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let _ = command;
    (Vec::new(), Vec::new())
}
