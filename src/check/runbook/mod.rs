//! Runbooks: statements to steps, flow, and what must have been written before it is read.

use super::declaration::Declared;
use super::{Checked, Context};

/// Checks a `runbook`.
pub(crate) fn check_runbook(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let _ = (context, declared);
    (Vec::new(), Vec::new())
}
