//! Commands and plays: tasks, their clauses, and what may run on a node.

mod argument_name;
mod block;
mod clause;
mod companion;
mod declaration;
mod document_path;
mod errors;
mod flow;
mod handler;
mod handler_tasks;
mod header;
mod hoist;
mod leaving;
mod mode;
mod module;
mod plugin;
mod reach;
mod role;
mod role_calls;
mod same_task;
mod script;
mod source_info;
mod state;
mod step_name;
mod tags;
mod task;
mod task_signature;
mod title;
mod walk;

pub(crate) use companion::{Companion, companion_of_script, companion_of_tasks};
pub(super) use declaration::{check_command, check_play};
pub(super) use handler::check_handler;
pub(super) use mode::{has_mode, mode_parameter};
pub(super) use module::{PLATFORMS, check_module};
pub(super) use role::check_role;
pub(super) use role_calls::circular_calls;
