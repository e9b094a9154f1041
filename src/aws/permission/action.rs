//! IAM's actions: found by name, with their access level and resources, and matched by patterns.

use std::fmt;

/// An action of IAM, `ec2:DescribeInstances`. Small, to be copied.
///
/// Two are equal where they are the same action; their order is that of prefix and name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Action {
    number: u32,
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
    /// The action of this name, `ec2:DescribeInstances`, in any case, as IAM takes it.
    pub fn find(written: &str) -> Option<Action> {
        let _ = written;
        None
    }

    /// The action whose name is nearest to one that there is not. Where the prefix is unknown too,
    /// only actions of the nearest prefix are looked at.
    pub fn nearest(written: &str) -> Option<Action> {
        let _ = written;
        None
    }

    /// All actions that a pattern of a policy covers, in order: `ec2:Describe*`, `s3:Get?bject`,
    /// `*`, in any case. A name without wildcards covers itself.
    pub fn matching(pattern: &str) -> Vec<Action> {
        let _ = pattern;
        Vec::new()
    }

    /// Whether a pattern of a policy covers this action.
    pub fn is_matched_by(self, pattern: &str) -> bool {
        let _ = pattern;
        false
    }

    /// Whether IAM has actions with this prefix, in any case: `ec2`.
    pub fn is_prefix(prefix: &str) -> bool {
        let _ = prefix;
        false
    }

    /// `ec2`
    pub fn prefix(self) -> &'static str {
        ""
    }

    /// `DescribeInstances`
    pub fn name(self) -> &'static str {
        ""
    }

    pub fn access_level(self) -> AccessLevel {
        AccessLevel::Read
    }

    /// The kinds of resources that the action can be granted for, in the data's order. None means
    /// that a statement must say `"Resource": "*"`.
    pub fn resources(self) -> Vec<ResourceUse> {
        let _ = self.number;
        Vec::new()
    }

    /// Actions that AWS documents as needed together with this one, in some or in all cases:
    /// `iam:PassRole` for `lambda:CreateFunction`.
    pub fn dependents(self) -> Vec<Action> {
        Vec::new()
    }

    /// The condition keys that a statement with this action can use, those of its resources too.
    pub fn condition_keys(self) -> Vec<&'static str> {
        Vec::new()
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
