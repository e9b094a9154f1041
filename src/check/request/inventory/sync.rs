//! `sync: { bucket: "…", region: "…" }`: the bucket that everything gathered is copied to.
//!
//! Source: "CreateResourceDataSync", API reference of Systems Manager.

use crate::check::Checker;
use crate::check::request::attribute::Attributes;
use crate::check::request::errors;
use crate::check::request::model::{Model, ssm};
use crate::check::request::shape::{Shape, record};
use crate::hir::{Field, RecordType, RequestField, Resource, ResourceKind, Ty, Value};
use crate::syntax::ast;

const fn place(path: &'static str) -> Model {
    ssm("CreateResourceDataSync", path)
}

const BUCKET: Shape =
    Shape::Narrow(place("S3Destination.BucketName"), r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$");
/// The service puts a `/` behind it, and S3 keeps each.
const PREFIX: Shape = Shape::Narrow(place("S3Destination.Prefix"), r"^[^/]");
const REGION: Shape = Shape::Narrow(place("S3Destination.Region"), r"^[a-z]{2}(-[a-z]+)+-[0-9]+$");
const KEY: Shape = Shape::Narrow(
    place("S3Destination.AWSKMSKeyARN"),
    r"^arn:aws[^:]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$",
);

/// How long the name of a sync is at most.
const NAME_CHARACTERS: usize = 64;

pub(super) fn sync(
    cx: &mut Checker<'_>,
    header: &ast::Header,
    attributes: &Attributes<'_>,
) -> Option<Resource> {
    let attribute = attributes.get("sync")?;
    let field = |name: &str, ty: Ty, optional| Field { name: name.into(), ty, optional };
    let wanted = RecordType::new(vec![
        field("bucket", BUCKET.ty(), false),
        field("region", REGION.ty(), false),
        field("prefix", PREFIX.ty(), true),
        field("key", KEY.ty(), true),
        field("organization", Ty::Bool, true),
    ]);
    let word = attributes.place("sync");
    let (Value::Record(given), at) =
        cx.build_value(&attribute.value, &Ty::Record(wanted.into()), &word)?
    else {
        return None;
    };
    let name = match &header.emitted_name {
        Some((name, _)) => name.clone(),
        None => header.name.text.to_string(),
    };
    if name.chars().count() > NAME_CHARACTERS {
        let message = format!("a sync cannot be named \"{name}\"");
        let found = errors::refused_value(at, message, "the name is too long");
        cx.report(found.note("the sync is named like the inventory, with at most 64 characters"));
    }
    let take = |name: &str| given.get(name).filter(|value| **value != Value::Null).cloned();
    let mut destination = vec![("BucketName", take("bucket")?)];
    destination.extend(take("prefix").map(|prefix| ("Prefix", prefix)));
    destination.push(("SyncFormat", Value::string("JsonSerDe")));
    destination.push(("Region", take("region")?));
    destination.extend(take("key").map(|key| ("AWSKMSKeyARN", key)));
    if take("organization") == Some(Value::Bool(true)) {
        let sharing = record([("DestinationDataSharingType", Value::string("Organization"))]);
        destination.push(("DestinationDataSharing", sharing));
    }
    let destination = destination.into_iter().map(|(name, value)| (name.into(), value)).collect();
    let field = |name, value| RequestField { name, value, at };
    Some(Resource {
        kind: ResourceKind::DataSync,
        name: header.name.text.clone(),
        emitted_name: name.clone(),
        at: cx.at(header.name.span),
        fields: vec![
            field("SyncName", Value::string(name)),
            field("S3Destination", Value::Record(destination)),
        ],
        beside: Vec::new(),
        documents: Vec::new(),
    })
}
