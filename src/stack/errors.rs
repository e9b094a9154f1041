//! What a stack of another tool cannot say.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

/// The other tool has no place for a member.
pub(super) fn no_place(at: FileSpan, tool: &str, name: &str, member: &str) -> Diagnostic {
    let message = format!("{tool} has no place for `{member}` of `{name}`");
    Diagnostic::warning(Code(701), at, message)
        .label("declared here")
        .note(format!("the stack is written without it; `ordain deploy` sets it, {tool} does not"))
}

/// A value that no stack may hold.
pub(super) fn not_in_stack(at: FileSpan, tool: &str, kind: &str, name: &str) -> Diagnostic {
    let message = format!("the stack of {tool} leaves out the {kind} `{name}`");
    Diagnostic::warning(Code(701), at, message)
        .label("declared here")
        .note("a stack would keep its value in clear; `ordain deploy` makes it")
}

/// The other tool cannot take a value.
pub(super) fn no_value(at: FileSpan, tool: &str, what: &str, why: &'static str) -> Diagnostic {
    Diagnostic::error(Code(702), at, format!("{tool} cannot take {what}"))
        .label("declared here")
        .note(why)
}
