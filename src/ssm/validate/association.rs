//! What a schema cannot say about the request of CreateAssociation.

use serde_json::Value;

use super::findings::Findings;
use crate::ssm::JsonMap;
use crate::ssm::errors;
use crate::ssm::schedule::{Api, Schedule};

/// Members that `InstanceId` excludes.
const WITHOUT_INSTANCE: [&str; 6] = [
    "AssociationName",
    "DocumentVersion",
    "MaxConcurrency",
    "MaxErrors",
    "OutputLocation",
    "ScheduleExpression",
];

/// The rules of the API between the members.
pub(super) fn check(findings: &mut Findings<'_>) {
    let Some(request) = findings.root.as_object() else { return };
    let whole = findings.spot("");
    for pair in [["Targets", "TargetMaps"], ["InstanceId", "Targets"]] {
        if pair.iter().all(|name| request.contains_key(*name)) {
            let rule = "an association names its nodes in one way";
            findings.report(errors::not_together(&whole, &pair, rule));
        }
    }
    if request.contains_key("InstanceId") {
        for name in WITHOUT_INSTANCE.into_iter().filter(|name| request.contains_key(*name)) {
            let rule = "`InstanceId` is an old form that goes with few other members";
            findings.report(errors::not_together(&whole, &["InstanceId", name], rule));
        }
    }
    let text = request.get("ScheduleExpression").and_then(Value::as_str);
    let schedule = text.and_then(|text| {
        super::schedule::check(findings, "/ScheduleExpression", text, Api::Association)
    });
    check_cron_members(findings, request, schedule.as_ref());
    check_target_values(findings);
}

fn check_cron_members(findings: &mut Findings<'_>, request: &JsonMap, schedule: Option<&Schedule>) {
    let only_at_cron =
        request.get("ApplyOnlyAtCronInterval").and_then(Value::as_bool) == Some(true);
    let is_cron = matches!(schedule, Some(Schedule::Cron(_)));
    if only_at_cron && matches!(schedule, Some(Schedule::Rate(_))) {
        let spot = findings.spot("/ApplyOnlyAtCronInterval");
        let rule = "`ApplyOnlyAtCronInterval` does not go with `rate(…)`";
        findings.report(errors::bad_request(&spot, "is set beside a rate", rule));
    }
    for (name, needs_cron) in [("ScheduleOffset", true), ("Duration", false)] {
        if !request.contains_key(name) {
            continue;
        }
        let spot = findings.spot(&format!("/{name}"));
        if !only_at_cron {
            let rule = format!("`{name}` needs `ApplyOnlyAtCronInterval: true`");
            findings.report(errors::bad_request(&spot, "lacks its companion", &rule));
        }
        if needs_cron && !is_cron {
            let rule = format!("`{name}` goes with `cron(…)` only");
            findings.report(errors::bad_request(&spot, "stands beside no cron", &rule));
        }
    }
}

/// `*` stands alone, and values do not lie under a key that takes none.
fn check_target_values(findings: &mut Findings<'_>) {
    let targets = findings.root.get("Targets").and_then(Value::as_array);
    for (number, target) in targets.into_iter().flatten().enumerate() {
        let values = target.get("Values").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let has_all = values.iter().any(|value| value.as_str() == Some("*"));
        if has_all && values.len() > 1 {
            let spot = findings.spot(&format!("/Targets/{number}/Values"));
            let rule = "`*` is the only value where it stands";
            findings.report(errors::bad_request(&spot, "has `*` among others", rule));
        }
    }
}
