//! `aws:runDocument`: a step that runs another document, and what of it the agent hands on.

use std::time::Duration;

use crate::nodes::agent::{Folder, Place, Ran, Status, ended, run_in};
use crate::nodes::document::{Document, Step};

/// The inner document has the command's id. Of its steps the outputs and the worst status count; no
/// exit code does, so that one of 168 does not stop the outer document. After a restart the outer
/// step runs again, from the first inner step: here a document of one step runs that again.
pub(super) fn run_step(
    place: &Place<'_>,
    document: &Document,
    step: &Step,
    folder: &Folder<'_>,
) -> Result<Ran, String> {
    let inner = match document.inner(step) {
        Ok(inner) => inner,
        Err(message) => return Ok(ended(step, Status::Failed, message)),
    };
    if inner.steps.len() != 1 {
        return Err(format!("`{}` runs a document that has not one step", step.name));
    }
    let below = format!("{}/{}", folder.below, step.name);
    let outcome = run_in(place, &inner, &Folder { command: folder.command, below })?;
    let is = |status: Status| outcome.steps.iter().any(|ran| ran.status == status);
    let order = [Status::TimedOut, Status::Failed, Status::Success];
    Ok(Ran {
        name: step.name.clone(),
        status: order.into_iter().find(|status| is(*status)).unwrap_or(Status::Skipped),
        code: None,
        output: outcome.steps.iter().map(|ran| ran.output.as_str()).collect(),
        error: outcome.steps.iter().map(|ran| ran.error.as_str()).collect(),
        reboots: outcome.steps.iter().map(|ran| ran.reboots).sum(),
        took: outcome.steps.iter().map(|ran| ran.took).sum::<Duration>(),
    })
}
