//! Messages about ways through a runbook and what is written on them.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{FileSpan, Name};

/// A statement that no run comes to.
pub(in crate::check::runbook) fn never_reached(at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(503), at, "nothing reaches this statement")
        .label("what stands before it always leaves")
        .help("remove it, or make what stands before it conditional")
}

/// A jump that makes a circle of steps.
pub(in crate::check::runbook) fn way_back(at: FileSpan, names: &[Name]) -> Diagnostic {
    let circle: Vec<String> =
        names.iter().chain(names.first()).map(|name| format!("`{name}`")).collect();
    Diagnostic::error(Code(505), at, "this jump goes back to where it came from")
        .label(format!("closes the circle {}", circle.join(", ")))
        .note("the service refuses a runbook whose steps form a circle")
        .help("write `repeat { … } until CONDITION max N`")
}

/// A read of an output that some path has not written.
///
/// `written` is the step's name and place, `reason` where the other path leaves, and why.
pub(in crate::check::runbook) fn may_not_have_run(
    at: FileSpan,
    written: (&str, FileSpan),
    reason: Option<(FileSpan, &str)>,
) -> Diagnostic {
    let (name, written_at) = written;
    let found = Diagnostic::error(Code(512), at, format!("`{name}` may not have run before this"))
        .label("read here")
        .related(written_at, format!("`{name}` stands here"))
        .note("where a step has not run, the service puts the text of the reference in its place")
        .help("read it where every way has run the step, or give another value with `else`");
    match reason {
        Some((reason_at, text)) => found.related(reason_at, text),
        None => found,
    }
}

/// A read of an output of a step that has run, and may have failed.
///
/// `written` is the step's name and place, `way` what leads on from its failure.
pub(in crate::check::runbook) fn may_have_failed(
    at: FileSpan,
    (name, written_at): (&str, FileSpan),
    way: Option<FileSpan>,
) -> Diagnostic {
    Diagnostic::error(Code(512), at, format!("`{name}` may have failed before this"))
        .label("read here")
        .related(written_at, format!("`{name}` stands here"))
        .related(way.unwrap_or(written_at), "leads here when it fails")
        .note("a step that fails has no outputs: the service puts the text of the reference there")
        .help("read it where the step has not failed, or give another value with `else`")
}

/// A read of an output of a step that has run, and may have been cancelled.
///
/// `written` is the step's name and place, `way` what leads on from its cancellation.
pub(in crate::check::runbook) fn may_be_cancelled(
    at: FileSpan,
    (name, written_at): (&str, FileSpan),
    way: Option<FileSpan>,
) -> Diagnostic {
    Diagnostic::error(Code(512), at, format!("`{name}` may have been cancelled before this"))
        .label("read here")
        .related(written_at, format!("`{name}` stands here"))
        .related(way.unwrap_or(written_at), "leads here when it is cancelled")
        .note("a cancelled step has no outputs: the service puts the text of the reference there")
        .help("read it where the step has not been cancelled, or give another value with `else`")
}

/// A read of a step in an arm that the build has dropped.
pub(in crate::check::runbook) fn left_out_of_build(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(512), at, "the step of this output is not part of this build")
        .label("stands in an arm that the build's values leave out")
        .help("read it inside that arm")
}

/// A read of a variable that some path has not given its first value.
///
/// `declared` is the variable's name and place, `reason` where the other path leaves, and why.
pub(in crate::check::runbook) fn may_not_be_assigned(
    at: FileSpan,
    declared: (&str, FileSpan),
    reason: Option<(FileSpan, &str)>,
) -> Diagnostic {
    let (name, declared_at) = declared;
    let message = format!("`{name}` may not have its first value before this");
    let found = Diagnostic::error(Code(512), at, message)
        .label("read here")
        .related(declared_at, format!("`{name}` gets its first value here, when this runs"))
        .note("a value that only the run can compute is assigned where the `var` stands")
        .help(format!("declare `{name}` with a constant before, and assign to it here"));
    match reason {
        Some((reason_at, text)) => found.related(reason_at, text),
        None => found,
    }
}

/// A read of a variable in an arm that the build has dropped.
pub(in crate::check::runbook) fn variable_left_out(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::error(Code(512), at, format!("the variable `{name}` is not part of this build"))
        .label("stands in an arm that the build's values leave out")
        .help(format!("declare `{name}` before the arms"))
}

/// A read of a step that stands where nothing reaches it.
pub(in crate::check::runbook) fn never_run(
    at: FileSpan,
    (name, written_at): (&str, FileSpan),
) -> Diagnostic {
    Diagnostic::error(Code(512), at, format!("`{name}` never runs in this build"))
        .label("read here")
        .related(written_at, format!("nothing reaches `{name}`"))
        .note("a step that nothing reaches is not part of the document")
        .help("remove the read, or make what stands before the step conditional")
}

/// A read of what a loop's body wrote, from outside of the loop.
pub(in crate::check::runbook) fn read_outside_of_loop(
    name: &str,
    at: FileSpan,
    written_at: FileSpan,
) -> Diagnostic {
    let found = Diagnostic::error(Code(513), at, format!("`{name}` is known inside its loop only"));
    let found = match written_at == at {
        true => found,
        false => found.related(written_at, format!("`{name}` stands in the loop's body")),
    };
    found
        .label("read outside of the loop")
        .note("each turn of a loop writes the outputs of its steps anew")
        .help("assign it to a `var` inside the loop, and read the variable")
}

/// An action that may not be the first one of a cancellation.
pub(in crate::check::runbook) fn action_after_cancel(at: FileSpan, action: &str) -> Diagnostic {
    Diagnostic::error(Code(514), at, format!("a cancellation cannot lead to `{action}`"))
        .label("what runs first when the execution is cancelled")
        .note(format!("the service refuses `onCancel` to a step with `{action}`"))
        .help("start with an API call or a script")
}

/// A cancellation that the service may cut off.
pub(in crate::check::runbook) fn cancel_takes_long(
    at: FileSpan,
    seconds: i64,
    limit: i64,
) -> Diagnostic {
    Diagnostic::warning(Code(515), at, format!("this cancellation may take {seconds} seconds"))
        .label("the longest part")
        .note(format!("the service ends what runs on a cancellation after {limit} seconds"))
        .help("start the work here and do not wait for it")
}
