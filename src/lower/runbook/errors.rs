//! What cannot be lowered. One function a code.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{FileSpan, nearest};

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

/// A function that only the build can compute.
pub(super) fn not_computable(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::error(Code(542), at, format!("`{name}` cannot be computed while the runbook runs"))
        .label("has an argument that only the run knows")
        .note("a generated script computes texts, numbers, lists and maps; it reads no files")
        .help("compute it in a step of your own: `python(…) \"\"\"…\"\"\"`")
}

/// A jump to a step that there is not.
pub(super) fn no_such_step<'a>(
    at: FileSpan,
    name: &str,
    names: impl Iterator<Item = &'a String>,
) -> Diagnostic {
    let near = nearest(name, names.map(String::as_str).filter(|other| *other != name));
    Diagnostic::error(Code(543), at, format!("there is no step `{name}`"))
        .label("jumps there")
        .help_if(near.map(|near| format!("write `{near}`")))
}

/// A jump into a loop from outside.
pub(super) fn into_a_loop(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::error(Code(544), at, format!("`{name}` stands in a loop that this step is not in"))
        .label(format!("jumps to `{name}`"))
        .note("the steps of a loop are reached only through the loop")
}

/// A way back in the step graph.
pub(super) fn way_back(at: FileSpan, from: &str, to: &str) -> Diagnostic {
    Diagnostic::error(Code(545), at, format!("the way from `{from}` to `{to}` leads back"))
        .label(format!("goes on to `{to}`, which came before"))
        .note("Systems Manager refuses a runbook whose steps form a circle")
        .help("write `repeat { … } until … max N`")
}

/// A `cancel` that starts with an action that SSM does not start there.
pub(super) fn cancel_target(at: FileSpan, action: &str, protected: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(546), at, format!("`cancel` cannot start with `{action}`"))
        .label("the first step that runs when the execution is cancelled")
        .related(protected, "on cancellation of this step")
        .note("after a cancellation Systems Manager starts only some actions, and no other")
        .help("put another statement before it")
}

/// A default that is known only when steps have run.
pub(super) fn late_default(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(547), at, "a default cannot wait for a step")
        .label("known only while the runbook runs")
        .note("defaults are constants, parts of `global` and `automation`, or `ssm(\"/path\")`")
        .help("assign the variable where the value is known")
}
