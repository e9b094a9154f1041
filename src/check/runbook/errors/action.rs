//! Messages about actions, API calls and their inputs.

use crate::check::constraint::Problem;
use crate::diagnostic::{Code, Diagnostic, Trust};
use crate::text::{FileSpan, nearest};

use super::super::list_of;

/// An action that Automation does not have.
pub(in crate::check::runbook) fn unknown_action(
    at: FileSpan,
    name: &str,
    known: &[&str],
) -> Diagnostic {
    Diagnostic::error(Code(401), at, format!("there is no action `{name}`"))
        .label("not an action of Automation")
        .help_if(nearest(name, known.iter().copied()).map(|near| format!("write `{near}`")))
}

/// An input that the action does not take.
pub(in crate::check::runbook) fn unknown_input(
    at: FileSpan,
    (name, action): (&str, &str),
    known: &[&str],
) -> Diagnostic {
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => Some(format!("write `{near}`")),
        None => (!known.is_empty()).then(|| format!("write one of {}", list_of(known))),
    };
    Diagnostic::error(Code(402), at, format!("`{action}` has no input `{name}`"))
        .label("not an input of this action")
        .note("the service refuses a document with inputs that the action does not know")
        .help_if(help)
}

/// Inputs that the action needs.
pub(in crate::check::runbook) fn missing_inputs(
    at: FileSpan,
    action: &str,
    missing: &[&str],
) -> Diagnostic {
    let names = list_of(missing);
    Diagnostic::error(Code(403), at, format!("`{action}` needs {names}"))
        .label("not given here")
        .help(format!("add {names}"))
}

/// An input given more than once.
pub(in crate::check::runbook) fn duplicate_input(
    at: FileSpan,
    first: FileSpan,
    name: &str,
) -> Diagnostic {
    Diagnostic::error(Code(404), at, format!("`{name}` is given twice"))
        .label("given again")
        .related(first, "given here first")
        .help("remove one of them")
}

/// A value that the input of an action does not take.
///
/// `problem` is what is wrong, as in "has 121 characters", `rule` what the action takes.
pub(in crate::check::runbook) fn bad_value(
    at: FileSpan,
    (place, problem): (&str, &str),
    (rule, help): (&str, Option<String>),
) -> Diagnostic {
    Diagnostic::error(Code(405), at, format!("{place} {problem}"))
        .label("not a value that the action takes")
        .note(rule.to_owned())
        .help_if(help)
}

/// A value that the table of the action's inputs does not allow; `live` are those that it does.
pub(in crate::check::runbook) fn bad_input(
    at: FileSpan,
    place: &str,
    problem: Problem,
    live: &[&str],
) -> Diagnostic {
    match problem {
        Problem::Withdrawn(text) => withdrawn_value(at, (place, &text), live),
        Problem::Refused { what, rule, help } => bad_value(at, (place, &what), (&rule, help)),
    }
}

/// Inputs that exclude or need each other.
pub(in crate::check::runbook) fn input_groups(
    at: FileSpan,
    (action, rule): (&str, &str),
    help: String,
) -> Diagnostic {
    Diagnostic::error(Code(406), at, format!("`{action}` {rule}"))
        .label("these inputs do not go together")
        .help(help)
}

/// `action.loop` where no `for` gives it a body.
pub(in crate::check::runbook) fn loop_without_body(at: FileSpan, label: &str) -> Diagnostic {
    Diagnostic::error(Code(407), at, "the steps of `action.loop` are the body of a `for`")
        .label(label.to_owned())
        .note("what a body reads and writes is proved, which takes statements")
        .help("write `for turn in action.loop(…) { … }`")
}

/// A step that is named by a value.
pub(in crate::check::runbook) fn step_by_value(
    at: FileSpan,
    input: &str,
    text: Option<&str>,
) -> Diagnostic {
    let found =
        Diagnostic::error(Code(429), at, format!("`{input}` is no value but a step's name"))
            .label("not the name of a step")
            .note("a step is named as after `goto`, without quotes");
    match text {
        Some(name) => found.fix(Trust::Safe, format!("write `{name}`"), at, name),
        None => found.help("name the step with `step NAME:`, and write that name"),
    }
}

/// An argument without a name.
pub(in crate::check::runbook) fn positional_input(at: FileSpan, callee: &str) -> Diagnostic {
    Diagnostic::error(Code(408), at, format!("the arguments of {callee} have names"))
        .label("which input this is for is not said")
        .help("write `NAME: value`")
}

/// A value that the service took once and refuses today.
fn withdrawn_value(at: FileSpan, (place, value): (&str, &str), live: &[&str]) -> Diagnostic {
    let live: Vec<String> = live.iter().map(|value| format!("\"{value}\"")).collect();
    Diagnostic::error(Code(409), at, format!("{place} can no longer be \"{value}\""))
        .label("withdrawn by the service")
        .note("documents with it are neither created nor run")
        .help(format!("write one of {}", live.join(", ")))
}

/// A path below `aws` or `action` that is not a call.
pub(in crate::check::runbook) fn malformed_path(at: FileSpan, form: &str) -> Diagnostic {
    Diagnostic::error(Code(410), at, "this names nothing that can be called")
        .label("too short or too long")
        .help(format!("write `{form}`"))
}

/// An expression that does nothing at the place of a statement.
pub(in crate::check::runbook) fn idle_expression(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(411), at, "this expression does nothing here")
        .label("its value is not used")
        .note("a statement of a runbook runs an action, assigns, decides or jumps")
        .help("write `let NAME = …` to use the value, or remove it")
}
