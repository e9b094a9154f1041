//! Associations: found by name, compared member by member, updated in place.

mod carry_out;
mod compare;
mod read;

pub(super) use carry_out::{carry_out, delete};
pub(super) use compare::{changed_members, compare, created};
pub(super) use read::{Found, read};
