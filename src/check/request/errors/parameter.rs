//! Messages about parameters of Parameter Store.

use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;

use super::error;

/// a secret that everybody can read who reads the source
pub(in crate::check::request) fn secret_in_source(at: FileSpan) -> Diagnostic {
    error(631, at, "a secret stands in the source")
        .label("everybody can read it here")
        .note("the value of a SecureString is taken when it is deployed, and kept in no file")
        .help("write `value: env(\"NAME\")`, or `value: read(\"file\")` of a file that is not kept with the source")
}

/// a name that Parameter Store does not take
pub(in crate::check::request) fn bad_parameter_name(
    at: FileSpan,
    name: &str,
    rule: &str,
) -> Diagnostic {
    error(632, at, format!("a parameter cannot be named \"{name}\""))
        .label("not a name")
        .note(rule.to_owned())
        .help("write a name as \"/team/service/port\" in quotes behind the declaration's own")
}

/// a value that Parameter Store does not take
pub(in crate::check::request) fn bad_parameter_value(
    at: FileSpan,
    message: impl Into<String>,
    rule: impl Into<String>,
) -> Diagnostic {
    error(633, at, message).label("not taken").note(rule.into())
}

/// an `allowed_pattern` that Parameter Store cannot read
pub(in crate::check::request) fn bad_allowed_pattern(at: FileSpan, problem: &str) -> Diagnostic {
    error(633, at, format!("`allowed_pattern` cannot be read: {problem}"))
        .label("not a regular expression")
        .note(
            "Parameter Store reads patterns as Java does, and refuses a parameter with another one",
        )
}

/// what `env` and `read` of a value take
pub(in crate::check::request) fn bad_source(at: FileSpan, example: &str) -> Diagnostic {
    error(633, at, "this names no source of a value")
        .label("not one text")
        .help(format!("write `value: {example}`"))
}
