//! `AWS::SSM::Association` as an `association` of a source.

use crate::import::make;
use crate::markup::{Node, NodeKind};
use crate::syntax::ast::{Declaration, DeclarationKind, ExprKind, Header, Item, ItemKind, Member};
use crate::text::FileId;

use super::Template;
use super::callee::callee;
use super::expression::{call, literal, text, unknown};
use super::function::resolved;
use super::property::{Form, Row, members};
use super::resource::{Resource, check_part};
use super::schedule::{Owner, schedule};
use super::target::targets;
use super::unknown::has_unknown;

/// Properties, and the words of an association in a source. Sorted by property.
///
/// Source: `aws-resource-ssm-association`, template reference of CloudFormation.
pub(super) const ROWS: &[Row] = &[
    Row { property: "ApplyOnlyAtCronInterval", word: "apply_only_at_cron", form: Form::Flag },
    Row { property: "CalendarNames", word: "calendars", form: Form::Texts },
    Row { property: "ComplianceSeverity", word: "compliance", form: Form::Text },
    Row { property: "DocumentVersion", word: "version", form: Form::Version },
    Row { property: "MaxConcurrency", word: "concurrency", form: Form::Share },
    Row { property: "MaxErrors", word: "max_errors", form: Form::Share },
    Row { property: "Name", word: "run", form: Form::Own },
    Row { property: "OutputLocation", word: "output_to", form: Form::Own },
    Row { property: "ScheduleExpression", word: "schedule", form: Form::Own },
    Row { property: "ScheduleOffset", word: "offset", form: Form::Days },
    Row { property: "SyncCompliance", word: "sync_compliance", form: Form::Text },
    Row { property: "Targets", word: "on", form: Form::Own },
];

/// Adds the declaration of an association.
pub(super) fn add(
    template: &mut Template,
    resources: &[Resource<'_>],
    resource: &Resource<'_>,
    file: FileId,
) {
    let Some(name) = resource.property("Name") else { return };
    let is_runbook = resource.property("AutomationTargetParameterName").is_some();
    let kind = if is_runbook { DeclarationKind::Runbook } else { DeclarationKind::Command };
    let callee = callee(template, resources, (&name.value, kind), file);
    let parameters = resource.known(template, "Parameters");
    let arguments = callee.arguments(parameters.as_ref());
    let span = parameters.as_ref().map_or(name.value.span, |node| node.span);
    let run = match parameters.as_ref().filter(|node| !node.is_map()) {
        Some(node) => unknown(node.span),
        None => make::call(callee.expr, arguments, span),
    };
    let mut parts = members(template, resource, ROWS);
    parts.push(make::attribute("run", name.key_span, run));
    parts.extend(targets_of(template, resource, file));
    if let Some(entry) = resource.property("ScheduleExpression") {
        let node = resolved(&entry.value, &mut template.unknowns);
        let value = schedule(template, Owner::Association, (&node, None), file);
        parts.push(make::attribute("schedule", entry.key_span, value));
    }
    parts.extend(output(template, resource, file));
    let declaration = Declaration {
        header: Header {
            kind: DeclarationKind::Association,
            kind_span: resource.id_span,
            name: make::ident(&resource.name, resource.id_span),
            emitted_name: resource
                .text("AssociationName")
                .map(|(name, span)| (name.to_owned(), span)),
            targets: None,
        },
        members: parts,
        body_span: resource.span,
    };
    let kind = ItemKind::Declaration(declaration);
    template.items.push(Item { docs: None, kind, span: resource.span });
}

/// `on: …`, out of `Targets` or `InstanceId`.
fn targets_of(template: &mut Template, resource: &Resource<'_>, file: FileId) -> Option<Member> {
    if let Some(entry) = resource.property("InstanceId") {
        let node = resolved(&entry.value, &mut template.unknowns);
        let value = call("instances", [text(&node)], node.span);
        return Some(make::attribute("on", entry.key_span, value));
    }
    let entry = resource.property("Targets")?;
    let node = resolved(&entry.value, &mut template.unknowns);
    for item in node.items().iter().filter(|item| item.is_map()) {
        check_part(template, (resource.table.name, "Target"), item, file);
    }
    let mut value = targets(&node)?;
    if let Some(parameter) = resource.property("AutomationTargetParameterName") {
        let name = resolved(&parameter.value, &mut template.unknowns);
        let span = name.span;
        value = match name.as_str().filter(|_| !has_unknown(&name)) {
            Some(name) => {
                let parameter = make::ident(name, span);
                let kind = ExprKind::EachIn { parameter, targets: Box::new(value) };
                make::expr(kind, node.span)
            }
            None => unknown(node.span),
        };
    }
    Some(make::attribute("on", entry.key_span, value))
}

/// `output_to: s3("bucket", prefix: "…", region: "…")`.
fn output(template: &mut Template, resource: &Resource<'_>, file: FileId) -> Option<Member> {
    let entry = resource.property("OutputLocation")?;
    let node = resolved(&entry.value, &mut template.unknowns);
    let location = node.get("S3Location");
    let value = match location.filter(|location| matches!(location.kind, NodeKind::Map(_))) {
        Some(location) => {
            check_part(template, (resource.table.name, "S3Location"), location, file);
            bucket(location, ["OutputS3BucketName", "OutputS3KeyPrefix", "OutputS3Region"])
        }
        None => unknown(node.span),
    };
    Some(make::attribute("output_to", entry.key_span, value))
}

/// `s3(…)` out of the members of a map with these names: bucket, prefix, region.
pub(super) fn bucket(map: &Node, [bucket, prefix, region]: [&str; 3]) -> crate::syntax::ast::Expr {
    let Some(name) = map.get(bucket) else { return unknown(map.span) };
    let mut arguments = vec![make::positional(text(name))];
    for (word, key) in [("prefix", prefix), ("region", region)] {
        if let Some(entry) = map.entry(key) {
            arguments.push(make::argument(word, entry.key_span, literal(&entry.value)));
        }
    }
    make::call(make::name("s3", map.span), arguments, map.span)
}
