//! `parameter`: a value of Parameter Store.
//!
//! Source: "PutParameter", API reference of Systems Manager.

mod name;
mod policy;
mod value;

use crate::check::Checker;
use crate::check::refinement::service_pattern_problem;
use crate::check::request::attribute::AttributeSpec;
use crate::check::request::errors;
use crate::check::request::model::{Model, ssm};
use crate::check::request::shape::Shape;
use crate::hir::{RequestField, ResourceKind, Value};
use crate::syntax::ast::ExprKind;

use super::Given;
use super::view::{NameFrom, Targets, View};

const fn place(path: &'static str) -> Model {
    ssm("PutParameter", path)
}

const fn plain(word: &'static str, member: &'static str) -> AttributeSpec {
    AttributeSpec { word, member, shape: Shape::Model(place(member)) }
}

const fn own(word: &'static str) -> AttributeSpec {
    AttributeSpec { word, member: "", shape: Shape::Own }
}

/// Source: `DataType` of "PutParameter", API reference of Systems Manager.
const DATA_TYPES: [&str; 3] = ["text", "aws:ec2:image", "aws:ssm:integration"];

const ATTRIBUTES: &[AttributeSpec] = &[
    plain("allowed_pattern", "AllowedPattern"),
    AttributeSpec { word: "data_type", member: "DataType", shape: Shape::Choice(&DATA_TYPES) },
    plain("description", "Description"),
    AttributeSpec { word: "expires", member: "", shape: Shape::Instant },
    plain("key", "KeyId"),
    own("notify_before_expiry"),
    own("notify_unchanged_for"),
    AttributeSpec { word: "tags", member: "Tags", shape: Shape::Tags },
    plain("tier", "Tier"),
    plain("type", "Type"),
    own("value"),
];

pub(super) const VIEW: View = View {
    kind: ResourceKind::Parameter,
    owner: "a parameter",
    request: place(""),
    name: NameFrom::Header("Name"),
    targets: Targets::Refused,
    description_characters: 1_024,
    attributes: ATTRIBUTES,
    required: &[("value", "value: \"text\"")],
    check_name: name::check_name,
    complete: |cx, given, made| complete(cx, given, &mut made.fields),
};

/// What the service cannot read in clear.
const SECURE: &str = "SecureString";

fn complete(cx: &mut Checker<'_>, given: &Given<'_, '_>, fields: &mut Vec<RequestField>) {
    let kind = kind(given, fields);
    if text(fields, "Type").is_none() {
        fields.push(RequestField { name: "Type", value: Value::string(&*kind), at: given.at });
    }
    if let Some(key) = fields.iter().find(|field| field.name == "KeyId")
        && kind != SECURE
    {
        cx.report(errors::needs(key.at, "key", "`type: \"SecureString\"`"));
    }
    if let Some(field) = fields.iter().find(|field| field.name == "AllowedPattern")
        && let Some(problem) = field.value.as_str().and_then(service_pattern_problem)
    {
        cx.report(errors::bad_allowed_pattern(field.at, &problem));
    }
    fields.extend(policy::policies(cx, given));
    if let Some(policies) = fields.iter().find(|field| field.name == "Policies")
        && !matches!(text(fields, "Tier"), Some("Advanced" | "Intelligent-Tiering"))
    {
        cx.report(errors::needs(policies.at, "a policy", "`tier: \"Advanced\"`"));
    }
    let value = value::value(cx, given, &kind, fields);
    fields.extend(value);
}

/// The type as given; of a list that it is one, else a text.
fn kind(given: &Given<'_, '_>, fields: &[RequestField]) -> String {
    if let Some(kind) = text(fields, "Type") {
        return kind.to_owned();
    }
    let value = given.attributes.get("value").map(|attribute| &attribute.value.kind);
    match value {
        Some(ExprKind::List(_)) => "StringList",
        _ => "String",
    }
    .to_owned()
}

fn text<'f>(fields: &'f [RequestField], name: &str) -> Option<&'f str> {
    fields.iter().find(|field| field.name == name).and_then(|field| field.value.as_str())
}
