//! `inventory`: what State Manager gathers of nodes, and the bucket that it is copied to.
//!
//! Sources: "AWS-GatherSoftwareInventory" and "Inventory", user guide of Systems Manager.

mod gather;
mod sync;

use crate::check::declaration::Declared;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{Artifact, DocumentPin, DocumentRef, SignatureKind};

use super::association::{MadeParts, made_association};
use super::attribute::{AttributeSpec, Attributes, only_attributes};
use super::document_call::CheckedCall;
use super::errors;
use super::shape::Shape;

const OWNER: &str = "an inventory";

/// Beside those of an association. Sorted by word.
const ATTRIBUTES: &[AttributeSpec] =
    &[own("files"), own("gather"), own("on"), own("registry"), own("sync")];

const fn own(word: &'static str) -> AttributeSpec {
    AttributeSpec { word, member: "", shape: Shape::Own }
}

const DOCUMENT: &str = "AWS-GatherSoftwareInventory";

/// Checks an `inventory`.
pub(crate) fn check_inventory(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Build);
    let artifacts = checked_inventory(&mut cx, declared);
    (artifacts.unwrap_or_default(), cx.diagnostics)
}

fn checked_inventory(cx: &mut Checker<'_>, declared: Declared<'_>) -> Option<Vec<Artifact>> {
    let header = &declared.declaration.header;
    let at = cx.at(header.name.span);
    let given = only_attributes(cx, OWNER, &declared.declaration.members);
    let is_own = |word: &str| ATTRIBUTES.iter().any(|spec| spec.word == word);
    let (own, rest): (Vec<_>, Vec<_>) = given.into_iter().partition(|it| is_own(&it.key.text));
    let attributes = Attributes::collect(cx, OWNER, ATTRIBUTES, own.into_iter());
    let attribute = attributes.get("on");
    if let (Some(first), Some(second)) = (&header.targets, attribute) {
        let (first, second) = (cx.at(first.span), cx.at(second.key.span));
        cx.report(errors::attribute_twice(second, first, "on"));
    }
    let on = header.targets.as_ref().or(attribute.map(|attribute| &attribute.value));
    let signature = cx.known_aws_document(DOCUMENT)?;
    let document = DocumentRef {
        name: DOCUMENT.to_owned(),
        own: false,
        kind: SignatureKind::Policy,
        pin: DocumentPin::Build,
        at,
    };
    let arguments = gather::arguments(cx, &attributes);
    let call = CheckedCall { document, signature, arguments };
    let parts = MadeParts { owner: OWNER, header, attributes: rest, on, call };
    let association = made_association(cx, &parts);
    let sync = sync::sync(cx, header, &attributes);
    let mut artifacts = vec![Artifact::Association(Box::new(association?))];
    artifacts.extend(sync.map(|sync| Artifact::Resource(Box::new(sync))));
    Some(artifacts)
}
