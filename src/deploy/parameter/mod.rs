//! Parameters of Parameter Store: found by name, compared member by member, overwritten in place.
//! A secret is compared by a hash in a tag, and is shown nowhere.

mod carry_out;
mod compare;
mod proof;
mod read;
mod refused;

pub(super) use carry_out::{carry_out, delete};
pub(super) use compare::{compare, created, is_put};
pub(super) use proof::{is_sealed, sealed};
pub(super) use read::{Found, read};
