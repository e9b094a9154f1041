//! Shapes of AWS's APIs as types: what a request takes, and what a response gives.

use std::sync::Arc;

use crate::aws::{self, Kind, Members, Operation, Shape, StringShape};
use crate::text::Name;

use super::{Bounds, Field, FloatBounds, RecordType, Ty, Value};

/// A date and time as botocore reads it from text: ISO 8601 whole or in part, an HTTP date, or
/// seconds since 1970 (`parse_timestamp` in `botocore/utils.py`).
pub const TIMESTAMP: &str = concat!(
    r"^(?:-?[0-9]+(?:\.[0-9]+)?",
    r"|[0-9]{4}-?(?:0[1-9]|1[0-2])(?:-?(?:0[1-9]|[12][0-9]|3[01]))?",
    r"(?:[Tt ](?:[01][0-9]|2[0-3])(?::?[0-5][0-9](?::?[0-5][0-9](?:[.,][0-9]+)?)?)?",
    r"(?: ?[Zz]| ?[+-][0-9]{2}:?[0-9]{2}| ?UTC| ?GMT)?)?",
    r"|(?:[A-Za-z]{3,9},? )?[0-9]{1,2}[ -][A-Za-z]{3}[ -][0-9]{4}",
    r"(?: [0-9]{2}:[0-9]{2}:[0-9]{2}(?: GMT| UTC)?)?)$"
);

/// How many lists and maps may hold each other before what is inside counts as unknown. No model
/// comes near: structures stand between them.
const MOST_LEVELS: usize = 8;

/// On which side of a call a shape stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// In a request: members may be left out unless they are required.
    Given,
    /// In a response: the models do not say which members are always there, so all are taken to
    /// be.
    Read,
}

/// What a place of this shape takes or gives.
pub fn type_of(shape: Shape<'static>, side: Side) -> Ty {
    type_below(shape, side, MOST_LEVELS)
}

fn type_below(shape: Shape<'static>, side: Side, levels: usize) -> Ty {
    let Some(below) = levels.checked_sub(1) else { return Ty::Json };
    match (shape.kind(), side) {
        (Kind::Boolean, _) => Ty::Bool,
        (Kind::Integer(bounds), Side::Given) => Ty::Int(Bounds {
            low: Some(bounds.min.unwrap_or(i32::MIN.into())),
            high: Some(bounds.max.unwrap_or(i32::MAX.into())),
        }),
        (Kind::Long(bounds), Side::Given) => Ty::Int(bounds_of(bounds)),
        (Kind::Integer(_) | Kind::Long(_), Side::Read) => Ty::int(),
        (Kind::Float(bounds) | Kind::Double(bounds), Side::Given) => {
            Ty::Float(FloatBounds { low: bounds.min, high: bounds.max })
        }
        (Kind::Float(_) | Kind::Double(_), Side::Read) => Ty::float(),
        (Kind::String(string), _) => type_of_text(string, side),
        // Bytes travel as text in a document; the length of the model counts what it decodes to.
        (Kind::Blob(_), _) | (Kind::Timestamp, Side::Read) => Ty::string(),
        (Kind::Timestamp, Side::Given) => timestamp(),
        (Kind::Document, _) => Ty::Json,
        (Kind::List { element, length }, _) => Ty::List {
            element: Box::new(type_below(element, side, below)),
            items: on(side, bounds_of(length)),
        },
        (Kind::Map { key, .. }, _) if !key_names(key).is_empty() => structure(shape, side),
        (Kind::Map { value, .. }, _) => Ty::map(type_below(value, side, below)),
        (Kind::Structure(_) | Kind::Union(_), _) => structure(shape, side),
    }
}

fn structure(shape: Shape<'static>, side: Side) -> Ty {
    Ty::Record(RecordType::of_structure(shape, side))
}

/// The fields of a structure, of a union, or of a map whose keys are an enum.
pub(super) fn fields_of(shape: Shape<'static>, side: Side) -> Vec<Field> {
    match shape.kind() {
        Kind::Structure(members) => members_of(members, side, Need::AsTheModelSays),
        Kind::Union(members) => members_of(members, side, Need::None),
        Kind::Map { key, value, .. } => {
            let field = |name: &str| Field {
                name: Name::new(name),
                ty: type_of(value, side),
                optional: side == Side::Given,
            };
            key_names(key).into_iter().map(field).collect()
        }
        Kind::Boolean
        | Kind::Integer(_)
        | Kind::Long(_)
        | Kind::Float(_)
        | Kind::Double(_)
        | Kind::String(_)
        | Kind::Blob(_)
        | Kind::Timestamp
        | Kind::Document
        | Kind::List { .. } => Vec::new(),
    }
}

