//! What cannot be lowered. One function a code.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

/// A text that Systems Manager would read as a reference.
pub(super) fn accidental_reference(at: FileSpan, found: &str) -> Diagnostic {
    let inner = found.trim_start_matches('{').trim_end_matches('}').trim();
    Diagnostic::error(
        Code(540),
        at,
        format!("Systems Manager would read \"{found}\" as a reference"),
    )
    .label(format!("holds \"{found}\""))
    .note("a document's text between double braces is replaced when the step runs, or refused")
    .help(format!(
        "write `${{…}}` for a value of the runbook, or `raw(\"…\")` to mean `{inner}` of SSM"
    ))
}

/// A script that calls AWS in a runbook without a role.
pub(super) fn needs_role(at: FileSpan, runbook: FileSpan, what: &str) -> Diagnostic {
    Diagnostic::error(Code(541), at, format!("{what} needs a role of the runbook"))
        .label("read by a generated script that calls Systems Manager")
        .related(runbook, "this runbook has no `assume_role`")
        .note("scripts can call AWS only in a runbook that assumes a role")
        .help("add `assume_role: AutomationAssumeRole` and the parameter of type `aws.iam.RoleArn`")
}

/// `x.path else ""` in a loop.
pub(super) fn empty_in_a_loop(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(542), at, "a turn of a loop cannot start with an empty text")
        .label("set again when each turn starts")
        .note("the service sets a variable to texts of 1 to 512 characters")
        .help("write a text that is not empty, such as \"none\"")
}

/// `x.path else D` of a branch or a loop.
pub(super) fn default_of_a_jump(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(545), at, "what a branch or a loop gives takes no `else`")
        .label("the step behind it may be jumped over")
        .note("`else` sets a variable in a step directly behind the step that is read")
        .help("declare a `var` with the other value, and set it where the step has run")
}

/// A list of which nobody says what it holds.
pub(super) fn untyped_list(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(543), at, "what this list holds is not said")
        .label("a list of anything")
        .note("an output is a list of texts or a list of maps; the service converts neither")
        .help("write `as List<String>` or `as List<Map>`")
}

/// A list of lists where a step would hand it on.
pub(super) fn list_of_lists(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(543), at, "no output holds a list of lists")
        .label("a list of lists")
        .note("an output is a list of texts or a list of maps; the service converts neither")
        .help("take one of the lists, `[0]`, or make one list of all their items with `[*]`")
}

/// A number with a fraction where a step would hand it on.
pub(super) fn fraction(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(546), at, "no output holds a number with a fraction")
        .label("has a fraction, as far as the model says")
        .note("outputs are texts, whole numbers, truth values, lists of texts, and maps")
        .help("write `as Int` for a whole number, put it into a text, or give a script what it is a member of")
}

/// A declared output that would have to be computed.
pub(super) fn no_selector(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(548), at, "no selector says this path")
        .label("would have to be computed")
        .note("selectors know members, places in lists and one filter; what the action gives beside its result has no selector")
        .help("write the selector itself: `STEP.select(\"$.A..B\") as List<String>`, or read the path where it is needed")
}

/// A role that only a script could compute.
pub(super) fn computed_role(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(544), at, "`assume_role` takes no computed value")
        .label("known only after a step has run")
        .note("the service assumes the role before the first step runs, and computes nothing then")
        .help("write a parameter, an ARN, or a text with `${…}` of parameters in it")
}
