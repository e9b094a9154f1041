//! Which members of an operation's input name the resources that its actions work on.

use super::action::{Action, ResourceUse};
use crate::aws::Operation;

/// How the ARN of a kind of resource is made for a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceTemplate {
    pub resource: ResourceUse,
    /// Members that hold whole ARNs of this kind, mostly none or one. Where one is given, it is
    /// the resource, and `placeholders` need not be filled.
    pub arns: Vec<ResourceInput>,
    /// All of the ARN format's but `Partition`, `Region` and `Account`, in its order.
    pub placeholders: Vec<Placeholder>,
}

/// `${InstanceId}` of an ARN format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// `InstanceId`
    pub name: &'static str,
    /// The members that say what stands there; each value given is one resource more. Empty where
    /// nothing in the input says it: only `*` is right.
    pub inputs: Vec<ResourceInput>,
}

/// A member of an input that names resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceInput {
    /// From the top of the input: `InstanceIds[]`, `Placement.GroupName`. `[]` stands for each of
    /// a list.
    pub path: String,
    pub holds: Holds,
}

/// What a member that names a resource may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// What stands in the ARN's place for it.
    Part,
    /// A whole ARN.
    Arn,
    /// Either: its model allows ARNs beside names. A value that begins with `arn:` is the
    /// resource itself.
    PartOrArn,
}

/// For each kind of resource that the action can be granted for, what of the operation's input
/// makes its ARN.
pub fn resource_inputs(action: Action, operation: Operation<'_>) -> Vec<ResourceTemplate> {
    let _ = (action, operation);
    Vec::new()
}
