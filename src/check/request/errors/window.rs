//! Messages about maintenance windows and their tasks.

use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;

use super::error;

/// limits of targets on a task that has none, or targets without limits
pub(in crate::check::request) fn limits_without_targets(at: FileSpan, word: &str) -> Diagnostic {
    error(621, at, format!("`{word}` limits the targets, and this task has none"))
        .label("nothing to limit")
        .help("remove it, or add `on TARGETS` to the task")
}

/// targets of a task without their limits
pub(in crate::check::request) fn targets_without_limits(at: FileSpan, word: &str) -> Diagnostic {
    let example = if word == "concurrency" { "10%" } else { "5%" };
    error(621, at, format!("a task with targets needs `{word}`"))
        .label(format!("`{word}` is missing"))
        .note("the service refuses a task with targets that lacks one of the two limits")
        .help(format!("add `{word}: {example}`"))
}

/// a cut-off that leaves no time to start anything
pub(in crate::check::request) fn cutoff_too_long(
    at: FileSpan,
    (cutoff, duration): (i64, i64),
    duration_at: FileSpan,
) -> Diagnostic {
    error(622, at, format!("a cut-off of {cutoff}h leaves no time in a window of {duration}h"))
        .label("not shorter than the window")
        .related(duration_at, "the window's duration")
        .note("the cut-off is the time before the end in which nothing starts any more")
        .help("write a cut-off that is shorter than the duration")
}

/// a command without targets
pub(in crate::check::request) fn command_without_targets(at: FileSpan) -> Diagnostic {
    error(609, at, "a command of a window needs targets")
        .label("runs on nothing")
        .help("add `on TARGETS` behind the call")
}

/// a function or a state machine without its ARN
pub(in crate::check::request) fn missing_arn(at: FileSpan, word: &str) -> Diagnostic {
    error(609, at, format!("`{word}` needs an ARN"))
        .label("of what")
        .help(format!("write the ARN as the first argument: `{word}(\"arn:aws:…\")`"))
}

/// a description that is longer than the service takes
pub(in crate::check::request) fn long_description(
    at: FileSpan,
    owner: &str,
    (found, limit): (usize, usize),
) -> Diagnostic {
    error(610, at, format!("the description of {owner} has {found} characters"))
        .label("too long")
        .note(format!("the service takes at most {limit} characters"))
        .help("write the rest as an ordinary comment, with `//`")
}

/// a window that ends before it starts
pub(in crate::check::request) fn ends_before_start(at: FileSpan, start: FileSpan) -> Diagnostic {
    error(611, at, "the window ends before it starts")
        .label("not after the start")
        .related(start, "starts here")
        .help("write an `end` that lies after `start`")
}
