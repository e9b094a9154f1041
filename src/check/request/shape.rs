//! What an attribute takes, and how its value stands in the request.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;

use crate::check::Checker;
use crate::hir::{Bounds, Field, RecordType, Ty, Value};
use crate::ssm::pattern;
use crate::syntax::ast;
use crate::text::{FileSpan, Name};

use super::errors;
use super::model::Model;

/// The type of an attribute, and the form of its value in the request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Text {
        pattern: Option<&'static str>,
        length: (i64, i64),
    },
    Choice(&'static [&'static str]),
    Flag,
    /// As the API's model says.
    Model(Model),
    /// The same, and of a text (or of each text of a list) a pattern that the model leaves out.
    Narrow(Model, &'static str),
    /// A list of names, which the API takes as structures with this one member.
    Names(Model, &'static str),
    /// A duration that is written as a number of whole units.
    Time(Unit, Model),
    /// The same as text: Session documents hold numbers so.
    TimeText(Unit, i64, i64),
    /// `10%` or a number of targets, as the model's pattern of the text says.
    Share(Model),
    /// `{ Team: "ops" }`, as a list of keys and values.
    Tags,
    /// The same, as a map.
    TagMap,
    /// An instant with its offset from UTC.
    Instant,
    /// Read by code of its own.
    Own,
}

/// The unit in which a request counts a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
}

/// What the ARN of a role looks like, which the models leave out.
pub(super) const ROLE_ARN: &str = r"^arn:aws[^:]*:iam::[0-9]{12}:role/.+$";

/// A share is written with at most seven characters.
const LARGEST_COUNT: i64 = 9_999_999;

impl Unit {
    pub(super) const fn seconds(self) -> i64 {
        match self {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3_600,
            Unit::Day => 86_400,
        }
    }

    /// The letter of a duration.
    pub(super) const fn letter(self) -> char {
        match self {
            Unit::Second => 's',
            Unit::Minute => 'm',
            Unit::Hour => 'h',
            Unit::Day => 'd',
        }
    }

    /// The plural.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Unit::Second => "seconds",
            Unit::Minute => "minutes",
            Unit::Hour => "hours",
            Unit::Day => "days",
        }
    }
}

const fn bounds(limits: (i64, i64)) -> Bounds {
    Bounds { low: Some(limits.0), high: Some(limits.1) }
}

impl Shape {
    /// The type that a value must have before it is looked at more closely.
    pub(super) fn ty(self) -> Ty {
        match self {
            Shape::Text { pattern, length } => {
                Ty::String { pattern: pattern.map(Arc::from), length: bounds(length) }
            }
            Shape::Choice(words) => {
                Ty::Enum(words.iter().map(|word| Value::string(*word)).collect())
            }
            Shape::Flag => Ty::Bool,
            Shape::Model(model) => model.ty(),
            Shape::Narrow(model, pattern) => narrowed(model.ty(), pattern),
            Shape::Names(model, member) => names(model, member),
            Shape::Time(..) | Shape::TimeText(..) => Ty::Duration,
            Shape::Share(model) => {
                let count = Bounds { low: Some(least(model)), high: Some(LARGEST_COUNT) };
                Ty::Union([Ty::Percent, Ty::Int(count)].into())
            }
            Shape::Tags | Shape::TagMap => Ty::map(Ty::string()),
            Shape::Instant => Ty::string(),
            Shape::Own => Ty::Unknown,
        }
    }

    /// The value as the request holds it.
    pub(super) fn read(
        self,
        cx: &mut Checker<'_>,
        expr: &ast::Expr,
        place: &str,
    ) -> Option<(Value, FileSpan)> {
        let (value, at) = cx.build_value(expr, &self.ty(), place)?;
        match self.converted(value, &Place { at, place }) {
            Ok(value) => Some((value, at)),
            Err(problem) => {
                cx.report(*problem);
                None
            }
        }
    }

    fn converted(self, value: Value, place: &Place<'_>) -> Result<Value, Problem> {
        match (self, value) {
            (Shape::Time(unit, model), Value::Duration(seconds)) => {
                whole_units(seconds, unit, model.range(), place).map(Value::Int)
            }
            (Shape::TimeText(unit, low, high), Value::Duration(seconds)) => {
                whole_units(seconds, unit, bounds((low, high)), place)
                    .map(|count| Value::string(count.to_string()))
            }
            (Shape::Share(model), value) => share(&value, model, place),
            (Shape::Tags, Value::Record(tags)) => tag_list(&tags, place.at),
            (Shape::TagMap, Value::Record(tags)) => {
                tag_list(&tags, place.at).map(|_| Value::Record(tags))
            }
            (Shape::Instant, Value::String(text)) => match text.parse::<Timestamp>() {
                Ok(_) if text.contains('T') => Ok(Value::String(text)),
                _ => Err(errors::not_an_instant(place.at, &text).into()),
            },
            (
                Shape::Text { .. }
                | Shape::Choice(_)
                | Shape::Flag
                | Shape::Model(_)
                | Shape::Narrow(..)
                | Shape::Names(..)
                | Shape::Own
                | Shape::Time(..)
                | Shape::TimeText(..)
                | Shape::Tags
                | Shape::TagMap
                | Shape::Instant,
                value,
            ) => Ok(value),
        }
    }
}

