//! What a call to AWS needs in IAM: actions, the resources that they can be granted for, and
//! which input of the call names the resource.
//!
//! Nothing is read before the first question. A question that the data does not answer is answered
//! with "unknown", never with a guess.

mod action;
mod method;
mod needs;
mod resource;

pub use action::{AccessLevel, Action, ResourceType, ResourceUse};
pub use method::{operation_for_waiter, operations_for_method};
pub use needs::{Needed, Requirement, Source, When, actions_for};
pub use resource::{Holds, Placeholder, ResourceInput, ResourceTemplate, resource_inputs};
