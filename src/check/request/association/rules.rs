//! The rules between the attributes of an association.

use crate::check::Checker;
use crate::check::request::attribute::Attributes;
use crate::check::request::document_call::CheckedCall;
use crate::check::request::schedule::CheckedSchedule;
use crate::hir::{ParameterKind, SignatureKind, TargetSet, TargetTest, Ty, Value};
use crate::ssm::schedule::Schedule;
use crate::text::FileSpan;

use super::{OWNER, Parts, errors};

/// `offset`, `apply_only_at_cron` and `duration` against the schedule.
pub(super) fn check_schedule_rules(
    cx: &mut Checker<'_>,
    attributes: &Attributes<'_>,
    schedule: Option<&CheckedSchedule>,
) {
    let form = schedule.map(|checked| &checked.schedule);
    let waits = is_true(cx, attributes, "apply_only_at_cron");
    if let Some(offset) = place(cx, attributes, "offset") {
        if !matches!(form, Some(Schedule::Cron(_)) | None) || attributes.get("schedule").is_none() {
            cx.report(errors::needs(offset, "offset", "a `cron(…)` schedule"));
        } else if !waits {
            cx.report(errors::needs(offset, "offset", "`apply_only_at_cron: true`"));
        }
    }
    if let Some(apply) = place(cx, attributes, "apply_only_at_cron").filter(|_| waits) {
        if let (Some(Schedule::Rate(_)), Some(other)) = (form, place(cx, attributes, "schedule")) {
            let pair = ("apply_only_at_cron", "rate(…)");
            cx.report(errors::excluded(apply, pair, other));
        } else if attributes.get("schedule").is_none() {
            cx.report(errors::needs(apply, "apply_only_at_cron", "a `cron(…)` schedule"));
        }
    }
    if let Some(duration) = place(cx, attributes, "duration").filter(|_| !waits) {
        cx.report(errors::needs(duration, "duration", "`apply_only_at_cron: true`"));
    }
}

/// Targets against target maps, and all nodes without limits.
pub(super) fn check_target_rules(
    cx: &mut Checker<'_>,
    parts: &Parts<'_, '_>,
    targets: Option<&TargetSet>,
) {
    let attributes = parts.attributes;
    if let (Some(on), Some(maps)) = (parts.on, place(cx, attributes, "target_maps")) {
        let on = cx.at(on.span);
        cx.report(errors::excluded(maps, ("target_maps", "on"), on));
    }
    let is_limited =
        attributes.get("concurrency").is_some() || attributes.get("max_errors").is_some();
    let all = targets.and_then(|targets| {
        targets.tests.iter().find_map(|test| match test {
            TargetTest::All { at } => Some(*at),
            _ => None,
        })
    });
    if let Some(all) = all.filter(|_| !is_limited) {
        cx.report(errors::all_at_once(all));
    }
}

/// What a document of this kind asks of its association.
pub(super) fn check_document_rules(
    cx: &mut Checker<'_>,
    parts: &Parts<'_, '_>,
    call: &CheckedCall,
    targets: Option<&TargetSet>,
) {
    match call.signature.kind {
        SignatureKind::Command | SignatureKind::Policy => check_node_document(cx, parts),
        SignatureKind::Runbook => check_runbook(cx, parts, call, targets),
        SignatureKind::Session | SignatureKind::Task => {
            let found = errors::wrong_document(call.document.at, &call.document.name, OWNER);
            cx.report(found);
        }
    }
}

/// Attributes that only rate-controlled runbooks have.
const OF_RUNBOOKS: [&str; 3] = ["accounts", "regions", "target_maps"];

fn check_node_document(cx: &mut Checker<'_>, parts: &Parts<'_, '_>) {
    if parts.on.is_none() {
        cx.report(errors::missing_attribute(parts.at, OWNER, "on", "on: tag(\"Role\", \"web\")"));
    }
    for word in OF_RUNBOOKS {
        if let Some(at) = place(cx, parts.attributes, word) {
            cx.report(errors::needs(at, word, "a runbook"));
        }
    }
}

/// The parameter that by custom names the role of a runbook.
const ASSUME_ROLE: &str = "AutomationAssumeRole";

fn check_runbook(
    cx: &mut Checker<'_>,
    parts: &Parts<'_, '_>,
    call: &CheckedCall,
    targets: Option<&TargetSet>,
) {
    let signature = &call.signature;
    let role = signature.parameters.iter().find(|it| it.name == ASSUME_ROLE);
    if let Some(role) = role {
        let is_passed = call.arguments.iter().any(|(name, _)| *name == role.name);
        let has_default =
            role.default.as_ref().and_then(Value::as_str).is_some_and(|text| !text.is_empty());
        if !is_passed && !has_default {
            let at = call.document.at;
            cx.report(errors::no_assume_role(at, &call.document.name, &role.name));
        }
    }
    let (Some(targets), Some(on)) = (targets, parts.on) else { return };
    let known: Vec<&str> = signature.parameters.iter().map(|it| it.name.as_str()).collect();
    match &targets.parameter {
        None => {
            let wanted = signature.parameters.iter().find(|it| {
                it.kind == ParameterKind::Plain && matches!(it.ty.required(), Ty::Aws { .. })
            });
            let first = wanted.map(|it| it.name.as_str());
            let at = cx.at(on.span);
            cx.report(errors::no_each(at, first));
        }
        Some((name, at)) if !known.contains(&name.as_str()) && !signature.open => {
            cx.report(errors::unknown_target_parameter(*at, name, &known));
        }
        Some((name, at)) => {
            if let Some((_, argument)) = call.arguments.iter().find(|(passed, _)| passed == name) {
                cx.report(errors::fed_twice(*at, name, argument.at));
            }
        }
    }
}

fn place(cx: &Checker<'_>, attributes: &Attributes<'_>, word: &str) -> Option<FileSpan> {
    attributes.get(word).map(|attribute| cx.at(attribute.key.span))
}

/// Whether a flag is given and true. Its own fault is reported where it is read.
fn is_true(cx: &mut Checker<'_>, attributes: &Attributes<'_>, word: &str) -> bool {
    let before = cx.diagnostics.len();
    let value = attributes.field(cx, word).map(|field| field.value);
    cx.diagnostics.truncate(before);
    value == Some(Value::Bool(true))
}