type Problem = Box<crate::diagnostic::Diagnostic>;

/// Where a value stands, and what a message calls it.
struct Place<'a> {
    at: FileSpan,
    place: &'a str,
}

/// A type with a pattern for its text, or for each text of a list.
fn narrowed(ty: Ty, pattern: &'static str) -> Ty {
    match ty {
        Ty::String { length, .. } => Ty::String { pattern: Some(pattern.into()), length },
        Ty::List { element, items } => {
            Ty::List { element: Box::new(narrowed(*element, pattern)), items }
        }
        other => other,
    }
}

/// A list of what one member of the structures in the API's list takes.
fn names(model: Model, member: &str) -> Ty {
    let Ty::List { element, items } = model.ty() else { return Ty::Unknown };
    let Ty::Record(record) = &*element else { return Ty::Unknown };
    let element = record.field(member).map_or(Ty::Unknown, |field| field.ty.required().clone());
    Ty::List { element: Box::new(element), items }
}

/// The least share: a concurrency of nothing would never run.
fn least(model: Model) -> i64 {
    let takes_none = model.pattern().is_some_and(|pattern| pattern::matches(&pattern, "0"));
    i64::from(!takes_none)
}

fn whole_units(
    seconds: i64,
    unit: Unit,
    limits: Bounds,
    place: &Place<'_>,
) -> Result<i64, Problem> {
    let count = seconds / unit.seconds();
    if seconds % unit.seconds() != 0 {
        return Err(errors::not_whole(place.at, place.place, unit).into());
    }
    if !limits.contains(count) {
        return Err(errors::time_out_of_range(place.at, place.place, (count, unit, limits)).into());
    }
    Ok(count)
}

fn share(value: &Value, model: Model, place: &Place<'_>) -> Result<Value, Problem> {
    match value {
        Value::Percent(percent) => {
            let smallest = u32::try_from(least(model)).unwrap_or(0);
            if (smallest..=100).contains(percent) {
                return Ok(Value::string(format!("{percent}%")));
            }
            Err(errors::share_out_of_range(place.at, place.place, *percent, smallest).into())
        }
        Value::Int(count) => Ok(Value::string(count.to_string())),
        // Reported as a wrong type.
        _ => Ok(Value::Null),
    }
}

/// Limits of tags. Source: "Tag", API reference of Systems Manager.
const TAG_KEY_CHARACTERS: usize = 128;
const TAG_VALUE_CHARACTERS: usize = 256;
const TAGS: usize = 50;

/// What nobody writes into a tag: the first belongs to AWS, the second to `ordain deploy`.
const RESERVED: [&str; 2] = ["aws:", "ordain:"];

/// Tags as a list of keys and values.
pub(in crate::check) fn tag_list(
    tags: &IndexMap<Name, Value>,
    at: FileSpan,
) -> Result<Value, Problem> {
    if tags.len() > TAGS {
        return Err(errors::too_many(at, "tags", (tags.len(), TAGS)).into());
    }
    let mut list = Vec::new();
    for (key, value) in tags {
        let text = value.as_str().unwrap_or_default();
        let is_good = !key.is_empty()
            && key.chars().count() <= TAG_KEY_CHARACTERS
            && text.chars().count() <= TAG_VALUE_CHARACTERS
            && is_tag_text(key)
            && is_tag_text(text)
            && !RESERVED.iter().any(|prefix| key.to_ascii_lowercase().starts_with(prefix));
        if !is_good {
            return Err(errors::bad_tag(at, key, text).into());
        }
        list.push(record([("Key", Value::string(key.as_str())), ("Value", value.clone())]));
    }
    Ok(Value::List(list))
}

/// Whether a tag may hold the text: letters, spaces, digits and `_ . : / = + - @`.
pub(super) fn is_tag_text(text: &str) -> bool {
    text.chars().all(|letter| letter.is_alphanumeric() || " _.:/=+-@".contains(letter))
}

/// A record in the order given.
pub(super) fn record<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Record(members.into_iter().map(|(name, value)| (Name::new(name), value)).collect())
}

/// A record type whose fields may all be left out.
pub(super) fn record_type(fields: &[(&str, Ty)]) -> Ty {
    let field =
        |(name, ty): &(&str, Ty)| Field { name: Name::new(*name), ty: ty.clone(), optional: true };
    Ty::Record(Arc::new(RecordType::new(fields.iter().map(field).collect())))
}

/// Whether the model has the place that a shape names, if it names one.
#[cfg(test)]
pub(super) fn is_in_model(shape: Shape) -> bool {
    match shape {
        Shape::Model(_) | Shape::Narrow(..) | Shape::Names(..) => shape.ty() != Ty::Unknown,
        Shape::Time(_, model) => !model.range().is_open(),
        Shape::Share(model) => model.pattern().is_some(),
        Shape::Text { .. }
        | Shape::Choice(_)
        | Shape::Flag
        | Shape::TimeText(..)
        | Shape::Tags
        | Shape::TagMap
        | Shape::Instant
        | Shape::Own => true,
    }
}
