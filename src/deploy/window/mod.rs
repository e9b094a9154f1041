//! Maintenance windows with their targets and tasks, each reconciled by its name.

mod carry_out;
mod compare;
mod parts;
mod read;

pub(super) use carry_out::{carry_out, delete};
pub(super) use compare::{compare, created};
pub(super) use parts::{is_run_otherwise, targets_of};
pub(super) use read::{Found, read};
