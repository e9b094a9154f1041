//! The attributes of an association.
//!
//! Source: "CreateAssociation", API reference of Systems Manager.

use crate::check::request::attribute::AttributeSpec;
use crate::check::request::shape::{Least, ROLE_ARN, Shape, Unit};

/// Sorted by word.
pub(super) const ATTRIBUTES: &[AttributeSpec] = &[
    AttributeSpec {
        word: "accounts",
        member: "",
        shape: Shape::Texts {
            pattern: Some(r"^([0-9]{12}|r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$"),
            length: (6, 68),
            items: (1, 50),
        },
    },
    AttributeSpec {
        word: "alarms",
        member: "",
        shape: Shape::Texts { pattern: None, length: (1, 255), items: (1, 1) },
    },
    AttributeSpec {
        word: "apply_only_at_cron",
        member: "ApplyOnlyAtCronInterval",
        shape: Shape::Flag,
    },
    AttributeSpec {
        word: "calendars",
        member: "CalendarNames",
        shape: Shape::Texts { pattern: None, length: (1, 1024), items: (1, 10) },
    },
    AttributeSpec {
        word: "compliance",
        member: "ComplianceSeverity",
        shape: Shape::Choice(&["CRITICAL", "HIGH", "MEDIUM", "LOW", "UNSPECIFIED"]),
    },
    AttributeSpec {
        word: "concurrency",
        member: "MaxConcurrency",
        shape: Shape::Share(Least::One),
    },
    AttributeSpec {
        word: "dispatch_role",
        member: "AssociationDispatchAssumeRole",
        shape: ROLE_ARN,
    },
    AttributeSpec { word: "duration", member: "Duration", shape: Shape::Time(Unit::Hour, 1, 24) },
    AttributeSpec {
        word: "execution_role",
        member: "",
        shape: Shape::Text { pattern: Some(r"^[\w+=,.@/-]+$"), length: (1, 64) },
    },
    AttributeSpec { word: "ignore_alarm_poll_failure", member: "", shape: Shape::Flag },
    AttributeSpec { word: "location_concurrency", member: "", shape: Shape::Share(Least::One) },
    AttributeSpec { word: "location_max_errors", member: "", shape: Shape::Share(Least::Zero) },
    AttributeSpec { word: "max_errors", member: "MaxErrors", shape: Shape::Share(Least::Zero) },
    AttributeSpec { word: "offset", member: "ScheduleOffset", shape: Shape::Time(Unit::Day, 1, 6) },
    AttributeSpec { word: "on", member: "", shape: Shape::Own },
    AttributeSpec { word: "output_to", member: "", shape: Shape::Own },
    AttributeSpec {
        word: "regions",
        member: "",
        shape: Shape::Texts {
            pattern: Some(r"^[a-z]{2}(-[a-z]+)+-[0-9]+$"),
            length: (3, 30),
            items: (1, 50),
        },
    },
    AttributeSpec { word: "run", member: "", shape: Shape::Own },
    AttributeSpec { word: "schedule", member: "", shape: Shape::Own },
    AttributeSpec {
        word: "sync_compliance",
        member: "SyncCompliance",
        shape: Shape::Choice(&["AUTO", "MANUAL"]),
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

    #[test]
    fn attributes_are_sorted() {
        assert!(ATTRIBUTES.is_sorted_by_key(|spec| spec.word));
    }

    #[test]
    fn every_member_of_the_table_has_its_place() {
        for spec in ATTRIBUTES.iter().filter(|spec| !spec.member.is_empty()) {
            assert!(ORDER.contains(&spec.member), "{} has no place", spec.member);
        }
    }
}
