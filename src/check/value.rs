//! Whether a value fits a type, and what it becomes there: a whole number becomes a `Float`,
//! text that fits its pattern becomes an instance's id.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::diagnostic::Diagnostic;
use crate::hir::{Bounds, Field, FloatBounds, RecordType, Ty, Value};
use crate::ssm::pattern;
use crate::text::Name;

use super::errors::{self, Misfit};
use super::range::{MOST_RANGE_ITEMS, range_items};
use super::whole_reference::is_reference_for;

/// Why a value does not fit, and which part of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mismatch {
    /// From the whole value to the part: `[0].Name`, or empty.
    pub(super) path: String,
    pub(super) reason: Reason,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reason {
    Type {
        found: Ty,
        wanted: Ty,
    },
    NotAllowed {
        value: Value,
        allowed: Arc<[Value]>,
    },
    OutOfRange {
        number: i64,
        bounds: Bounds,
    },
    OutOfFloatRange {
        number: f64,
        bounds: FloatBounds,
    },
    Length {
        characters: usize,
        bounds: Bounds,
    },
    Pattern {
        text: Arc<str>,
        wanted: Ty,
    },
    Count {
        items: usize,
        bounds: Bounds,
    },
    Missing {
        names: Vec<Name>,
        wanted: Ty,
    },
    /// Not exactly one field of a union is given.
    NotOne {
        given: Vec<Name>,
        known: Vec<Name>,
    },
    Unknown {
        name: Name,
        known: Vec<Name>,
    },
    /// A value, of which only the type is known, has a field too many. `shared` are those that
    /// it has and that are taken.
    Extra {
        name: Name,
        known: Vec<Name>,
        shared: Vec<Name>,
    },
    /// Some of the values that it may have are not allowed.
    Others {
        values: Arc<[Value]>,
        others: Vec<Value>,
        allowed: Arc<[Value]>,
    },
    Absent {
        found: Ty,
        wanted: Ty,
    },
    Json {
        wanted: Ty,
    },
    Narrowing {
        found: Ty,
        wanted: Ty,
    },
    /// A range with an open end, or with too many numbers for a list.
    Range,
}

impl Reason {
    /// The finding, at a place.
    pub(super) fn diagnostic(&self, misfit: &Misfit<'_>) -> Diagnostic {
        match self {
            Reason::Type { found, wanted } => errors::wrong_type(misfit, found, wanted),
            Reason::NotAllowed { value, allowed } => errors::not_allowed(misfit, value, allowed),
            Reason::OutOfRange { number, bounds } => {
                errors::out_of_range(misfit, number, (bounds.low, bounds.high))
            }
            Reason::OutOfFloatRange { number, bounds } => {
                errors::out_of_range(misfit, number, (bounds.low, bounds.high))
            }
            Reason::Length { characters, bounds } => {
                errors::wrong_length(misfit, *characters, *bounds)
            }
            Reason::Pattern { text, wanted } => errors::wrong_pattern(misfit, text, wanted),
            Reason::Count { items, bounds } => errors::wrong_count(misfit, *items, *bounds),
            Reason::Missing { names, wanted } => errors::missing_fields(misfit, names, wanted),
            Reason::NotOne { given, known } => errors::not_one_field(misfit, given, known),
            Reason::Unknown { name, known } => {
                let known: Vec<&str> = known.iter().map(Name::as_str).collect();
                errors::unknown_field(misfit, name, &known)
            }
            Reason::Extra { name, known, shared } => {
                let known: Vec<&str> = known.iter().map(Name::as_str).collect();
                let shared: Vec<&str> = shared.iter().map(Name::as_str).collect();
                errors::extra_field(misfit, (name, &known), &shared)
            }
            Reason::Others { values, others, allowed } => {
                errors::some_not_allowed(misfit, (values, others), allowed)
            }
            Reason::Absent { found, wanted } => errors::may_be_absent(misfit, found, wanted),
            Reason::Json { wanted } => errors::json_needs_type(misfit, wanted),
            Reason::Narrowing { found, wanted } => errors::needs_narrowing(misfit, found, wanted),
            Reason::Range => errors::not_countable(misfit.at, MOST_RANGE_ITEMS),
        }
    }
}

impl From<Reason> for Mismatch {
    fn from(reason: Reason) -> Self {
        Mismatch { path: String::new(), reason }
    }
}

impl Mismatch {
    pub(super) fn below(mut self, step: &str) -> Self {
        self.path.insert_str(0, step);
        self
    }
}

