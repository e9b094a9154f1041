//! Messages about scripts that Automation runs.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{FileSpan, nearest};

/// A Python script without a function that can be called.
pub(in crate::check::runbook) fn no_handler(at: FileSpan, functions: &[&str]) -> Diagnostic {
    let found = Diagnostic::error(Code(417), at, "no function of this script can be called")
        .label("has no function of two parameters that is the only one, and no `main`")
        .note("Automation calls one function with the arguments and a context");
    match functions.first() {
        Some(first) => found.help(format!("say which one with `handler \"{first}\"`")),
        None => found.help("write `def main(events, context):`"),
    }
}

/// A handler that the script does not define.
pub(in crate::check::runbook) fn unknown_handler(
    at: FileSpan,
    name: &str,
    functions: &[&str],
) -> Diagnostic {
    let near = nearest(name, functions.iter().copied()).or(functions.first().copied());
    Diagnostic::error(Code(418), at, format!("the script has no function `{name}`"))
        .label("not a function at the top of the script")
        .help(match near {
            Some(near) => format!("write `handler \"{near}\"`"),
            None => format!("write `def {name}(events, context):` in the script"),
        })
}

/// A handler that cannot be called with two arguments.
pub(in crate::check::runbook) fn wrong_handler(
    at: FileSpan,
    name: &str,
    parameters: usize,
) -> Diagnostic {
    let found = format!("`{name}` takes {parameters} parameters instead of 2");
    Diagnostic::error(Code(418), at, found)
        .label("called with the arguments and a context")
        .help(format!("write `def {name}(events, context):`"))
}

/// A step without the text that it needs.
pub(in crate::check::runbook) fn no_script(at: FileSpan, rule: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Code(419), at, rule.to_owned()).label("not enough to run").help(help)
}

/// A null among the arguments of a script or function.
pub(in crate::check::runbook) fn null_argument(at: FileSpan, name: &str, word: &str) -> Diagnostic {
    Diagnostic::error(Code(313), at, format!("`{name}` of `{word}` cannot be null"))
        .label("would not arrive")
        .note("what is null is left out of the inputs of a step")
        .help("write another value, such as `\"\"`, or leave the argument out")
}

/// `all pages` in a runbook without a role.
pub(in crate::check::runbook) fn pages_need_role(at: FileSpan, word: &str) -> Diagnostic {
    Diagnostic::error(Code(541), at, format!("all pages of `{word}` need a role of the runbook"))
        .label("read by a generated script that calls AWS")
        .note("scripts can call AWS only in a runbook that assumes a role")
        .help("add `assume_role: AutomationAssumeRole` and the parameter of type `aws.iam.RoleArn`")
}
