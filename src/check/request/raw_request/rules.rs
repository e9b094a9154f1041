//! The rules between the members of a request.

use crate::aws::Operation;
use crate::hir::Value;

use super::{Input, errors};

pub(super) fn check_rules(input: &mut Input<'_, '_>, operation: Operation<'_>) {
    if operation.model().name() != "ssm" {
        return;
    }
    match operation.name() {
        "SendCommand" => send_command(input),
        "StartAutomationExecution" => start_automation(input),
        "CreateResourceDataSync" => data_sync(input),
        _ => {}
    }
}

/// Reports `word` and `other` where both are given.
fn exclude(input: &mut Input<'_, '_>, word: &str, other: &str) {
    if let (Some(at), Some(other_at)) = (input.place(word), input.place(other)) {
        input.cx.report(errors::excluded(at, (word, other), other_at));
    }
}

/// Reports `word` where it is given without `other`.
fn require(input: &mut Input<'_, '_>, word: &str, other: &str) {
    if let (Some(at), None) = (input.place(word), input.place(other)) {
        input.cx.report(errors::needs(at, word, &format!("`{other}`")));
    }
}

fn send_command(input: &mut Input<'_, '_>) {
    exclude(input, "InstanceIds", "Targets");
    require(input, "DocumentHash", "DocumentHashType");
    require(input, "NotificationConfig", "ServiceRoleArn");
    if let (Some(at), None, None) =
        (input.place("DocumentName"), input.place("InstanceIds"), input.place("Targets"))
    {
        let found = errors::missing_attribute(
            at,
            "`SendCommand`",
            "Targets",
            "Targets: tag(\"Role\", \"web\")",
        );
        input.cx.report(found);
    }
}

fn start_automation(input: &mut Input<'_, '_>) {
    exclude(input, "TargetMaps", "Targets");
    exclude(input, "TargetLocationsURL", "TargetLocations");
    let feeds = match input.body.get("Targets") {
        Some(Value::Targets(set)) => set.parameter.is_some(),
        _ => false,
    };
    if feeds && let Some(at) = input.place("TargetParameterName") {
        let found = errors::needs(at, "TargetParameterName", "targets that say nothing of it");
        input.cx.report(found.help("remove it: `each` names the parameter"));
    }
    if !feeds {
        require(input, "Targets", "TargetParameterName");
    }
    require(input, "TargetParameterName", "Targets");
}

/// A sync to a bucket needs the bucket, a sync from accounts the source.
fn data_sync(input: &mut Input<'_, '_>) {
    let kind = input.body.get("SyncType").and_then(Value::as_str);
    let (needed, excluded) = match kind {
        Some("SyncFromSource") => ("SyncSource", "S3Destination"),
        _ => ("S3Destination", "SyncSource"),
    };
    if let (Some(at), None) = (input.place("SyncName"), input.place(needed)) {
        let example = format!("{needed}: {{ … }}");
        let found = errors::missing_attribute(at, "`CreateResourceDataSync`", needed, &example);
        input.cx.report(found);
    }
    if let Some(at) = input.place(excluded) {
        let rule = format!("a sync of another `SyncType`, which needs `{needed}`");
        input.cx.report(errors::needs(at, excluded, &rule));
    }
}
