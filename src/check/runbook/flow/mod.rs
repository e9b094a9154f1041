//! The flow of a runbook: what is reached, what goes back, and what has been written where.

mod assignment;
mod build;
mod cancel;
mod graph;
mod order;
mod protect;
mod reads;
mod report;

pub(super) use reads::reads_variable;
pub(super) use report::check_flow;
