//! The attributes of a maintenance window and of its tasks.
//!
//! Source: "CreateMaintenanceWindow" and "RegisterTaskWithMaintenanceWindow", API reference of
//! Systems Manager.

use crate::check::request::attribute::AttributeSpec;
use crate::check::request::model::{task, window};
use crate::check::request::shape::{ROLE_ARN, Shape, Unit};

/// Of the window. Sorted by word.
pub(super) const WINDOW: &[AttributeSpec] = &[
    AttributeSpec {
        word: "allow_unassociated_targets",
        member: "AllowUnassociatedTargets",
        shape: Shape::Model(window("AllowUnassociatedTargets")),
    },
    AttributeSpec {
        word: "cutoff",
        member: "Cutoff",
        shape: Shape::Time(Unit::Hour, window("Cutoff")),
    },
    AttributeSpec {
        word: "description",
        member: "Description",
        shape: Shape::Model(window("Description")),
    },
    AttributeSpec {
        word: "duration",
        member: "Duration",
        shape: Shape::Time(Unit::Hour, window("Duration")),
    },
    AttributeSpec { word: "end", member: "EndDate", shape: Shape::Instant },
    AttributeSpec {
        word: "offset",
        member: "ScheduleOffset",
        shape: Shape::Time(Unit::Day, window("ScheduleOffset")),
    },
    AttributeSpec { word: "schedule", member: "", shape: Shape::Own },
    AttributeSpec { word: "start", member: "StartDate", shape: Shape::Instant },
    AttributeSpec { word: "tags", member: "Tags", shape: Shape::Tags },
];

/// Members of CreateMaintenanceWindow in the order of the API, `Name` apart.
pub(super) const WINDOW_ORDER: [&str; 11] = [
    "Description",
    "StartDate",
    "EndDate",
    "Schedule",
    "ScheduleTimezone",
    "ScheduleOffset",
    "Duration",
    "Cutoff",
    "AllowUnassociatedTargets",
    "ClientToken",
    "Tags",
];

/// Of every task. Sorted by word.
macro_rules! task_attributes {
    ($($extra:expr,)*) => {
        &[
            $($extra,)*
            AttributeSpec { word: "alarms", member: "", shape: Shape::Names(
                task("AlarmConfiguration.Alarms"), "Name",
            ) },
            AttributeSpec {
                word: "concurrency", member: "MaxConcurrency", shape: Shape::Share(task("MaxConcurrency")),
            },
            AttributeSpec {
                word: "cutoff_behavior",
                member: "CutoffBehavior",
                shape: Shape::Model(task("CutoffBehavior")),
            },
            AttributeSpec {
                word: "description",
                member: "Description",
                shape: Shape::Model(task("Description")),
            },
            AttributeSpec {
                word: "ignore_alarm_poll_failure",
                member: "",
                shape: Shape::Model(task("AlarmConfiguration.IgnorePollAlarmFailure")),
            },
            AttributeSpec {
                word: "max_errors", member: "MaxErrors", shape: Shape::Share(task("MaxErrors")),
            },
            AttributeSpec {
                word: "priority", member: "Priority", shape: Shape::Model(task("Priority")),
            },
            AttributeSpec {
                word: "role",
                member: "ServiceRoleArn",
                shape: Shape::Narrow(task("ServiceRoleArn"), ROLE_ARN),
            },
        ]
    };
}

const VERSION: AttributeSpec = AttributeSpec {
    word: "version",
    member: "",
    shape: Shape::Text { pattern: Some(r"^(latest|default|[1-9][0-9]*)$"), length: (1, 20) },
};

/// Of a task that runs a command.
pub(super) const COMMAND_TASK: &[AttributeSpec] = task_attributes![
    AttributeSpec {
        word: "comment",
        member: "Comment",
        shape: Shape::Model(task("TaskInvocationParameters.RunCommand.Comment")),
    },
    AttributeSpec {
        word: "log_group",
        member: "",
        shape: Shape::Narrow(
            task(
                "TaskInvocationParameters.RunCommand.CloudWatchOutputConfig.CloudWatchLogGroupName"
            ),
            r"^[\w.#/-]+$",
        ),
    },
    AttributeSpec { word: "notify", member: "", shape: Shape::Own },
    AttributeSpec { word: "output_to", member: "", shape: Shape::Own },
    AttributeSpec {
        word: "timeout",
        member: "TimeoutSeconds",
        shape: Shape::Time(
            Unit::Second,
            task("TaskInvocationParameters.RunCommand.TimeoutSeconds")
        ),
    },
    VERSION,
];

/// Of a task that runs a runbook.
pub(super) const RUNBOOK_TASK: &[AttributeSpec] = task_attributes![VERSION,];

/// Of a task that invokes a function or a state machine.
pub(super) const OTHER_TASK: &[AttributeSpec] = task_attributes![];

/// Members of RegisterTaskWithMaintenanceWindow, in the order of the API, that attributes give.
pub(super) const TASK_ORDER: [&str; 7] = [
    "ServiceRoleArn",
    "Priority",
    "MaxConcurrency",
    "MaxErrors",
    "Description",
    "CutoffBehavior",
    "AlarmConfiguration",
];

/// Members of `RunCommand`, in the order of the API, `Parameters` among them by the lowering.
pub(super) const COMMAND_ORDER: [&str; 7] = [
    "Comment",
    "CloudWatchOutputConfig",
    "NotificationConfig",
    "OutputS3BucketName",
    "OutputS3KeyPrefix",
    "ServiceRoleArn",
    "TimeoutSeconds",
];

#[cfg(test)]
mod tests {
    use super::{COMMAND_ORDER, COMMAND_TASK, OTHER_TASK, RUNBOOK_TASK, TASK_ORDER};
    use super::{WINDOW, WINDOW_ORDER};
    use crate::check::request::shape::is_in_model;

    #[test]
    fn the_model_has_every_place() {
        let tables = [WINDOW, COMMAND_TASK, RUNBOOK_TASK, OTHER_TASK];
        assert!(tables.into_iter().flatten().all(|spec| is_in_model(spec.shape)));
    }

    #[test]
    fn every_member_has_its_place() {
        for spec in WINDOW.iter().filter(|spec| !spec.member.is_empty()) {
            assert!(WINDOW_ORDER.contains(&spec.member), "{} has no place", spec.member);
        }
        for spec in [COMMAND_TASK, RUNBOOK_TASK, OTHER_TASK].into_iter().flatten() {
            let known = spec.member.is_empty()
                || TASK_ORDER.contains(&spec.member)
                || COMMAND_ORDER.contains(&spec.member);
            assert!(known, "{} has no place", spec.member);
        }
    }
}
