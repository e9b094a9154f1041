//! What a call to AWS needs in IAM: actions, the resources that they can be granted for, and
//! which input of the call names the resource.
//!
//! `docs/iam-actions.md` says where the data is from. Nothing is read before the first question. A
//! question that the data does not answer is answered with "unknown", never with a guess.

mod action;
mod beside;
mod built_in;
mod by_hand;
mod glob;
mod method;
mod needs;
pub mod packed;
mod resource;
mod role;
mod rows;
mod rows_by_hand;
mod rows_of_s3;
mod table;

pub use action::{AccessLevel, Action, ResourceType, ResourceUse};
pub use beside::{is_making, tag_action, tag_member};
pub use built_in::PACKED;
pub use by_hand::prefixes;
pub use method::{operation_for_waiter, operations_for_method};
pub use needs::{Needed, Requirement, Source, When, actions_for};
pub use resource::{
    Holds, Placeholder, ResourceInput, ResourceTemplate, members_named, resource_inputs,
};
pub use role::{RoleMember, role_at, role_member, role_paths};
pub use rows::{KeyTable, OperationTable};
pub use table::ActionTable;
