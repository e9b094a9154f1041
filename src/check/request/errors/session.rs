//! Messages about sessions, raw documents and raw requests.

use crate::diagnostic::Diagnostic;
use crate::text::{FileSpan, nearest};

use super::{error, listed, warning};

/// a host that the agent refuses
pub(in crate::check::request) fn metadata_host(at: FileSpan, host: &str) -> Diagnostic {
    error(624, at, format!("a session cannot forward to {host}"))
        .label("a service of the instance itself")
        .note("the agent refuses the metadata, DNS and time services of an instance")
}

/// a port that there is not
pub(in crate::check::request) fn bad_port(at: FileSpan, text: &str, lowest: i64) -> Diagnostic {
    error(624, at, format!("\"{text}\" is no port"))
        .label("not a port")
        .note(format!("a port is a number from {lowest} to 65535"))
        .help("write the number without quotes")
}

/// a reference in a script to a parameter that is not declared
pub(in crate::check::request) fn unknown_reference(
    at: FileSpan,
    name: &str,
    known: &[&str],
) -> Diagnostic {
    let found = error(625, at, format!("the session has no parameter `{name}`"))
        .label(format!("refers to `{{{{ {name} }}}}`"));
    match nearest(name, known.iter().copied()) {
        Some(near) => found.help(format!("write `{{{{ {near} }}}}`")),
        None if known.is_empty() => found.help(format!("declare it: `param {name}: String`")),
        None => found.note(format!("its parameters are {}", listed(known.iter().copied()))),
    }
}

/// a parameter without a pattern in the commands of a session
pub(in crate::check::request) fn spliced_parameter(
    at: FileSpan,
    name: &str,
    script: FileSpan,
) -> Diagnostic {
    warning(626, at, format!("what a shell reads can come with `{name}` into a script"))
        .label("takes signs of a shell")
        .related(script, "is put into this script as it is")
        .note("whoever may start the session could run other commands with it")
        .help(format!(
            "hold it to plain characters: `param {name}: String(pattern: r\"^[A-Za-z0-9_-]+$\")`"
        ))
}

/// a shell session that leaves no record
pub(in crate::check::request) fn unlogged_session(at: FileSpan) -> Diagnostic {
    warning(627, at, "this session leaves no record of what is done in it")
        .label("logged nowhere")
        .help("add `cloudwatch_log_group: \"/sessions\"` or `s3_bucket: \"…\"`")
}

/// the preferences of an account in a document of another type
pub(in crate::check::request) fn not_preferences(at: FileSpan, name: &str) -> Diagnostic {
    error(610, at, format!("\"{name}\" holds the preferences of the account"))
        .label("not a shell")
        .note("Session Manager takes the document of this name for every session without another")
        .help("write `type: \"shell\"`, or give the session another name")
}

/// content that cannot be read in its format
pub(in crate::check::request) fn broken_content(
    at: FileSpan,
    format: &str,
    reason: &str,
) -> Diagnostic {
    error(628, at, format!("the content is no {format}"))
        .label(format!("cannot be read as {format}"))
        .note(reason.to_owned())
}

/// an operation that has no API
pub(in crate::check::request) fn not_an_operation(at: FileSpan) -> Diagnostic {
    error(629, at, "a request is a call of an operation")
        .label("not an operation")
        .help("write `aws.ssm.StartAutomationExecution(DocumentName: …)`")
}

/// a member of a request without its name
pub(in crate::check::request) fn unnamed_member(at: FileSpan) -> Diagnostic {
    error(629, at, "the members of a request have names")
        .label("which member")
        .help("write `NAME: value`")
}
