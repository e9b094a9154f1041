//! Commands and plays: tasks, their clauses, and what may run on a node.

mod argument_name;
mod clause;
mod companion;
mod declaration;
mod errors;
mod flow;
mod header;
mod hoist;
mod plugin;
mod script;
mod source_info;
mod state;
mod step_name;
mod task;

pub(crate) use companion::{Companion, companion_of_script, companion_of_tasks};
pub(super) use declaration::{check_command, check_play};