/// The value as it stands where `wanted` is, and its type there.
pub(super) fn fit_value(value: &Value, wanted: &Ty) -> Result<(Value, Ty), Mismatch> {
    match (value, wanted) {
        (_, Ty::Unknown) => Ok((value.clone(), value.ty())),
        // The service gives the value of a reference that stands alone its own type.
        (Value::Raw(text), _) if is_reference_for(text, wanted) => {
            Ok((value.clone(), wanted.clone()))
        }
        (_, Ty::Json) => fit_json(value),
        (Value::Null, Ty::Optional(_) | Ty::Null) => Ok((Value::Null, wanted.clone())),
        (_, Ty::Optional(inner)) => fit_value(value, inner),
        (Value::Null, _) => Err(Reason::Absent { found: Ty::Null, wanted: wanted.clone() }.into()),
        (_, Ty::Enum(allowed)) => fit_allowed(value, allowed),
        (_, Ty::Union(types)) => fit_union(value, types, wanted),
        (Value::List(items), Ty::List { element, items: bounds }) => {
            fit_list(items, element, *bounds)
        }
        (Value::Range { low, high }, Ty::List { element, items }) => {
            let numbers = range_items(*low, *high).ok_or(Reason::Range)?;
            fit_list(&numbers, element, *items)
        }
        (Value::Record(fields), Ty::Map(element)) => fit_map(fields, element),
        (Value::Record(fields), Ty::Record(record)) => fit_record(fields, record),
        _ => fit_scalar(value, wanted),
    }
}

fn fit_scalar(value: &Value, wanted: &Ty) -> Result<(Value, Ty), Mismatch> {
    match (value, wanted) {
        (Value::Bool(_), Ty::Bool)
        | (Value::Duration(_), Ty::Duration)
        | (Value::Percent(_), Ty::Percent)
        | (Value::Schedule { .. }, Ty::Schedule)
        | (Value::Targets(_), Ty::Targets)
        | (Value::Script(_), Ty::Script) => Ok((value.clone(), wanted.clone())),
        (Value::Int(number), Ty::Int(bounds)) => {
            if bounds.contains(*number) {
                return Ok((value.clone(), wanted.clone()));
            }
            Err(Reason::OutOfRange { number: *number, bounds: *bounds }.into())
        }
        #[expect(clippy::cast_precision_loss, reason = "a number with a fraction is approximate")]
        (Value::Int(number), Ty::Float(bounds)) => fit_float(*number as f64, *bounds),
        (Value::Float(number), Ty::Float(bounds)) => fit_float(*number, *bounds),
        (Value::String(text), Ty::String { pattern, length }) => {
            fit_text(text, pattern.as_deref(), *length, wanted)?;
            Ok((value.clone(), wanted.clone()))
        }
        (Value::String(text), Ty::Aws { ty, pattern }) => {
            fit_text(text, Some(ty.pattern()), Bounds::OPEN, &Ty::aws(*ty))?;
            fit_text(text, pattern.as_deref(), Bounds::OPEN, wanted)?;
            Ok((value.clone(), wanted.clone()))
        }
        // What the references in it stand for is not known.
        (Value::Raw(_), Ty::String { .. } | Ty::Aws { .. }) => Ok((value.clone(), wanted.clone())),
        _ => Err(Reason::Type { found: value.ty(), wanted: wanted.clone() }.into()),
    }
}

fn fit_float(number: f64, bounds: FloatBounds) -> Result<(Value, Ty), Mismatch> {
    if bounds.contains(number) {
        return Ok((Value::Float(number), Ty::Float(bounds)));
    }
    Err(Reason::OutOfFloatRange { number, bounds }.into())
}

fn fit_text(
    text: &Arc<str>,
    pattern: Option<&str>,
    length: Bounds,
    wanted: &Ty,
) -> Result<(), Reason> {
    let characters = text.chars().count();
    if !length.contains(i64::try_from(characters).unwrap_or(i64::MAX)) {
        return Err(Reason::Length { characters, bounds: length });
    }
    if pattern.is_some_and(|pattern| !pattern::matches(pattern, text)) {
        return Err(Reason::Pattern { text: text.clone(), wanted: wanted.clone() });
    }
    Ok(())
}

fn fit_allowed(value: &Value, allowed: &Arc<[Value]>) -> Result<(Value, Ty), Mismatch> {
    if allowed.contains(value) || matches!(value, Value::Raw(_)) {
        return Ok((value.clone(), Ty::Enum(allowed.clone())));
    }
    let is_same_kind =
        allowed.iter().any(|one| std::mem::discriminant(one) == std::mem::discriminant(value));
    Err(if is_same_kind {
        Reason::NotAllowed { value: value.clone(), allowed: allowed.clone() }.into()
    } else {
        Reason::Type { found: value.ty(), wanted: Ty::Enum(allowed.clone()) }.into()
    })
}

/// The first alternative that fits. Where none does, the reason of the only one of the value's
/// own kind says more than "not one of these types".
fn fit_union(value: &Value, types: &[Ty], wanted: &Ty) -> Result<(Value, Ty), Mismatch> {
    let mut reasons = Vec::new();
    for ty in types {
        match fit_value(value, ty) {
            Ok(fitted) => return Ok(fitted),
            Err(mismatch) => reasons.push(mismatch),
        }
    }
    let is_of_other_kind = |mismatch: &Mismatch| {
        mismatch.path.is_empty() && matches!(mismatch.reason, Reason::Type { .. })
    };
    reasons.retain(|mismatch| !is_of_other_kind(mismatch));
    match (reasons.pop(), reasons.is_empty()) {
        (Some(only), true) => Err(only),
        _ => Err(Reason::Type { found: value.ty(), wanted: wanted.clone() }.into()),
    }
}

