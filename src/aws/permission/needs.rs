//! The actions of IAM that a call of an operation needs.

use super::action::Action;
use super::beside::beside;
use super::built_in::operations;
use super::{by_hand, packed};
use crate::aws::Service;

/// What IAM must allow for a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needed {
    /// These, at least one, none twice. First those that every call needs.
    Known(Vec<Requirement>),
    /// Nothing: whoever can sign a request, or anybody at all, may make the call.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// Every call.
    Always,
    /// Every call whose input has this member: `IamInstanceProfile.Arn`,
    /// `TagSpecifications`. A path from the top of the input; `[]` stands for each of a list.
    /// An action may be needed by several members, each with a requirement of its own.
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
    /// operation's own; the member, if any, is the one of the input that asks for it.
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
///
/// ```
/// use ordain::aws::permission::{Needed, When, actions_for};
///
/// let Needed::Known(needs) = actions_for("s3", "ListObjectsV2") else { panic!() };
/// assert_eq!(needs[0].action.to_string(), "s3:ListBucket");
/// assert_eq!(needs[0].when, When::Always);
/// ```
pub fn actions_for(service: &str, operation: &str) -> Needed {
    let Some(service) = Service::named(service) else { return Needed::Unknown };
    let Some(called) = service.model().operation(operation) else { return Needed::Unknown };
    if let Some(row) = by_hand::row_of(service.name(), operation) {
        return of_page(row);
    }
    let row = operations().operation(service.name(), operation);
    if row.is_some_and(|row| row.is_unsigned) {
        return Needed::Nothing(Source::Unsigned);
    }
    let mut needs: Vec<Requirement> = own_action(service, operation)
        .into_iter()
        .map(|action| Requirement { action, when: When::Always, source: Source::SameName })
        .collect();
    for listed in row.into_iter().flat_map(|row| &row.needs).map(requirement) {
        if !needs.iter().any(|it| it.action == listed.action && it.when == listed.when) {
            needs.push(listed);
        }
    }
    if needs.is_empty() {
        return Needed::Unknown;
    }
    add_dependents(&mut needs);
    for more in beside(called, &needs) {
        // What is known only in part is known here.
        needs.retain(|it| it.action != more.action || it.when != When::Sometimes);
        needs.push(more);
    }
    needs.sort_by_key(|it| it.when != When::Always);
    Needed::Known(needs)
}

/// The action of the operation's own name, under the service's prefix.
pub(super) fn own_action(service: &'static Service, operation: &str) -> Option<Action> {
    let mut prefixes = by_hand::prefixes(service).into_iter();
    prefixes.find_map(|prefix| Action::find(&format!("{prefix}:{operation}")))
}

fn requirement(need: &packed::Need) -> Requirement {
    let when = match need.when {
        packed::When::Always => When::Always,
        packed::When::Given(path) => When::Given(operations().string(path)),
        packed::When::Sometimes => When::Sometimes,
    };
    let source = match need.source {
        packed::Source::Dataset => Source::Dataset,
        packed::Source::Dependent => Source::Dependent,
        packed::Source::HttpMethod => Source::HttpMethod,
    };
    Requirement { action: Action::of(need.action), when, source }
}

fn of_page(row: &by_hand::Row) -> Needed {
    let needs: Vec<Requirement> = row
        .needs
        .iter()
        .filter_map(|(name, when)| Some((Action::find(name)?, *when)))
        .map(|(action, when)| Requirement { action, when, source: Source::Page(row.page) })
        .collect();
    if needs.is_empty() {
        return Needed::Nothing(Source::Page(row.page));
    }
    Needed::Known(needs)
}

/// What the actions that every call needs are documented to need beside themselves.
fn add_dependents(needs: &mut Vec<Requirement>) {
    let own: Vec<Action> =
        needs.iter().filter(|it| it.when == When::Always).map(|it| it.action).collect();
    for action in own.into_iter().flat_map(Action::dependents) {
        if needs.iter().all(|it| it.action != action) {
            let (when, source) = (When::Sometimes, Source::Dependent);
            needs.push(Requirement { action, when, source });
        }
    }
}
