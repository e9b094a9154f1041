//! Messages about rules of events and remediations.

use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;

use super::error;

/// a pattern that EventBridge does not take, or that no event can have
pub(in crate::check::request) fn bad_pattern(
    at: FileSpan,
    message: impl Into<String>,
    rule: impl Into<String>,
) -> Diagnostic {
    error(636, at, message).label("not a pattern").note(rule.into())
}

/// a part of an event that cannot be handed over
pub(in crate::check::request) fn bad_event_value(
    at: FileSpan,
    message: impl Into<String>,
    rule: impl Into<String>,
) -> Diagnostic {
    error(637, at, message).label("cannot be handed over").note(rule.into())
}

/// a part of an event in what a shell reads
pub(in crate::check::request) fn event_in_code(at: FileSpan, document: &str) -> Diagnostic {
    error(637, at, format!("what an event says would become code of \"{document}\""))
        .label("put into the script as it is")
        .note("whoever can cause the event could run commands on the nodes")
        .help("declare a `command` with a parameter, and run that: scripts get it as a variable")
}

/// an automatic remediation without the role that it runs with
pub(in crate::check::request) fn no_remediation_role(
    at: FileSpan,
    name: &str,
    parameter: &str,
) -> Diagnostic {
    error(618, at, format!("an automatic remediation with \"{name}\" needs `{parameter}`"))
        .label("the role is missing")
        .note("AWS Config starts a runbook by itself only with a role that it assumes")
        .help(format!(
            "add `{parameter}: \"arn:aws:iam::111122223333:role/NAME\"` to the arguments"
        ))
}

/// the resource at hand inside of another value
pub(in crate::check::request) fn not_a_bare_resource(at: FileSpan) -> Diagnostic {
    error(620, at, "`resource.id` stands alone as an argument")
        .label("inside of another value")
        .note(
            "AWS Config gives a parameter the id of the resource, or a value that does not change",
        )
        .help("write `NAME: resource.id`, and put it together in the runbook")
}