fn fit_json(value: &Value) -> Result<(Value, Ty), Mismatch> {
    let fitted = match value {
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => value.clone(),
        Value::String(_) | Value::Raw(_) => value.clone(),
        Value::List(items) => {
            let mut fitted = Vec::with_capacity(items.len());
            for (position, item) in items.iter().enumerate() {
                let below = |problem: Mismatch| problem.below(&format!("[{position}]"));
                fitted.push(fit_json(item).map_err(below)?.0);
            }
            Value::List(fitted)
        }
        Value::Record(fields) => {
            let mut fitted = IndexMap::with_capacity(fields.len());
            for (name, field) in fields {
                let below = |problem: Mismatch| problem.below(&format!(".{name}"));
                fitted.insert(name.clone(), fit_json(field).map_err(below)?.0);
            }
            Value::Record(fitted)
        }
        Value::Range { low, high } => Value::List(range_items(*low, *high).ok_or(Reason::Range)?),
        Value::Duration(_)
        | Value::Percent(_)
        | Value::Schedule { .. }
        | Value::Targets(_)
        | Value::Script(_) => {
            return Err(Reason::Type { found: value.ty(), wanted: Ty::Json }.into());
        }
    };
    let ty = fitted.ty();
    Ok((fitted, ty))
}

fn fit_list(items: &[Value], element: &Ty, bounds: Bounds) -> Result<(Value, Ty), Mismatch> {
    let mut fitted = Vec::with_capacity(items.len());
    for (position, item) in items.iter().enumerate() {
        let (item, _) =
            fit_value(item, element).map_err(|problem| problem.below(&format!("[{position}]")))?;
        fitted.push(item);
    }
    check_count(items.len(), bounds)?;
    let ty = Ty::List { element: Box::new(element.clone()), items: bounds };
    Ok((Value::List(fitted), ty))
}

/// Whether a list may have so many items.
pub(super) fn check_count(items: usize, bounds: Bounds) -> Result<(), Reason> {
    if bounds.contains(i64::try_from(items).unwrap_or(i64::MAX)) {
        return Ok(());
    }
    Err(Reason::Count { items, bounds })
}

fn fit_map(fields: &IndexMap<Name, Value>, element: &Ty) -> Result<(Value, Ty), Mismatch> {
    let mut fitted = IndexMap::with_capacity(fields.len());
    for (name, value) in fields {
        let (value, _) =
            fit_value(value, element).map_err(|problem| problem.below(&format!(".{name}")))?;
        fitted.insert(name.clone(), value);
    }
    Ok((Value::Record(fitted), Ty::map(element.clone())))
}

fn fit_record(
    fields: &IndexMap<Name, Value>,
    record: &Arc<RecordType>,
) -> Result<(Value, Ty), Mismatch> {
    let mut fitted = IndexMap::with_capacity(fields.len());
    for (name, value) in fields {
        let Some(field) = record.field(name) else {
            return Err(unknown_field(name, record));
        };
        let wanted = if field.optional { field.ty.clone().optional() } else { field.ty.clone() };
        let (value, _) =
            fit_value(value, &wanted).map_err(|problem| problem.below(&format!(".{name}")))?;
        fitted.insert(name.clone(), value);
    }
    let is_left_out = |name: &str| record.is_union() && fields.get(name) == Some(&Value::Null);
    check_missing(record, |name| fields.contains_key(name) && !is_left_out(name))?;
    Ok((Value::Record(fitted), Ty::Record(record.clone())))
}

fn unknown_field(name: &Name, record: &RecordType) -> Mismatch {
    let known = record.fields().iter().map(|field| field.name.clone()).collect();
    Reason::Unknown { name: name.clone(), known }.into()
}

/// Whether every required field is given.
pub(super) fn check_missing(
    record: &Arc<RecordType>,
    is_given: impl Fn(&str) -> bool,
) -> Result<(), Reason> {
    let is_missing = |field: &&Field| {
        !field.optional && !matches!(field.ty, Ty::Optional(_)) && !is_given(&field.name)
    };
    let names: Vec<Name> =
        record.fields().iter().filter(is_missing).map(|field| field.name.clone()).collect();
    if names.is_empty() {
        return check_union(record, is_given);
    }
    Err(Reason::Missing { names, wanted: Ty::Record(record.clone()) })
}

/// Whether exactly one field of a union is given; of no union at all nothing is asked.
fn check_union(record: &RecordType, is_given: impl Fn(&str) -> bool) -> Result<(), Reason> {
    if !record.is_union() {
        return Ok(());
    }
    let names = || record.fields().iter().map(|field| field.name.clone());
    let given: Vec<Name> = names().filter(|name| is_given(name)).collect();
    if given.len() == 1 {
        return Ok(());
    }
    Err(Reason::NotOne { given, known: names().collect() })
}