/// What AWS's Python client adds to every response ("Low-level clients", boto3's user guide).
const RESPONSE_METADATA: &str = "ResponseMetadata";

/// The fields of an operation's response.
pub(super) fn response_fields(operation: Operation<'static>) -> Vec<Field> {
    let mut fields =
        operation.output().map_or_else(Vec::new, |output| fields_of(output, Side::Read));
    if fields.iter().all(|field| field.name != RESPONSE_METADATA) {
        let parts = [
            ("RequestId", Ty::string()),
            ("HostId", Ty::string()),
            ("HTTPStatusCode", Ty::int()),
            ("HTTPHeaders", Ty::map(Ty::string())),
            ("RetryAttempts", Ty::int()),
        ];
        let ty = Ty::record(parts.map(|(name, ty)| (Name::new_static(name), ty)));
        fields.push(Field { name: RESPONSE_METADATA.into(), ty, optional: false });
    }
    fields
}

/// The fields of all pages of an operation, merged: boto3 keeps neither the tokens nor what
/// belongs to one page ("Paginators", boto3's user guide).
pub(super) fn fields_of_pages(operation: Operation<'static>) -> Vec<Field> {
    let mut fields =
        operation.output().map_or_else(Vec::new, |output| fields_of(output, Side::Read));
    if let Some(pages) = operation.pagination() {
        let tokens = pages.output_tokens.iter().flat_map(|token| token.split(" || "));
        let of_a_page: Vec<&str> = tokens.chain(pages.more_results).collect();
        fields.retain(|field| !of_a_page.contains(&field.name.as_str()));
    }
    fields
}

/// Which members a request must give.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    AsTheModelSays,
    None,
}

fn members_of(members: Members<'static>, side: Side, need: Need) -> Vec<Field> {
    let field = |member: aws::Member<'static>| {
        let is_needed = need == Need::AsTheModelSays && member.is_required();
        Field {
            name: Name::new(member.name()),
            ty: type_of_member(member, side),
            // The client makes up a token where none is given.
            optional: side == Side::Given && (!is_needed || member.is_idempotency_token()),
        }
    };
    members.iter().map(field).collect()
}

/// What a member takes or gives. The client turns one that holds JSON into text and back.
pub fn type_of_member(member: aws::Member<'static>, side: Side) -> Ty {
    let is_decoded = side == Side::Read && member.is_decoded();
    if member.is_json() || is_decoded { Ty::Json } else { type_of(member.shape(), side) }
}

fn type_of_text(string: StringShape<'static>, side: Side) -> Ty {
    if !string.values.is_empty() {
        return Ty::Enum(string.values.iter().map(Value::string).collect());
    }
    match side {
        Side::Given => Ty::String {
            pattern: string.pattern.filter(|it| is_portable(it)).map(Arc::from),
            length: bounds_of(string.length),
        },
        Side::Read => Ty::string(),
    }
}

/// Whether a pattern of a model means the same here: inside a class Java has no difference `--`
/// and no symmetric difference `~~`.
fn is_portable(pattern: &str) -> bool {
    !pattern.contains("--") && !pattern.contains("~~")
}

/// botocore takes a time as text or as seconds since 1970.
fn timestamp() -> Ty {
    let text = Ty::String { pattern: Some(Arc::from(TIMESTAMP)), length: Bounds::OPEN };
    Ty::Union(Arc::from([text, Ty::int(), Ty::float()]))
}

fn key_names(key: Shape<'static>) -> Vec<&'static str> {
    match key.kind() {
        Kind::String(key) => key.values.iter().collect(),
        _ => Vec::new(),
    }
}

fn on(side: Side, bounds: Bounds) -> Bounds {
    if side == Side::Given { bounds } else { Bounds::OPEN }
}

fn bounds_of(bounds: aws::Bounds<i64>) -> Bounds {
    Bounds { low: bounds.min, high: bounds.max }
}
