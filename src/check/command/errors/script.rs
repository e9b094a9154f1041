//! Scripts as tasks.

use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;

use super::super::argument_name::BadName;
use super::error;

/// arguments of a raw script
pub(in crate::check::command) fn raw_with_arguments(at: FileSpan) -> Diagnostic {
    error(576, at, "a raw script takes no arguments")
        .label("cannot be bound")
        .note("nothing is put before a raw script: it reaches the node as it is written")
        .help("write the script without `raw`")
}

/// an argument without a name
pub(in crate::check::command) fn unnamed_argument(at: FileSpan) -> Diagnostic {
    error(578, at, "an argument of a script has no name")
        .label("under which name?")
        .note("each argument becomes a variable of the script")
        .help("write `name: value`, and `\"$name\"` in the script")
}

/// an argument whose name the shell has taken
pub(in crate::check::command) fn bad_argument_name(
    at: FileSpan,
    name: &str,
    reason: BadName,
) -> Diagnostic {
    let (label, note) = match reason {
        BadName::Spelling => (
            "not a variable's name",
            "a variable's name has letters, digits and `_`, and starts with no digit",
        ),
        BadName::Reserved => (
            "the shell's own",
            "the shell or the programs that it starts give this variable a meaning",
        ),
        BadName::Channel => {
            ("the agent's own", "variables that start with `SSM_` and `AWS_` are set by the agent")
        }
    };
    error(578, at, format!("a script's variable cannot be called `{name}`"))
        .label(label)
        .note(note)
        .help("give the argument another name")
}

/// an argument that is given twice
pub(in crate::check::command) fn argument_twice(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    error(578, at, format!("`{name}` is given twice"))
        .label("second")
        .related(first, "first")
        .help("remove one of them")
}

/// names that PowerShell does not tell apart
pub(in crate::check::command) fn same_but_for_case(
    at: FileSpan,
    (name, other): (&str, &str),
    first: FileSpan,
) -> Diagnostic {
    error(578, at, format!("`{other}` and `{name}` are one variable in PowerShell"))
        .label("the same but for case")
        .related(first, "first")
        .note("variables of PowerShell do not tell cases apart")
        .help("give one of them another name")
}

/// a test in another language
pub(in crate::check::command) fn unless_language(at: FileSpan) -> Diagnostic {
    error(575, at, "`unless` takes a script of `sh`")
        .label("another language")
        .note("it runs inside the task's own script")
        .help("write `unless sh\"…\"`")
}
