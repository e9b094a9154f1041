//! Which type fits where.

use std::sync::Arc;

use crate::aws::Shape;
use crate::hir::{Bounds, Field, RecordType, Ty, Value};
use crate::text::Name;

use super::Unions;
use super::value::{Mismatch, Reason, check_missing, fit_value};

/// Whether what has type `found`, and a value that the build does not know, fits `wanted`.
/// Ranges, patterns and lengths are then left to the service.
pub(super) fn fit_type(found: &Ty, wanted: &Ty, rule: Unions) -> Result<(), Mismatch> {
    Fitting { rule, taken: Vec::new() }.ty(found, wanted)
}

/// One question whether a type fits another.
struct Fitting {
    rule: Unions,
    /// Pairs of structures of which the first is taken to fit the second: structures may hold
    /// themselves, and each pair is looked at once.
    taken: Vec<(Shape<'static>, Shape<'static>)>,
}

impl Fitting {
    fn ty(&mut self, found: &Ty, wanted: &Ty) -> Result<(), Mismatch> {
        match (found, wanted) {
            (Ty::Unknown, _) | (_, Ty::Unknown) => Ok(()),
            (Ty::Json, Ty::Json) => Ok(()),
            (Ty::Optional(found), Ty::Optional(wanted)) => self.ty(found, wanted),
            (Ty::Null, Ty::Optional(_) | Ty::Json | Ty::Null) => Ok(()),
            (Ty::Json, Ty::Optional(inner)) => self.ty(found, inner),
            (_, Ty::Optional(inner)) => self.ty(found, inner),
            (_, Ty::Json) => Ok(fit_json(found)?),
            (Ty::Json, _) => Err(Reason::Json { wanted: wanted.clone() }.into()),
            (Ty::Null | Ty::Optional(_), _) => {
                Err(Reason::Absent { found: found.clone(), wanted: wanted.clone() }.into())
            }
            (Ty::Union(types), _) => types.iter().try_for_each(|ty| self.ty(ty, wanted)),
            (_, Ty::Union(types)) => self.any(found, types, wanted),
            (Ty::List { element: found, .. }, Ty::List { element: wanted, .. }) => {
                self.ty(found, wanted).map_err(|problem| problem.below("[]"))
            }
            (Ty::Map(found), Ty::Map(wanted)) => self.ty(found, wanted),
            (Ty::Map(value), Ty::Record(record)) if record.is_of_api() => {
                self.map(value, record, (found, wanted))
            }
            (Ty::Record(record), Ty::Map(value)) => {
                record.fields().iter().try_for_each(|field| self.field(field, &field.ty, value))
            }
            (Ty::Record(found), Ty::Record(wanted)) => self.records(found, wanted),
            _ => Ok(fit_scalar(found, wanted, self.rule)?),
        }
    }

    fn field(&mut self, field: &Field, found: &Ty, wanted: &Ty) -> Result<(), Mismatch> {
        self.ty(found, wanted).map_err(|problem| problem.below(&format!(".{}", field.name)))
    }

    /// Which keys a map will have, only the run knows; a value that no member takes is none.
    fn map(
        &mut self,
        value: &Ty,
        record: &RecordType,
        (found, wanted): (&Ty, &Ty),
    ) -> Result<(), Mismatch> {
        let mut fits = |ty: &Ty| {
            let taken = self.taken.len();
            let fits = self.ty(value, ty).is_ok();
            self.taken.truncate(taken);
            fits
        };
        let is_open = *value == Ty::Json || record.fields().is_empty();
        if is_open || record.fields().iter().any(|field| fits(field.ty.required())) {
            return Ok(());
        }
        Err(Reason::Type { found: found.clone(), wanted: wanted.clone() }.into())
    }

    fn any(&mut self, found: &Ty, types: &[Ty], wanted: &Ty) -> Result<(), Mismatch> {
        let mut reasons = Vec::new();
        for ty in types {
            let taken = self.taken.len();
            match self.ty(found, ty) {
                Ok(()) => return Ok(()),
                Err(reason) => reasons.push(reason),
            }
            self.taken.truncate(taken);
        }
        reasons.retain(|problem: &Mismatch| {
            !problem.path.is_empty() || !matches!(problem.reason, Reason::Type { .. })
        });
        match (reasons.pop(), reasons.is_empty()) {
            (Some(only), true) => Err(only),
            _ => Err(Reason::Type { found: found.clone(), wanted: wanted.clone() }.into()),
        }
    }

