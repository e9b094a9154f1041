//! Tasks, their names and clauses.

use std::ops::RangeInclusive;

use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;

use super::super::step_name::NAME_LIMIT;
use super::error;

/// a clause where it has no meaning
pub(in crate::check::command) fn clause_out_of_place(
    at: FileSpan,
    word: &str,
    why: &str,
    help: &str,
) -> Diagnostic {
    error(575, at, format!("`{word}` does not apply here"))
        .label("out of place")
        .note(why)
        .help(help)
}

/// a clause that is given twice
pub(in crate::check::command) fn clause_twice(
    at: FileSpan,
    word: &str,
    first: FileSpan,
) -> Diagnostic {
    error(575, at, format!("`{word}` is given twice"))
        .label("second")
        .related(first, "first")
        .help("remove one of them")
}

/// a step's name that the agent cannot use
pub(in crate::check::command) fn bad_step_name(at: FileSpan, name: &str) -> Diagnostic {
    let length = name.chars().count();
    let label = if length > NAME_LIMIT {
        format!("has {length} characters, {NAME_LIMIT} at most")
    } else {
        "not a step's name".to_owned()
    };
    error(577, at, format!("no step can be called `{name}`"))
        .label(label)
        .note("the agent makes a folder of that name: letters, digits, `_` and `-`")
        .help("give the task another name")
}

/// two steps with one name
pub(in crate::check::command) fn step_name_twice(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    error(577, at, format!("two steps are called `{name}`"))
        .label("second")
        .related(first, "first")
        .note("the agent keeps the results of steps by their names")
        .help("give one of them another name")
}

/// a local name that is taken
pub(in crate::check::command) fn name_taken(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    error(577, at, format!("`{name}` is already declared here"))
        .label("second")
        .related(first, "first")
        .help("give one of them another name")
}

/// a statement that no command has
pub(in crate::check::command) fn not_in_commands(
    at: FileSpan,
    word: &str,
    help: &str,
) -> Diagnostic {
    error(580, at, format!("{word} cannot stand in a command"))
        .label("not a task")
        .note("the tasks of a command run on nodes: plugins and scripts of `sh`, `bash` and `ps`")
        .help(help)
}

/// a value at the place of a task
pub(in crate::check::command) fn not_a_task(at: FileSpan) -> Diagnostic {
    error(580, at, "this value is no task")
        .label("does nothing")
        .note("the tasks of a command run on nodes: plugins and scripts of `sh`, `bash` and `ps`")
        .help("remove it, or name it with `let`")
}

/// a loop over what is no list
pub(in crate::check::command) fn not_a_list(at: FileSpan) -> Diagnostic {
    error(581, at, "a `for` of a command goes over a list")
        .label("not a list")
        .note("the loop is unrolled: each turn becomes tasks of its own")
        .help("write `[…]` or `range(…)`")
}

/// a loop with too many turns
pub(in crate::check::command) fn too_many_turns(
    at: FileSpan,
    turns: usize,
    limit: usize,
) -> Diagnostic {
    error(581, at, format!("the loops of this command have {turns} turns, {limit} at most"))
        .label("unrolled")
        .note("each turn becomes tasks of its own, and a document has 65 536 bytes at most")
        .help("loop inside a script")
}

/// a last task that is not the last
pub(in crate::check::command) fn finally_not_last(at: FileSpan) -> Diagnostic {
    error(574, at, "`finally` stands at the last task only")
        .label("tasks follow")
        .note("the agent ignores `finallyStep` on any step but the last")
        .help("move the task to the end")
}

/// a clause about what follows where nothing does
pub(in crate::check::command) fn nothing_follows(at: FileSpan, word: &str) -> Diagnostic {
    error(574, at, format!("`{word}` has no effect on the `finally` task"))
        .label("nothing follows")
        .help("remove it")
}

/// a command that does nothing
pub(in crate::check::command) fn no_tasks(at: FileSpan) -> Diagnostic {
    error(582, at, "this command has no tasks")
        .label("nothing to run")
        .note("Systems Manager refuses a document without steps")
        .help("add a task, such as `sh \"…\"`")
}

/// a time that the agent does not take
pub(in crate::check::command) fn bad_timeout(
    at: FileSpan,
    seconds: i64,
    range: &RangeInclusive<i64>,
) -> Diagnostic {
    let (low, high) = (range.start(), range.end());
    error(583, at, format!("a task cannot time out after {seconds} seconds"))
        .label(format!("{low} to {high} seconds"))
        .note("outside of that range the agent silently takes 3600 seconds")
        .help(format!("write a time from {low}s to 48h"))
}

/// a number of tries that makes no sense
pub(in crate::check::command) fn bad_attempts(
    at: FileSpan,
    count: i64,
    range: &RangeInclusive<i64>,
) -> Diagnostic {
    let (low, high) = (range.start(), range.end());
    error(583, at, format!("a task cannot have {count} attempts"))
        .label(format!("{low} to {high}"))
        .note("`attempts` counts all tries, the first included")
        .help("write `attempts 3`")
}
