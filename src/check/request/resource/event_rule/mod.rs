//! `event_rule`: an event of EventBridge, or a schedule, that starts a runbook or a command.
//!
//! Source: "PutRule" and "PutTargets", API reference of EventBridge.

mod input;
mod matchers;
mod pattern;
mod target;

use crate::check::Checker;
use crate::check::request::association::members::schedule_field;
use crate::check::request::attribute::AttributeSpec;
use crate::check::request::errors;
use crate::check::request::model::Model;
use crate::check::request::schedule::check_schedule;
use crate::check::request::shape::{ROLE_ARN, Shape, Unit};
use crate::hir::ResourceKind;
use crate::ssm::event_rule::{DEFAULT_BUS, bus_name};
use crate::ssm::{pattern as text_pattern, schedule::Api};
use crate::text::FileSpan;

use super::view::{NameFrom, Targets, View};
use super::{Given, Made};

const fn rule(path: &'static str) -> Model {
    Model { service: "events", operation: "PutRule", path }
}

const fn of_target(path: &'static str) -> Model {
    Model { service: "events", operation: "PutTargets", path }
}

const fn plain(word: &'static str, member: &'static str) -> AttributeSpec {
    AttributeSpec { word, member, shape: Shape::Model(rule(member)) }
}

const fn own(word: &'static str, shape: Shape) -> AttributeSpec {
    AttributeSpec { word, member: "", shape }
}

const OWNER: &str = "an event rule";

/// A queue of first in, first out cannot take what is left.
///
/// Source: "Using dead-letter queues to process undelivered events", user guide of EventBridge.
const QUEUE_ARN: &str = r"^arn:aws[^:]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$";

const ATTRIBUTES: &[AttributeSpec] = &[
    plain("bus", "EventBusName"),
    own("dead_letter", Shape::Narrow(of_target("Targets[0].DeadLetterConfig.Arn"), QUEUE_ARN)),
    plain("description", "Description"),
    own("on", Shape::Own),
    own("pattern", Shape::Own),
    own("retries", Shape::Model(of_target("Targets[0].RetryPolicy.MaximumRetryAttempts"))),
    own(
        "retry_within",
        Shape::Time(Unit::Second, of_target("Targets[0].RetryPolicy.MaximumEventAgeInSeconds")),
    ),
    own("role", Shape::Narrow(of_target("Targets[0].RoleArn"), ROLE_ARN)),
    own("run", Shape::Own),
    own("schedule", Shape::Own),
    plain("state", "State"),
    AttributeSpec { word: "tags", member: "Tags", shape: Shape::Tags },
    own(
        "version",
        Shape::Text { pattern: Some(r"^(latest|default|[1-9][0-9]*)$"), length: (1, 20) },
    ),
];

pub(super) const VIEW: View = View {
    kind: ResourceKind::EventRule,
    owner: OWNER,
    request: rule(""),
    name: NameFrom::Header("Name"),
    targets: Targets::Taken,
    description_characters: 512,
    attributes: ATTRIBUTES,
    // Source: "Using IAM roles to let EventBridge access targets", user guide of EventBridge: both
    // kinds of documents are started with a role.
    required: &[
        ("role", "role: \"arn:aws:iam::111122223333:role/events\""),
        ("run", "run: \"AWS-StopEC2Instance\"(InstanceId: [event.detail[\"instance-id\"]])"),
    ],
    check_name,
    complete,
};

fn check_name(cx: &mut Checker<'_>, name: &str, at: FileSpan) {
    if !text_pattern::matches(r"^[._A-Za-z0-9-]{1,64}$", name) {
        let message = format!("an event rule cannot be named \"{name}\"");
        let found = errors::refused_value(at, message, "not a name");
        cx.report(found.note("a name has 1 to 64 letters, digits, `_`, `-` and `.`"));
    }
}

fn complete(cx: &mut Checker<'_>, given: &Given<'_, '_>, made: &mut Made) {
    let attributes = given.attributes;
    if let Some(schedule) = attributes.get("schedule") {
        let place = attributes.place("schedule");
        let checked = check_schedule(cx, &schedule.value, &place, Api::EventRule);
        made.fields.extend(checked.as_ref().map(schedule_field));
        // Source: "Creating a rule that runs on a schedule", user guide of EventBridge.
        let is_other = made.text("EventBusName").is_some_and(|bus| bus_name(bus) != DEFAULT_BUS);
        if let Some(bus) = attributes.get("bus").filter(|_| is_other) {
            let (schedule, bus) = (cx.at(schedule.key.span), cx.at(bus.key.span));
            cx.report(errors::excluded(schedule, ("schedule", "bus"), bus));
        }
    }
    if let Some(attribute) = attributes.get("pattern") {
        made.fields.extend(pattern::pattern(cx, &attribute.value));
    } else if attributes.get("schedule").is_none() {
        let example = "pattern: { source: [\"aws.ec2\"] }";
        cx.report(errors::missing_attribute(given.at, OWNER, "pattern", example));
    }
    target::put(cx, given, made);
}