    fn records(
        &mut self,
        found: &Arc<RecordType>,
        wanted: &Arc<RecordType>,
    ) -> Result<(), Mismatch> {
        if let (Some(found), Some(wanted)) = (found.structure(), wanted.structure()) {
            if found == wanted || self.taken.contains(&(found, wanted)) {
                return Ok(());
            }
            self.taken.push((found, wanted));
        }
        for field in found.fields() {
            let Some(target) = wanted.field(&field.name) else {
                return Err(extra(field, found, wanted).into());
            };
            self.field(field, &field.ty, &target.ty)?;
        }
        match check_missing(wanted, |name| found.field(name).is_some()) {
            // Which member of a union a response has, only the run knows.
            Err(Reason::NotOne { .. }) if found.is_of_api() => Ok(()),
            other => Ok(other?),
        }
    }
}

/// A field that a structure has and its place does not take.
fn extra(field: &Field, found: &RecordType, wanted: &RecordType) -> Reason {
    let names = |record: &RecordType| -> Vec<Name> {
        record.fields().iter().map(|field| field.name.clone()).collect()
    };
    let known = names(wanted);
    let shared = names(found).into_iter().filter(|name| known.contains(name)).collect();
    Reason::Extra { name: field.name.clone(), known, shared }
}

fn fit_json(found: &Ty) -> Result<(), Reason> {
    match found {
        Ty::Duration | Ty::Percent | Ty::Schedule | Ty::Targets | Ty::Script => {
            Err(Reason::Type { found: found.clone(), wanted: Ty::Json })
        }
        _ => Ok(()),
    }
}

fn fit_scalar(found: &Ty, wanted: &Ty, rule: Unions) -> Result<(), Reason> {
    let mismatch = || Reason::Type { found: found.clone(), wanted: wanted.clone() };
    let narrowing = || Reason::Narrowing { found: found.clone(), wanted: wanted.clone() };
    match (found, wanted) {
        (Ty::Enum(values), _) if !matches!(wanted, Ty::Enum(_)) => {
            // Every value is known, so each is judged as such.
            values.iter().try_for_each(|value| fit_value(value, wanted).map(drop)).map_err(
                |problem: Mismatch| match problem.reason {
                    Reason::Type { .. } => mismatch(),
                    _ => narrowing(),
                },
            )
        }
        (Ty::Enum(values), Ty::Enum(allowed)) => fit_values(values, allowed, found, wanted),
        (_, Ty::Enum(allowed)) => match allowed.first() {
            Some(first) if same_family(found, &first.ty()) => match rule {
                Unions::Closed => Err(narrowing()),
                Unions::Open => Ok(()),
            },
            _ => Err(mismatch()),
        },
        (Ty::Int(found), Ty::Int(wanted)) if are_disjoint(*found, *wanted) => Err(narrowing()),
        (Ty::String { .. }, Ty::Aws { .. }) => match rule {
            Unions::Closed => Err(narrowing()),
            Unions::Open => Ok(()),
        },
        (Ty::Aws { ty: found, .. }, Ty::Aws { ty: wanted, .. }) if found == wanted => Ok(()),
        (Ty::String { .. } | Ty::Aws { .. }, Ty::String { .. })
        | (Ty::Int(_), Ty::Int(_) | Ty::Float(_))
        | (Ty::Float(_), Ty::Float(_)) => Ok(()),
        _ if found == wanted => Ok(()),
        _ => Err(mismatch()),
    }
}

fn fit_values(
    values: &Arc<[Value]>,
    allowed: &Arc<[Value]>,
    found: &Ty,
    wanted: &Ty,
) -> Result<(), Reason> {
    let others: Vec<Value> =
        values.iter().filter(|value| !allowed.contains(value)).cloned().collect();
    match others.as_slice() {
        [] => Ok(()),
        [only] if values.len() == 1 => {
            Err(Reason::NotAllowed { value: only.clone(), allowed: allowed.clone() })
        }
        all if all.len() == values.len() => {
            Err(Reason::Type { found: found.clone(), wanted: wanted.clone() })
        }
        _ => Err(Reason::Others { values: values.clone(), others, allowed: allowed.clone() }),
    }
}

/// Both texts, both whole numbers, or both truth values.
pub(super) fn same_family(left: &Ty, right: &Ty) -> bool {
    left.is_text() && right.is_text()
        || left.is_int() && right.is_int()
        || left.is_bool() && right.is_bool()
}

fn are_disjoint(left: Bounds, right: Bounds) -> bool {
    let below = |one: Bounds, other: Bounds| match (one.high, other.low) {
        (Some(high), Some(low)) => high < low,
        _ => false,
    };
    below(left, right) || below(right, left)
}
