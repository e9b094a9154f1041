//! Messages that every part of the check may give.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

/// A construct of the language that this version does not compile.
///
/// `what` names it with its article, as in "a handler in a runbook"; `instead` is an order that
/// can be followed as written.
pub(crate) fn not_compiled_yet(at: FileSpan, what: &str, instead: &str) -> Diagnostic {
    Diagnostic::error(Code(440), at, format!("{what} is not compiled yet"))
        .label("this version of the compiler does not know how to write it")
        .help(instead)
}
