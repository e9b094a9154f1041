//! Commands and plays: tasks, their clauses, and what may run on a node.

use super::declaration::Declared;
use super::{Checked, Context};

/// Checks a `command`.
pub(crate) fn check_command(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let _ = (context, declared);
    (Vec::new(), Vec::new())
}

/// Checks a `play`: a command and the association that applies it.
pub(crate) fn check_play(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let _ = (context, declared);
    (Vec::new(), Vec::new())
}
