//! Associations: a document, its arguments, targets and schedule.

pub(super) mod members;
mod rules;
mod table;

use std::sync::Arc;

use crate::check::declaration::Declared;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{
    Artifact, Association, DocumentRef, RequestField, Signature, SignatureKind, TargetSet,
};
use crate::syntax::ast;
use crate::text::{FileSpan, Name};

use super::attribute::{Attributes, only_attributes};
use super::document_call::{CheckedCall, check_call, written_call};
use super::errors;
use super::name::emitted_name;
use super::target::{TargetApi, check_set, read_targets};
use table::{ATTRIBUTES, NOT_OF_PLAYS, ORDER};

const OWNER: &str = "an association";
const PLAY: &str = "a play";
const TARGETS: &str = "the targets of an association";

/// Checks an `association`.
pub(crate) fn check_association(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Build);
    let association = checked_association(&mut cx, declared.declaration);
    let artifact = association.map(|association| Artifact::Association(Box::new(association)));
    (artifact.into_iter().collect(), cx.diagnostics)
}

fn checked_association(
    cx: &mut Checker<'_>,
    declaration: &ast::Declaration,
) -> Option<Association> {
    let header = &declaration.header;
    let attributes = only_attributes(cx, OWNER, &declaration.members);
    let attributes = Attributes::collect(cx, OWNER, ATTRIBUTES, attributes.into_iter());
    let at = cx.at(header.name.span);
    let emitted_name = emitted_name(cx, header, OWNER);
    let on = targets_expr(cx, header, &attributes);
    let parts = Parts { attributes: &attributes, on, at };
    let targets = on.and_then(|expr| read_targets(cx, expr, TARGETS));
    let call = match attributes.get("run") {
        Some(run) => {
            let fed = fed_parameters(targets.as_ref(), &attributes);
            written_call(cx, &run.value).and_then(|call| check_call(cx, call, &fed))
        }
        None => {
            let example = "run: \"AWS-RunPatchBaseline\"(Operation: \"Scan\")";
            cx.report(errors::missing_attribute(at, OWNER, "run", example));
            None
        }
    };
    let fields = check_parts(cx, &parts, call.as_ref(), targets.as_ref());
    let call = call?;
    Some(Association {
        name: header.name.text.clone(),
        emitted_name: emitted_name?,
        at,
        document: members::pinned(cx, &attributes, call.document),
        parameters: call.arguments,
        targets,
        fields,
    })
}

/// The parameters that `each` and `target_maps` give their values.
fn fed_parameters(targets: Option<&TargetSet>, attributes: &Attributes<'_>) -> Vec<Name> {
    let each = targets.and_then(|targets| targets.parameter.as_ref());
    let mut fed: Vec<Name> = each.map(|(name, _)| name.clone()).into_iter().collect();
    if let Some(maps) = attributes.get("target_maps") {
        fed.extend(record_keys(&maps.value));
    }
    fed
}

