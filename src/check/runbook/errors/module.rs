//! Messages about calls of modules in runbooks.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

/// A module of scripts among the statements of a runbook.
pub(in crate::check::runbook) fn module_without_steps(
    at: FileSpan,
    name: &str,
    module: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(595), at, format!("the module `{name}` has no steps"))
        .label("runs on nodes only")
        .related(module, "the module")
        .note("a call in a runbook stands for the `steps` of the module")
        .help("put it into `play on NODES { … }`")
}

/// A module that calls itself.
pub(in crate::check::runbook) fn module_in_itself(
    at: FileSpan,
    name: &str,
    module: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(594), at, format!("the call of `{name}` leads back to this module"))
        .label("never ends")
        .related(module, "the module")
        .note("a call of a module stands for all of the module's statements")
        .help("remove one of the calls, or write a loop")
}

/// An output of a module without a name.
pub(in crate::check::runbook) fn unnamed_result(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(530), at, "this output of a module has no name")
        .label("how is it called?")
        .note("who calls the module reads its outputs by their names")
        .help("write `output NAME = …`")
}
