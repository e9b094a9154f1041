//! Headers and attributes of commands.

use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;

use super::{error, listed, write_nearest};

/// an attribute that a command does not take
pub(in crate::check::command) fn unknown_document_attribute(
    at: FileSpan,
    word: &str,
    known: &[&str],
) -> Diagnostic {
    error(585, at, format!("a command has no attribute `{word}`"))
        .label("unknown attribute")
        .note(format!("it takes {}", listed(known)))
        .help_if(write_nearest(word, known))
}

/// an attribute that is given twice
pub(in crate::check::command) fn document_attribute_twice(
    at: FileSpan,
    first: FileSpan,
    word: &str,
) -> Diagnostic {
    error(586, at, format!("`{word}` is given twice"))
        .label("second")
        .related(first, "first")
        .help("remove one of them")
}

/// a parameter of a play that nothing gives a value
pub(in crate::check::command) fn play_needs_default(at: FileSpan, name: &str) -> Diagnostic {
    error(340, at, format!("nothing gives `{name}` of this play a value"))
        .label("no default")
        .note("the association of a play runs its document with the defaults of its parameters")
        .help("give it a default, or write a `command` and an `association` with `run: NAME(…)`")
}

/// a command for no platform
pub(in crate::check::command) fn no_platforms(at: FileSpan) -> Diagnostic {
    error(588, at, "a command for no platform never runs")
        .label("no platform")
        .note("on every platform that is not named here the command fails")
        .help("name `\"Linux\"`, `\"MacOS\"` or `\"Windows\"`, or remove the attribute")
}

/// nodes behind the name of a command
pub(in crate::check::command) fn command_with_targets(at: FileSpan) -> Diagnostic {
    error(588, at, "a command names no nodes")
        .label("belongs to a play")
        .note("a command is a document; which nodes it reaches is said where it is run")
        .help("write `play` instead of `command`, or `run` the command `on` them from a runbook")
}