/// The keys of all records in a list as written.
fn record_keys(expr: &ast::Expr) -> Vec<Name> {
    match &expr.kind {
        ast::ExprKind::List(items) => items
            .iter()
            .flat_map(|item| match item {
                ast::ListElement::Item(item) | ast::ListElement::Spread(item) => record_keys(item),
            })
            .collect(),
        ast::ExprKind::Record(entries) => entries
            .iter()
            .filter_map(|entry| match &entry.key {
                ast::RecordKey::Name { text, .. } => Some(text.clone()),
                ast::RecordKey::Spread(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The targets of the header, or of `on: …`.
fn targets_expr<'a>(
    cx: &mut Checker<'_>,
    header: &'a ast::Header,
    attributes: &Attributes<'a>,
) -> Option<&'a ast::Expr> {
    let attribute = attributes.get("on");
    if let (Some(first), Some(second)) = (&header.targets, attribute) {
        let (first, second) = (cx.at(first.span), cx.at(second.key.span));
        cx.report(errors::attribute_twice(second, first, "on"));
    }
    header.targets.as_ref().or(attribute.map(|attribute| &attribute.value))
}

/// What an association is made of, beside its document.
struct Parts<'p, 'a> {
    attributes: &'p Attributes<'a>,
    on: Option<&'a ast::Expr>,
    /// The name of the declaration.
    at: FileSpan,
}

/// Checks everything but the call itself; the members in the order of the API.
fn check_parts(
    cx: &mut Checker<'_>,
    parts: &Parts<'_, '_>,
    call: Option<&CheckedCall>,
    targets: Option<&TargetSet>,
) -> Vec<RequestField> {
    let is_runbook = call.is_some_and(|call| call.signature.kind == SignatureKind::Runbook);
    let api = if is_runbook { TargetApi::RunbookAssociation } else { TargetApi::Association };
    if let (Some(targets), Some(_)) = (targets, call) {
        check_set(cx, targets, api);
    }
    let schedule = members::schedule(cx, parts.attributes);
    let mut fields = parts.attributes.plain_fields(cx);
    fields.extend(schedule.as_ref().map(members::schedule_field));
    fields.extend(members::composed(cx, parts.attributes));
    rules::check_schedule_rules(cx, parts.attributes, schedule.as_ref());
    rules::check_target_rules(cx, parts, targets);
    if let Some(call) = call {
        rules::check_document_rules(cx, parts, call, targets);
    }
    fields.sort_by_key(|field| ORDER.iter().position(|name| *name == field.name));
    fields
}

/// The parts of a play that its association is made of.
pub(crate) struct PlayParts<'a> {
    pub(crate) header: &'a ast::Header,
    /// Those attributes for which `is_association_attribute` holds.
    pub(crate) attributes: Vec<&'a ast::Attribute>,
    /// The play's own document.
    pub(crate) document: DocumentRef,
    pub(crate) signature: Arc<Signature>,
}

/// Whether a play's attribute belongs to its association.
pub(crate) fn is_association_attribute(word: &str) -> bool {
    ATTRIBUTES.iter().any(|spec| spec.word == word) && !NOT_OF_PLAYS.contains(&word)
}

/// The association that applies a play's document to the play's targets. `None` after an error.
pub(crate) fn association_of_play(
    cx: &mut Checker<'_>,
    play: &PlayParts<'_>,
) -> Option<Association> {
    let on = play.header.targets.as_ref();
    if on.is_none() {
        let at = cx.at(play.header.name.span);
        cx.report(errors::missing_attribute(at, PLAY, "on", "on tag(\"Role\", \"web\")"));
    }
    let call = CheckedCall {
        document: play.document.clone(),
        signature: Arc::clone(&play.signature),
        arguments: Vec::new(),
    };
    let attributes = play.attributes.clone();
    let parts = MadeParts { owner: PLAY, header: play.header, attributes, on, call };
    let association = made_association(cx, &parts)?;
    association.targets.is_some().then_some(association)
}

/// What a declaration of another kind makes an association of.
pub(super) struct MadeParts<'a> {
    /// What a message calls it.
    pub(super) owner: &'static str,
    pub(super) header: &'a ast::Header,
    /// Those that belong to the association.
    pub(super) attributes: Vec<&'a ast::Attribute>,
    /// The targets, wherever they stand.
    pub(super) on: Option<&'a ast::Expr>,
    pub(super) call: CheckedCall,
}

/// The association that a declaration of another kind makes. `None` after an error.
pub(super) fn made_association(cx: &mut Checker<'_>, made: &MadeParts<'_>) -> Option<Association> {
    let given = made.attributes.iter().copied();
    let attributes = Attributes::collect(cx, made.owner, ATTRIBUTES, given);
    let at = cx.at(made.header.name.span);
    let place = format!("the targets of {}", made.owner);
    let targets = made.on.and_then(|expr| read_targets(cx, expr, &place));
    let emitted_name = emitted_name(cx, made.header, made.owner);
    let parts = Parts { attributes: &attributes, on: made.on, at };
    // Of a play without targets that is said already.
    let call = (made.on.is_some() || made.owner != PLAY).then_some(&made.call);
    let fields = check_parts(cx, &parts, call, targets.as_ref());
    Some(Association {
        name: made.header.name.text.clone(),
        emitted_name: emitted_name?,
        at,
        document: made.call.document.clone(),
        parameters: made.call.arguments.clone(),
        targets,
        fields,
    })
}
