//! The target of a rule: the document, who starts it, and what happens where that fails.

use indexmap::IndexMap;

use crate::check::request::association::members::pinned;
use crate::check::request::document_call::{CheckedCall, check_call, check_sizes, written_call};
use crate::check::request::errors;
use crate::check::request::shape::record;
use crate::check::request::target::{TargetApi, check_set, read_targets};
use crate::check::{Body, Checker};
use crate::hir::{
    DocumentPin, DocumentRef, Expr, ExprKind, PathSegment, RequestField, SignatureKind, TargetTest,
    Value,
};
use crate::stdlib;
use crate::syntax::ast;
use crate::text::Name;

use super::super::{Given, Made};
use super::OWNER;
use super::input::{has_event, input};

/// Adds the targets that stand beside the rule.
pub(super) fn put(cx: &mut Checker<'_>, given: &Given<'_, '_>, made: &mut Made) {
    let attributes = given.attributes;
    let mut target = IndexMap::from([(Name::new("Id"), Value::string("run"))]);
    let call = attributes.get("run").and_then(|run| called(cx, &run.value));
    if let Some(call) = &call {
        let document = pinned(cx, attributes, call.document.clone());
        let arn = arn(call, &document);
        target.insert(Name::new("Arn"), Value::string(arn));
        made.documents.push(document);
    }
    if let Some(role) = attributes.field(cx, "role") {
        target.insert(Name::new("RoleArn"), role.value);
    }
    if let Some(call) = &call {
        let given_input = input(cx, &call.arguments, &call.signature, call.document.at);
        target.extend(given_input.map(|(name, value)| (Name::new(name), value)));
        check_code(cx, call);
        if attributes.get("schedule").is_some() && attributes.get("pattern").is_none() {
            check_clock(cx, call);
        }
    }
    target.extend(run_command(cx, given, call.as_ref()));
    if let Some(queue) = attributes.field(cx, "dead_letter") {
        target.insert(Name::new("DeadLetterConfig"), record([("Arn", queue.value)]));
    }
    let mut policy = IndexMap::new();
    for (word, member) in
        [("retries", "MaximumRetryAttempts"), ("retry_within", "MaximumEventAgeInSeconds")]
    {
        if let Some(field) = attributes.field(cx, word) {
            policy.insert(Name::new(member), field.value);
        }
    }
    if !policy.is_empty() {
        target.insert(Name::new("RetryPolicy"), Value::Record(policy));
    }
    let at = call.as_ref().map_or(given.at, |call| call.document.at);
    let value = Value::List(vec![Value::Record(target)]);
    made.beside.push(RequestField { name: "targets", value, at });
}

fn called(cx: &mut Checker<'_>, written: &ast::Expr) -> Option<CheckedCall> {
    let before = std::mem::replace(&mut cx.body, Body::EventRule);
    let call = written_call(cx, written).and_then(|call| check_call(cx, call, &[]));
    cx.body = before;
    let call = call?;
    match call.signature.kind {
        SignatureKind::Runbook => check_sizes(cx, &call.arguments),
        SignatureKind::Command => {}
        SignatureKind::Session | SignatureKind::Policy | SignatureKind::Task => {
            cx.report(errors::wrong_document(call.document.at, &call.document.name, OWNER));
            return None;
        }
    }
    Some(call)
}

/// The ARN of a runbook or a command; those of AWS are of no account.
///
/// Source: "Amazon EventBridge targets" and the resource types of Systems Manager, service
/// authorization reference.
fn arn(call: &CheckedCall, document: &DocumentRef) -> String {
    let place = "arn:${place#Partition}:ssm:${place#Region}";
    let name = &document.name;
    let is_of_aws = !document.own && stdlib::aws_document(name).is_some();
    let account = if is_of_aws { "" } else { "${place#Account}" };
    if call.signature.kind == SignatureKind::Command {
        return format!("{place}:{account}:document/{name}");
    }
    let version = match &document.pin {
        DocumentPin::Build if document.own => format!("${{documents/{name}#DocumentVersion}}"),
        DocumentPin::Build => "$DEFAULT".to_owned(),
        DocumentPin::Latest => "$LATEST".to_owned(),
        DocumentPin::Version(version) => version.to_string(),
    };
    format!("{place}:{account}:automation-definition/{name}:{version}")
}

