//! Findings on reads of outputs that are not there.

use super::error;
use crate::diagnostic::{Code, Diagnostic};
use crate::ssm::validate::Spot;

/// Source: "Using action outputs as inputs", user guide of Systems Manager.
const NO_OUTPUT: &str =
    "where a step has not run, the service puts the text of the reference in its place";

/// E0690: a read of an output that is not there yet
pub(in crate::ssm) fn own_output(spot: &Spot, step: &str) -> Diagnostic {
    error(690, spot, format!("{} reads an output of its own step, `{step}`", spot.name))
        .label("not there before the step has run")
        .note(NO_OUTPUT)
}

/// E0690: a read of an output that is not there yet
pub(in crate::ssm) fn later_output(spot: &Spot, step: &str, stands_at: &Spot) -> Diagnostic {
    error(690, spot, format!("{} reads an output of `{step}`, which runs later", spot.name))
        .label("not there yet")
        .related(stands_at.at, format!("`{step}` stands here"))
        .note(NO_OUTPUT)
        .help(format!("read it behind `{step}`, or let `{step}` run first"))
}

/// E0690 as a warning: a read of an output that is not there yet
///
/// The step runs on, with a text that means nothing.
pub(in crate::ssm) fn output_elsewhere(spot: &Spot, step: &str, stands_at: &Spot) -> Diagnostic {
    let message = format!("{} reads an output of `{step}`, which never runs before it", spot.name);
    Diagnostic::warning(Code(690), spot.at, message)
        .label("not there on any way to this step")
        .related(stands_at.at, format!("`{step}` stands here"))
        .note(NO_OUTPUT)
        .help(format!("read it only behind `{step}`"))
}
