//! Messages about the document that a request names, and its arguments.

use crate::diagnostic::Diagnostic;
use crate::text::{FileSpan, nearest};

use super::{error, listed};

/// What some owners run.
const RUNS: [(&str, &str); 5] = [
    ("`SendCommand`", "it runs commands"),
    ("`StartAutomationExecution`", "it runs runbooks"),
    ("a remediation", "AWS Config runs runbooks"),
    ("a task of a window", "windows run commands and runbooks"),
    ("an event rule", "rules run commands and runbooks"),
];

/// a document of a kind that cannot stand here
pub(in crate::check::request) fn wrong_document(
    at: FileSpan,
    name: &str,
    owner: &str,
) -> Diagnostic {
    let runs = RUNS.iter().find(|(known, _)| *known == owner).map(|(_, runs)| *runs);
    error(616, at, format!("{owner} cannot run \"{name}\""))
        .label("a document of another kind")
        .note(runs.unwrap_or("associations run commands, runbooks and policies"))
}

/// something other than a document's call
pub(in crate::check::request) fn not_a_document_call(at: FileSpan) -> Diagnostic {
    error(617, at, "`run` takes a call of a document")
        .label("not a call of a document")
        .help("write `\"AWS-RunPatchBaseline\"(Operation: \"Scan\")` or the name of a command")
}

/// the association of a runbook without the role that it runs with
pub(in crate::check::request) fn no_assume_role(
    at: FileSpan,
    name: &str,
    parameter: &str,
) -> Diagnostic {
    error(618, at, format!("an association of \"{name}\" needs `{parameter}`"))
        .label("the role is missing")
        .note("State Manager starts a runbook only with a role that it assumes")
        .help(format!(
            "add `{parameter}: \"arn:aws:iam::111122223333:role/NAME\"` to the arguments"
        ))
}

/// targets of a runbook that feed no parameter
pub(in crate::check::request) fn no_each(at: FileSpan, first: Option<&str>) -> Diagnostic {
    let parameter = first.unwrap_or("InstanceId");
    error(619, at, "the targets of a runbook feed one of its parameters")
        .label("feeds no parameter")
        .help(format!("write `each {parameter} in` before the targets"))
}

/// `each` of a parameter that the runbook does not have
pub(in crate::check::request) fn unknown_target_parameter(
    at: FileSpan,
    name: &str,
    known: &[&str],
) -> Diagnostic {
    error(619, at, format!("the runbook has no parameter `{name}`"))
        .label("unknown parameter")
        .note(format!("its parameters are {}", listed(known.iter().copied())))
        .help_if(nearest(name, known.iter().copied()).map(|near| format!("write `{near}`")))
}

/// a parameter that gets its value both from the targets and from an argument
pub(in crate::check::request) fn fed_twice(
    at: FileSpan,
    name: &str,
    argument: FileSpan,
) -> Diagnostic {
    error(619, at, format!("`{name}` gets its value from the targets"))
        .label("fed by the targets")
        .related(argument, "and from this argument")
        .help("remove the argument")
}

/// a pseudo parameter that the service does not know here
pub(in crate::check::request) fn unknown_pseudo(
    at: FileSpan,
    written: &str,
    reason: &str,
) -> Diagnostic {
    error(620, at, format!("`{written}` means nothing here"))
        .label("the service does not fill it in")
        .note(reason.to_owned())
}

/// an argument that is too large for the request
pub(in crate::check::request) fn large_argument(
    at: FileSpan,
    name: &str,
    what: &str,
    (found, limit): (usize, usize),
) -> Diagnostic {
    error(623, at, format!("`{name}` has {found} {what}, the service takes {limit}"))
        .label("too large")
}
