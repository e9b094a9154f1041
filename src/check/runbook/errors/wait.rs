//! Messages about `wait until` and `assert`.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

/// A condition that SSM cannot poll.
pub(in crate::check::runbook) fn bad_condition(
    at: FileSpan,
    (word, problem): (&str, &str),
    help: &str,
) -> Diagnostic {
    Diagnostic::error(Code(415), at, format!("`{word}` cannot test this"))
        .label(problem.to_owned())
        .note(format!("`{word}` compares one value of one API's response with known values"))
        .help(help)
}

/// To a value that is not one of those that a result has by its model: how to compare it all the
/// same, since services come to know more.
pub(in crate::check::runbook) fn or_as_text(found: &mut Diagnostic) {
    if found.code != Code(302) {
        return;
    }
    let as_text = "read the path as text where the service may know more values: `… as String`";
    found.help = Some(match found.help.take() {
        Some(help) => format!("{help}, or {as_text}"),
        None => as_text.to_owned(),
    });
}

/// Alternatives over different calls.
pub(in crate::check::runbook) fn different_calls(at: FileSpan, first: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(416), at, "these alternatives ask for different values")
        .label("another value than the first one")
        .related(first, "the first one")
        .note("one step makes one call and looks at one value of its response")
        .help("compare the same path, or write two statements")
}

/// An assertion that the build knows to fail.
pub(in crate::check::runbook) fn never_holds(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(420), at, "this assertion never holds")
        .label("known to be false when building")
        .help("remove it, or write `fail`")
}
