//! The actions of IAM that a call of an operation needs.

use super::action::Action;

/// What IAM must allow for a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needed {
    /// These. At least one; the first is the operation's own.
    Known(Vec<Requirement>),
    /// Nothing: anybody who can sign a request, or anybody at all, may make the call.
    Nothing(Source),
    /// The data does not say. Also for a service or an operation that there is not.
    Unknown,
}

/// An action that a call needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    pub action: Action,
    pub when: When,
    pub source: Source,
}

/// Which calls of the operation need the action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Every call.
    Always,
    /// Every call whose input has this member: `IamInstanceProfile.Arn`,
    /// `TagSpecifications`. A path from the top of the input; `[]` stands for each of a list.
    Given(&'static str),
    /// Some calls; which, the data does not say in a form that can be checked. A policy works
    /// without it until such a call comes.
    Sometimes,
}

/// Why an action is known to be needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The action has the operation's name, under the service's prefix.
    SameName,
    /// A row of iam-dataset's map from calls to actions.
    Dataset,
    /// AWS's Service Authorization Reference lists the action as a dependent one of the
    /// operation's own.
    Dependent,
    /// The service's model says that the operation is not signed.
    Unsigned,
    /// The service's actions are HTTP methods, and the model says which one the operation is.
    HttpMethod,
    /// A row of our own table; the page of AWS's documentation that it is from.
    Page(&'static str),
}

/// What a call of an operation needs: boto3's name of the service (`ec2`) and the model's name of
/// the operation (`DescribeInstances`), both exactly.
pub fn actions_for(service: &str, operation: &str) -> Needed {
    let _ = (service, operation);
    Needed::Unknown
}
