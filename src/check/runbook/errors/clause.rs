//! Messages about the clauses behind statements.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

/// A clause that does not apply to its statement.
pub(in crate::check::runbook) fn out_of_place_clause(
    at: FileSpan,
    clause: &str,
    (applies, help): (&str, &str),
) -> Diagnostic {
    Diagnostic::error(Code(421), at, format!("`{clause}` does not apply to this statement"))
        .label("has no meaning here")
        .note(format!("`{clause}` applies to {applies}"))
        .help(help)
}

/// A number of a clause that is too small.
pub(in crate::check::runbook) fn bad_count(at: FileSpan, number: i64) -> Diagnostic {
    Diagnostic::error(Code(423), at, format!("a step cannot be tried {number} times"))
        .label("less than 1")
        .note("`attempts` counts all tries, the first included")
        .help("write `attempts 1` or more")
}

/// A timeout that is too short.
pub(in crate::check::runbook) fn bad_time(at: FileSpan, seconds: i64) -> Diagnostic {
    Diagnostic::error(Code(423), at, format!("a timeout of {seconds} seconds is too short"))
        .label("less than 1 second")
        .help("write `timeout 1s` or more")
}

/// A timeout that is longer than the action ever runs.
pub(in crate::check::runbook) fn timeout_without_effect(
    at: FileSpan,
    action: &str,
    (seconds, limit): (i64, u32),
) -> Diagnostic {
    let message = format!("a timeout of {seconds} seconds has no effect on `{action}`");
    Diagnostic::warning(Code(424), at, message)
        .label("longer than the action ever runs")
        .note(format!("the service ends `{action}` after {limit} seconds"))
        .help(format!("write `timeout {limit}s` or less"))
}

/// `on cancel` where the service does not take it.
pub(in crate::check::runbook) fn no_cancel_clause(at: FileSpan, action: &str) -> Diagnostic {
    Diagnostic::error(Code(425), at, format!("`{action}` does not take `on cancel`"))
        .label("the service refuses it here")
        .help("remove the clause, or put it on the steps around it")
}

/// `noncritical` on a statement whose failure goes to `always`.
pub(in crate::check::runbook) fn noncritical_before_always(
    at: FileSpan,
    always: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(426), at, "`noncritical` contradicts the `always` of its block")
        .label("lets the execution succeed")
        .related(always, "behind this arm a failure goes on as a failure")
        .note("a failure leaves the block, and what stands behind the block does not run")
        .help("write `on failure continue` to go on inside the block, or add a `rescue`")
}

/// A clause that says what holds anyway.
pub(in crate::check::runbook) fn clause_without_effect(
    at: FileSpan,
    (clause, other): (&str, FileSpan),
    why: &str,
) -> Diagnostic {
    Diagnostic::error(Code(426), at, format!("`{clause}` contradicts what stands beside it"))
        .label("cannot hold together with the other")
        .related(other, "the other")
        .note(why.to_owned())
        .help("remove one of them")
}
