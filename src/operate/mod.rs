//! Running a document, watching it, and how associations and windows are doing. Everything goes
//! through [`Api`](crate::deploy::Api).

mod automation;
mod command;
mod given;
mod start;
mod status;
mod targets;

pub use start::{Document, Run, StartProblem, Started, describe, start, version};
pub use status::{AssociationStatus, WindowStatus, associations, windows};
pub use targets::{TargetError, targets};

use crate::deploy::{Api, CallError};

/// A step of a run, or a plugin of a command on one node, as it is at the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The node, of a command.
    pub node: String,
    /// The step's name.
    pub name: String,
    /// In the service's words: `InProgress`, `Success`, …
    pub status: String,
    /// Why it failed, or the end of what it printed; empty where there is nothing.
    pub message: String,
}

/// A run as it is at the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// In the service's words.
    pub status: String,
    /// Why it failed as a whole; empty where the steps say it.
    pub message: String,
    /// In the order in which they ran.
    pub steps: Vec<Step>,
    pub end: End,
}

/// Whether a run goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    #[default]
    NotYet,
    Good,
    Bad,
}

/// How a run is doing.
///
/// # Errors
/// A call without an answer.
pub fn progress(api: &dyn Api, started: &Started) -> Result<Progress, CallError> {
    match started {
        Started::Automation(id) => automation::progress(api, id),
        Started::Command(id) => command::progress(api, id),
    }
}

/// Whether a step, or a plugin on a node, has come to its end.
pub fn has_ended(step: &Step) -> bool {
    end(step) != End::NotYet
}

/// How a step ended.
pub fn end(step: &Step) -> End {
    end_of(&step.status)
}

/// What a status means. Words that are not in the table are of a run that goes on.
///
/// Source: `AutomationExecutionStatus`, `CommandStatus` and `CommandPluginStatus`, API reference of
/// Systems Manager.
fn end_of(status: &str) -> End {
    const GOOD: [&str; 4] =
        ["ChangeCalendarOverrideApproved", "CompletedWithSuccess", "Success", "Skipped"];
    const BAD: [&str; 8] = [
        "Cancelled",
        "ChangeCalendarOverrideRejected",
        "CompletedWithFailure",
        "Delivery Timed Out",
        "Exited",
        "Failed",
        "Rejected",
        "TimedOut",
    ];
    if GOOD.contains(&status) {
        End::Good
    } else if BAD.contains(&status) {
        End::Bad
    } else {
        End::NotYet
    }
}

#[cfg(test)]
mod tests {
    use super::{End, end_of};
    use crate::aws::{Kind, Service};

    /// The statuses of a member that end nothing, as the model lists them.
    fn check_going_on(operation: &str, member: &str, going_on: &[&str]) {
        let operation = Service::named("ssm").and_then(|ssm| ssm.model().operation(operation));
        let shape =
            operation.and_then(|it| it.model().shapes().find(|shape| shape.name() == member));
        let Some(Kind::String(string)) = shape.map(|shape| shape.kind()) else {
            panic!("no enum {member}")
        };
        let found: Vec<&str> =
            string.values.iter().filter(|it| end_of(it) == End::NotYet).collect();
        assert_eq!(found, going_on, "{member}");
    }

    #[test]
    fn every_status_of_the_models_is_known() {
        check_going_on(
            "GetAutomationExecution",
            "AutomationExecutionStatus",
            &[
                "Pending",
                "InProgress",
                "Waiting",
                "Cancelling",
                "PendingApproval",
                "Approved",
                "Scheduled",
                "RunbookInProgress",
                "PendingChangeCalendarOverride",
            ],
        );
        check_going_on("ListCommands", "CommandStatus", &["Pending", "InProgress", "Cancelling"]);
    }
}
