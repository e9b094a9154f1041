//! The invocation parameters of a task: output, notifications, logs.

use crate::check::Checker;
use crate::check::request::attribute::Attributes;
use crate::check::request::model::{Model, task};
use crate::check::request::output::check_output;
use crate::check::request::shape::{ROLE_ARN, Shape, record};
use crate::hir::{Field, RecordType, RequestField, Ty, Value};

use super::errors;
use super::table::COMMAND_ORDER;

/// The members of the invocation: what the call gives, and what the attributes make.
pub(super) fn invocation(
    cx: &mut Checker<'_>,
    attributes: &Attributes<'_>,
    given: impl Iterator<Item = RequestField>,
) -> Vec<RequestField> {
    let mut fields: Vec<RequestField> = given.collect();
    if let Some(output) = attributes.get("output_to") {
        let place = attributes.place("output_to");
        if let Some(bucket) = check_output(cx, &output.value, &place) {
            if bucket.region.is_some() {
                let found = errors::needs(bucket.at, "region", "an association");
                cx.report(found.help("remove `region`: the bucket's own is used"));
            }
            for (name, value) in
                [("OutputS3BucketName", Some(bucket.bucket)), ("OutputS3KeyPrefix", bucket.prefix)]
            {
                let value = value.map(Value::String);
                fields.extend(value.map(|value| RequestField { name, value, at: bucket.at }));
            }
        }
    }
    if let Some(group) = attributes.field(cx, "log_group") {
        let value = record([
            ("CloudWatchLogGroupName", group.value),
            ("CloudWatchOutputEnabled", Value::Bool(true)),
        ]);
        fields.push(RequestField { name: "CloudWatchOutputConfig", value, at: group.at });
    }
    fields.extend(notification(cx, attributes));
    fields.sort_by_key(|field| COMMAND_ORDER.iter().position(|name| *name == field.name));
    fields
}

const TOPIC: Model = task("TaskInvocationParameters.RunCommand.NotificationConfig.NotificationArn");
const EVENTS: Model =
    task("TaskInvocationParameters.RunCommand.NotificationConfig.NotificationEvents");
const TYPE: Model = task("TaskInvocationParameters.RunCommand.NotificationConfig.NotificationType");
const ROLE: Model = task("TaskInvocationParameters.RunCommand.ServiceRoleArn");

/// `notify: { topic: "arn:…", events: ["Failed"], type: "Command", role: "arn:…" }`. The role is
/// what publishes to the topic: the service refuses a topic without it.
fn notification(cx: &mut Checker<'_>, attributes: &Attributes<'_>) -> Vec<RequestField> {
    let Some(notify) = attributes.get("notify") else { return Vec::new() };
    let field = |name: &str, ty: Ty, optional: bool| Field { name: name.into(), ty, optional };
    let topic = Shape::Narrow(TOPIC, r"^arn:aws[^:]*:sns:");
    let ty = RecordType::new(vec![
        field("topic", topic.ty(), false),
        field("events", EVENTS.ty(), false),
        field("type", TYPE.ty(), true),
        field("role", Shape::Narrow(ROLE, ROLE_ARN).ty(), false),
    ]);
    let place = attributes.place("notify");
    let Some((Value::Record(mut given), at)) =
        cx.build_value(&notify.value, &Ty::Record(ty.into()), &place)
    else {
        return Vec::new();
    };
    let mut take = |name: &str| given.shift_remove(name).unwrap_or(Value::Null);
    let (topic, events, kind, role) = (take("topic"), take("events"), take("type"), take("role"));
    let kind = if kind == Value::Null { Value::string("Command") } else { kind };
    let config = record([
        ("NotificationArn", topic),
        ("NotificationEvents", events),
        ("NotificationType", kind),
    ]);
    vec![
        RequestField { name: "NotificationConfig", value: config, at },
        RequestField { name: "ServiceRoleArn", value: role, at },
    ]
}
