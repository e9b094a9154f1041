//! Which members of an input are the roles that a call passes on, and which its tags.

use ordain::aws::Operation;
use ordain::aws::permission::{RoleMember, role_paths, tag_member};

/// Paths of the members that hold the name or the ARN of a role, of a call that passes one on.
/// Sorted.
pub fn roles(operation: Operation<'_>) -> Vec<String> {
    let found = role_paths(operation).into_iter();
    found.filter(|(_, kind)| *kind == RoleMember::Role).map(|(path, _)| path).collect()
}

/// The member that holds the tags of what the call makes.
pub fn tags(operation: Operation<'_>) -> Option<String> {
    tag_member(operation).map(str::to_owned)
}
