//! `alarms` and `ignore_alarm_poll_failure`: the alarm of CloudWatch that stops a run.

use crate::check::Checker;
use crate::hir::{RequestField, Value};

use super::attribute::Attributes;
use super::errors;
use super::shape::record;

/// The member `AlarmConfiguration`, if there is an alarm.
pub(super) fn alarm_configuration(
    cx: &mut Checker<'_>,
    attributes: &Attributes<'_>,
) -> Option<RequestField> {
    let ignore = attributes.field(cx, "ignore_alarm_poll_failure");
    if let (Some(ignore), None) = (&ignore, attributes.get("alarms")) {
        cx.report(errors::needs(ignore.at, "ignore_alarm_poll_failure", "`alarms`"));
    }
    let alarms = attributes.field(cx, "alarms")?;
    let Value::List(names) = alarms.value else { return None };
    let list = Value::List(names.into_iter().map(|name| record([("Name", name)])).collect());
    let value = match ignore {
        Some(ignore) => record([("IgnorePollAlarmFailure", ignore.value), ("Alarms", list)]),
        None => record([("Alarms", list)]),
    };
    Some(RequestField { name: "AlarmConfiguration", value, at: alarms.at })
}
