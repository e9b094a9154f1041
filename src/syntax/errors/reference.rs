//! The findings on references of Systems Manager in texts and scripts.

use crate::diagnostic::{Code, Diagnostic, Trust};
use crate::text::FileSpan;

/// What Systems Manager would make of a reference, and the expression that means it.
pub(in crate::syntax) struct Reference {
    pub(in crate::syntax) means: String,
    pub(in crate::syntax) typed: Option<String>,
}

/// A text holds what Systems Manager reads as a reference.
pub(in crate::syntax) fn reference_in_text(
    at: FileSpan,
    reference: &Reference,
    text: &str,
) -> Diagnostic {
    let help = match &reference.typed {
        Some(typed) => {
            format!("write `${{{typed}}}` in an interpolated string, or `raw(\"…\")` to mean it")
        }
        None => "write `raw(\"…\")` to mean it".to_owned(),
    };
    Diagnostic::error(
        Code(137),
        at,
        format!("`{text}` is a reference of Systems Manager in a text"),
    )
    .label(format!("would become {}", reference.means))
    .note("references are written as expressions, so that they are checked and cannot become code")
    .help(help)
}

/// The same, where the typed form can stand in its place.
pub(in crate::syntax) fn with_typed_reference(
    finding: Diagnostic,
    at: FileSpan,
    typed: &str,
) -> Diagnostic {
    let text = format!("${{{typed}}}");
    finding.fix(Trust::Safe, format!("replace it with `{text}`"), at, text)
}

/// The value of a hole would be the name in a reference.
pub(in crate::syntax) fn hole_in_reference(at: FileSpan, hole: &str) -> Diagnostic {
    let message = format!("the braces around `{hole}` make a reference of Systems Manager");
    Diagnostic::error(Code(137), at, message)
        .label("its value would be read as a name")
        .note("a reference whose name is known only later is checked by nobody")
        .help(format!("write `{hole}` without the double braces, or `raw(\"…\")` to mean them"))
}

/// A script holds what Systems Manager reads as a reference.
pub(in crate::syntax) fn reference_in_script(
    at: FileSpan,
    reference: &Reference,
    text: &str,
    passed: &str,
) -> Diagnostic {
    Diagnostic::error(
        Code(137),
        at,
        format!("`{text}` is a reference of Systems Manager in a script"),
    )
    .label(format!("would become {}, as a piece of code", reference.means))
    .note("a value that is spliced into a script can become code")
    .help(format!("pass it as an argument: {passed}; or write `raw` before the script to mean it"))
}
