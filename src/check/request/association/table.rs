//! The attributes of an association.
//!
//! Source: "CreateAssociation", API reference of Systems Manager.

use crate::check::request::attribute::AttributeSpec;
use crate::check::request::model::association;
use crate::check::request::shape::{ROLE_ARN, Shape, Unit};

/// An account, a root or an organizational unit: the model leaves it out.
const ACCOUNT: &str = r"^([0-9]{12}|r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$";

const REGION: &str = r"^[a-z]{2}(-[a-z]+)+-[0-9]+$";

/// Sorted by word.
pub(super) const ATTRIBUTES: &[AttributeSpec] = &[
    AttributeSpec {
        word: "accounts",
        member: "",
        shape: Shape::Narrow(association("TargetLocations[0].Accounts"), ACCOUNT),
    },
    AttributeSpec {
        word: "alarms",
        member: "",
        shape: Shape::Names(association("AlarmConfiguration.Alarms"), "Name"),
    },
    AttributeSpec {
        word: "apply_only_at_cron",
        member: "ApplyOnlyAtCronInterval",
        shape: Shape::Model(association("ApplyOnlyAtCronInterval")),
    },
    AttributeSpec {
        word: "calendars",
        member: "CalendarNames",
        shape: Shape::Model(association("CalendarNames")),
    },
    AttributeSpec {
        word: "compliance",
        member: "ComplianceSeverity",
        shape: Shape::Model(association("ComplianceSeverity")),
    },
    AttributeSpec {
        word: "concurrency",
        member: "MaxConcurrency",
        shape: Shape::Share(association("MaxConcurrency")),
    },
    AttributeSpec {
        word: "dispatch_role",
        member: "AssociationDispatchAssumeRole",
        shape: Shape::Narrow(association("AssociationDispatchAssumeRole"), ROLE_ARN),
    },
    AttributeSpec {
        word: "duration",
        member: "Duration",
        shape: Shape::Time(Unit::Hour, association("Duration")),
    },
    AttributeSpec {
        word: "execution_role",
        member: "",
        shape: Shape::Narrow(
            association("TargetLocations[0].ExecutionRoleName"),
            r"^[\w+=,.@/-]+$",
        ),
    },
    AttributeSpec {
        word: "ignore_alarm_poll_failure",
        member: "",
        shape: Shape::Model(association("AlarmConfiguration.IgnorePollAlarmFailure")),
    },
    AttributeSpec {
        word: "location_concurrency",
        member: "",
        shape: Shape::Share(association("TargetLocations[0].TargetLocationMaxConcurrency")),
    },
    AttributeSpec {
        word: "location_max_errors",
        member: "",
        shape: Shape::Share(association("TargetLocations[0].TargetLocationMaxErrors")),
    },
    AttributeSpec {
        word: "max_errors",
        member: "MaxErrors",
        shape: Shape::Share(association("MaxErrors")),
    },
    AttributeSpec {
        word: "offset",
        member: "ScheduleOffset",
        shape: Shape::Time(Unit::Day, association("ScheduleOffset")),
    },
    AttributeSpec { word: "on", member: "", shape: Shape::Own },
    AttributeSpec { word: "output_to", member: "", shape: Shape::Own },
    AttributeSpec {
        word: "regions",
        member: "",
        shape: Shape::Narrow(association("TargetLocations[0].Regions"), REGION),
    },
    AttributeSpec { word: "run", member: "", shape: Shape::Own },
    AttributeSpec { word: "schedule", member: "", shape: Shape::Own },
    AttributeSpec {
        word: "sync_compliance",
        member: "SyncCompliance",
        shape: Shape::Model(association("SyncCompliance")),
    },
    AttributeSpec { word: "tags", member: "Tags", shape: Shape::Tags },
    AttributeSpec { word: "target_maps", member: "", shape: Shape::Own },
    AttributeSpec {
        word: "version",
        member: "",
        shape: Shape::Text { pattern: Some(r"^(latest|default|[1-9][0-9]*)$"), length: (1, 20) },
    },
];

/// What a play says with its header and its tasks.
pub(super) const NOT_OF_PLAYS: [&str; 3] = ["on", "run", "version"];

/// Members of the request in the order of the API.
pub(super) const ORDER: [&str; 15] = [
    "ScheduleExpression",
    "OutputLocation",
    "MaxErrors",
    "MaxConcurrency",
    "ComplianceSeverity",
    "SyncCompliance",
    "ApplyOnlyAtCronInterval",
    "CalendarNames",
    "TargetLocations",
    "ScheduleOffset",
    "Duration",
    "TargetMaps",
    "Tags",
    "AlarmConfiguration",
    "AssociationDispatchAssumeRole",
];

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTES, ORDER};
    use crate::check::request::shape::is_in_model;

    #[test]
    fn attributes_are_sorted() {
        assert!(ATTRIBUTES.is_sorted_by_key(|spec| spec.word));
    }

    #[test]
    fn the_model_has_every_place() {
        assert!(ATTRIBUTES.iter().all(|spec| is_in_model(spec.shape)));
    }

    #[test]
    fn every_member_of_the_table_has_its_place() {
        for spec in ATTRIBUTES.iter().filter(|spec| !spec.member.is_empty()) {
            assert!(ORDER.contains(&spec.member), "{} has no place", spec.member);
        }
    }
}
