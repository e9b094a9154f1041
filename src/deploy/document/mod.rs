//! Documents: versions by content, a default that moves only when it is told to.

mod attachments;
mod by_hand;
mod carry_out;
mod compare;
mod content;
mod created;
mod lines;
mod old_versions;
mod permissions;
mod read;
mod sharing;
mod versions;

pub(super) use attachments::has_files;
pub(super) use by_hand::{default_moves, is_behind as is_newer};
pub(super) use carry_out::{carry_out, delete};
pub(super) use compare::{Moves, compare, content_differences, moves};
pub(super) use created::created;
pub use lines::texts_of;
pub(super) use old_versions::add as add_old_versions;
pub(super) use read::{Found, read};
pub(super) use sharing::shares;
pub use versions::{DocumentVersion, versions};
pub(super) use versions::{content_of, promote, set_default, version_named};
