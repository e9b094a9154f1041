//! Messages about loops, cases and jumps.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{FileSpan, nearest};

/// `break` or `continue` without a loop.
pub(in crate::check::runbook) fn outside_of_loop(at: FileSpan, word: &str) -> Diagnostic {
    Diagnostic::error(Code(501), at, format!("`{word}` stands outside of a loop"))
        .label("no loop is around it")
        .help("remove it, or write `exit` to end the runbook")
}

/// `break` or `continue` of a loop that the build unrolls.
pub(in crate::check::runbook) fn unrolled_jump(
    at: FileSpan,
    word: &str,
    list_at: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(501), at, format!("`{word}` stands in a loop that the build unrolls"))
        .label("at run time there is no loop")
        .related(list_at, "the build knows this list")
        .help("put what must not run into an `if`")
}

/// A run-stage loop in another.
pub(in crate::check::runbook) fn loop_in_loop(at: FileSpan, outer: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(502), at, "a loop stands in another loop")
        .label("the inner loop")
        .related(outer, "the outer loop")
        .note(
            "the service takes no loop in a loop; one over a list that the build knows is unrolled",
        )
        .help("move the inner loop into a runbook of its own, and `call` it")
}

/// A step that waits for a person in a loop of the run.
pub(in crate::check::runbook) fn person_in_loop(
    at: FileSpan,
    action: &str,
    around: FileSpan,
) -> Diagnostic {
    Diagnostic::warning(Code(519), at, format!("`{action}` stands in a loop"))
        .label("waits for a person in each turn")
        .related(around, "the loop")
        .note("the service does not say whether it runs this action inside `aws:loop`")
        .help("move it before the loop, or put the body into a runbook of its own and `call` it")
}

/// A jump to a step that is nowhere.
pub(in crate::check::runbook) fn unknown_step(
    at: FileSpan,
    name: &str,
    known: &[&str],
) -> Diagnostic {
    let near = nearest(name, known.iter().copied());
    Diagnostic::error(Code(504), at, format!("there is no step `{name}`"))
        .label("not the name of a step")
        .help(near.map_or_else(
            || format!("name the step with `step {name}:`"),
            |near| format!("write `{near}`"),
        ))
}

/// A jump into a body or an arm that the jump does not stand in.
pub(in crate::check::runbook) fn into_a_body(
    at: FileSpan,
    name: &str,
    target: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(506), at, format!("`{name}` stands in another body"))
        .label("jumps into it")
        .related(target, "the step stands here")
        .note("a jump leads to a step of its own body or of one around it")
        .help("jump to the statement that holds the step")
}

/// A way out of a block past its `always`.
pub(in crate::check::runbook) fn leaves_always(
    at: FileSpan,
    word: &str,
    always: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(507), at, format!("`{word}` leaves a block that has `always`"))
        .label("goes past it")
        .related(always, "must run whenever the block is left")
        .help("remember the wish in a `var`, and act on it behind the block")
}

/// A failure that ends the execution before `always` has run.
pub(in crate::check::runbook) fn aborts_past_always(
    at: FileSpan,
    word: &str,
    always: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(507), at, format!("`{word}` leaves a block that has `always`"))
        .label("ends the execution before the arm has run")
        .related(always, "must run whenever the block is left")
        .help("remove the clause: a failure runs the arm, and then ends the execution")
}

/// A `repeat` without `max`.
pub(in crate::check::runbook) fn missing_max(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(508), at, "`repeat` needs `max`")
        .label("how often at most is not said")
        .note("the service repeats at most 100 times, and then goes on silently")
        .help("add `max N` with N from 1 to 100")
}

/// An `action.loop` with a condition and without a limit.
pub(in crate::check::runbook) fn silent_limit(at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(508), at, "`action.loop` with `LoopCondition` has no `MaxIterations`")
        .label("how often at most is not said")
        .note("the service repeats at most 100 times, and then goes on silently")
        .help("add `MaxIterations: N` with N from 1 to 100")
}

/// A case that the subject can never be.
pub(in crate::check::runbook) fn unknown_case(
    at: FileSpan,
    value: &str,
    known: &[&str],
) -> Diagnostic {
    let shown: Vec<String> = known.iter().map(|value| format!("\"{value}\"")).collect();
    let near = nearest(value, known.iter().copied());
    Diagnostic::error(Code(509), at, format!("the subject is never \"{value}\""))
        .label("not one of its values")
        .note(format!("its values are {}", shown.join(", ")))
        .help_if(near.map(|near| format!("write \"{near}\"")))
}

/// A case that stands twice.
pub(in crate::check::runbook) fn duplicate_case(
    at: FileSpan,
    value: &str,
    first: FileSpan,
) -> Diagnostic {
    Diagnostic::error(Code(510), at, format!("the case {value} stands twice"))
        .label("never chosen")
        .related(first, "the first one")
        .help("remove one of them")
}

/// Values of the subject for which no case stands.
pub(in crate::check::runbook) fn missing_cases(at: FileSpan, missing: &[String]) -> Diagnostic {
    let missing = missing.join(", ");
    Diagnostic::warning(Code(511), at, format!("no case stands for {missing}"))
        .label("goes on without doing anything then")
        .help(format!("add a case for {missing}, or `else => {{}}`"))
}