/// The nodes of a command; a runbook has none.
fn run_command(
    cx: &mut Checker<'_>,
    given: &Given<'_, '_>,
    call: Option<&CheckedCall>,
) -> Option<(Name, Value)> {
    let call = call?;
    let is_command = call.signature.kind == SignatureKind::Command;
    if let Some(version) = given.attributes.get("version").filter(|_| is_command) {
        let at = cx.at(version.key.span);
        cx.report(errors::needs(at, "version", "a runbook"));
    }
    match (given.on, is_command) {
        (Some(on), false) => {
            let at = cx.at(on.span);
            let found = errors::needs(at, "on", "a command");
            cx.report(found.help("hand what it works on over as an argument"));
            None
        }
        (None, true) => {
            let at = call.document.at;
            let example = "on: tag(\"Role\", \"web\")";
            cx.report(errors::missing_attribute(at, OWNER, "on", example));
            None
        }
        (None, false) => None,
        (Some(on), true) => {
            let targets = read_targets(cx, on, "the targets of an event rule")?;
            check_set(cx, &targets, TargetApi::EventRule);
            let targets = targets.tests.iter().filter_map(|test| one_target(cx, test));
            let targets = Value::List(targets.collect());
            Some((Name::new("RunCommandParameters"), record([("RunCommandTargets", targets)])))
        }
    }
}

fn one_target(cx: &mut Checker<'_>, test: &TargetTest) -> Option<Value> {
    let (key, values) = match test {
        TargetTest::Tag { key, values, .. } => (format!("tag:{key}"), values),
        TargetTest::Instances { ids, .. } => ("InstanceIds".to_owned(), ids),
        TargetTest::ResourceGroup { at, .. } => {
            let message = "an event rule takes no resource group as its targets";
            let found = errors::refused_value(*at, message, "not taken");
            cx.report(found.help("write `tag(…)` or `instances(…)`"));
            return None;
        }
        // Reported with the set.
        TargetTest::All { .. } | TargetTest::ParameterValues { .. } => return None,
    };
    let values = values.iter().map(|value| Value::String(value.clone())).collect();
    Some(record([("Key", Value::string(key)), ("Values", Value::List(values))]))
}

/// Documents of AWS one of whose parameters is a script.
const SCRIPTS: [(&str, &str); 2] =
    [("AWS-RunPowerShellScript", "commands"), ("AWS-RunShellScript", "commands")];

/// What an event says does not become code.
fn check_code(cx: &mut Checker<'_>, call: &CheckedCall) {
    for (name, value) in &call.arguments {
        let is_script = SCRIPTS.contains(&(call.document.name.as_str(), name.as_str()));
        if is_script && has_event(value) {
            cx.report(errors::event_in_code(value.at, &call.document.name));
        }
    }
}

/// What happens by the clock has no details.
///
/// Source: "Creating a rule that runs on a schedule", user guide of EventBridge, whose events have
/// an empty `detail`.
fn check_clock(cx: &mut Checker<'_>, call: &CheckedCall) {
    let mut open: Vec<&Expr> = call.arguments.iter().map(|(_, value)| value).collect();
    while let Some(value) = open.pop() {
        if let ExprKind::Event(path) = &value.kind
            && matches!(path.first(), Some(PathSegment::Member(name)) if name == "detail")
        {
            let message = "an event of a schedule has no details";
            let rule = "its `detail` is empty; it has `account`, `id`, `region`, `resources` and \
                        `time`";
            cx.report(errors::bad_event_value(value.at, message, rule));
        }
        open.extend(value.parts());
    }
}
