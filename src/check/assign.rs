//! Which type fits where: values by what they are, everything else by its type.

use std::sync::Arc;

use crate::aws::Shape;
use crate::hir::{Bounds, Expr, ExprKind, ListPart, Op, RecordType, Ty, Value};
use crate::text::Name;

use super::errors::Misfit;
use super::value::{Mismatch, Reason, check_count, check_missing, fit_value};
use super::{Checker, Unions};

/// Whether what is fitted is a literal, which a fix may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Literal,
    Otherwise,
}

impl Checker<'_> {
    /// Makes `expr` fit `wanted`: widens a literal, checks pattern, range and members of values
    /// that are known, and reports a mismatch. `place` says where it stands, as in
    /// "`Operation` of `AWS-RunPatchBaseline`".
    pub(crate) fn fit(&mut self, expr: Expr, wanted: &Ty, place: &str) -> Expr {
        self.fit_written(expr, wanted, place, Written::Otherwise)
    }

    pub(super) fn fit_written(
        &mut self,
        mut expr: Expr,
        wanted: &Ty,
        place: &str,
        written: Written,
    ) -> Expr {
        let result = match &expr.kind {
            ExprKind::Error => return expr,
            _ if is_open_result(&expr) && takes_absent(wanted) => {
                let (found, wanted) = (expr.ty.clone(), expr.ty.required().clone());
                Err(Reason::Absent { found, wanted }.into())
            }
            ExprKind::Const(value) => fit_value(value, wanted).map(Some),
            ExprKind::List(_) | ExprKind::Record(_) => {
                return self.fit_parts(expr, wanted, place);
            }
            ExprKind::Op { op: Op::If, .. } => return self.fit_branches(expr, wanted, place),
            _ => fit_type(&expr.ty, wanted, self.unions).map(|()| None).map_err(Into::into),
        };
        match result {
            Ok(Some((value, ty))) => {
                expr.kind = ExprKind::Const(value);
                expr.ty = ty;
                expr
            }
            Ok(None) => expr,
            Err(mismatch) => {
                let place = inside(place, &mismatch.path);
                let is_literal = written == Written::Literal && mismatch.path.is_empty();
                let misfit = Misfit { at: expr.at, place: &place, is_literal };
                let found = mismatch.reason.diagnostic(&misfit);
                self.refuse(found, expr.at)
            }
        }
    }

    /// A list or record with parts that the build does not know: part by part, each at its place.
    fn fit_parts(&mut self, expr: Expr, wanted: &Ty, place: &str) -> Expr {
        let Expr { kind, ty, stage, at } = expr;
        match (kind, part_type(wanted, &ty)) {
            (ExprKind::List(parts), Ty::List { element, items }) => {
                let parts = self.fit_items(parts, &element, place);
                let is_open = parts.iter().any(|part| matches!(part, ListPart::Spread(_)));
                if !is_open && let Err(reason) = check_count(parts.len(), items) {
                    let misfit = Misfit { at, place, is_literal: false };
                    self.report(reason.diagnostic(&misfit));
                }
                let ty = Ty::List { element, items };
                Expr { kind: ExprKind::List(parts), ty, stage, at }
            }
            (ExprKind::Record(fields), Ty::Record(record)) => {
                let fields = self.fit_fields(fields, &record, place);
                if let Err(reason) =
                    check_missing(&record, |name| fields.iter().any(|(known, _)| known == name))
                {
                    let misfit = Misfit { at, place, is_literal: false };
                    self.report(reason.diagnostic(&misfit));
                }
                Expr { kind: ExprKind::Record(fields), ty: Ty::Record(record), stage, at }
            }
            (ExprKind::Record(fields), Ty::Map(element)) => {
                let fit = |(name, value): (Name, Expr)| {
                    let place = inside(place, &format!(".{name}"));
                    let value = self.fit(value, &element, &place);
                    (name, value)
                };
                let fields = fields.into_iter().map(fit).collect();
                Expr { kind: ExprKind::Record(fields), ty: Ty::Map(element), stage, at }
            }
            (kind, _) => {
                let result = fit_type(&ty, wanted, self.unions);
                let expr = Expr { kind, ty, stage, at };
                match result {
                    Ok(()) => expr,
                    Err(reason) => {
                        let misfit = Misfit { at, place, is_literal: false };
                        self.refuse(reason.diagnostic(&misfit), at)
                    }
                }
            }
        }
    }

    fn fit_items(&mut self, parts: Vec<ListPart>, element: &Ty, place: &str) -> Vec<ListPart> {
        let fit = |(position, part): (usize, ListPart)| match part {
            ListPart::Item(item) => {
                let place = inside(place, &format!("[{position}]"));
                ListPart::Item(self.fit(item, element, &place))
            }
            ListPart::Spread(list) => {
                ListPart::Spread(self.fit(list, &Ty::list(element.clone()), place))
            }
        };
        parts.into_iter().enumerate().map(fit).collect()
    }

    fn fit_fields(
        &mut self,
        fields: Vec<(Name, Expr)>,
        record: &RecordType,
        place: &str,
    ) -> Vec<(Name, Expr)> {
        let fit = |(name, value): (Name, Expr)| {
            let place = inside(place, &format!(".{name}"));
            let value = match record.field(&name) {
                Some(field) if field.optional => {
                    self.fit(value, &field.ty.clone().optional(), &place)
                }
                Some(field) => self.fit(value, &field.ty, &place),
                None => {
                    let known = record.fields().iter().map(|field| field.name.clone()).collect();
                    let reason = Reason::Unknown { name: name.clone(), known };
                    let misfit = Misfit { at: value.at, place: &place, is_literal: false };
                    let at = value.at;
                    self.refuse(reason.diagnostic(&misfit), at)
                }
            };
            (name, value)
        };
        fields.into_iter().map(fit).collect()
    }

    /// `if c then a else b`: both branches must fit.
    fn fit_branches(&mut self, expr: Expr, wanted: &Ty, place: &str) -> Expr {
        let Expr { kind, ty, stage, at } = expr;
        let ExprKind::Op { op, operands } = kind else {
            return Expr { kind, ty, stage, at };
        };
        let mut ty = Ty::Unknown;
        let fit = |(position, operand): (usize, Expr)| {
            if position == 0 {
                return operand;
            }
            let operand = self.fit(operand, wanted, place);
            ty = std::mem::replace(&mut ty, Ty::Unknown).join(operand.ty.clone());
            operand
        };
        let operands = operands.into_iter().enumerate().map(fit).collect();
        Expr { kind: ExprKind::Op { op, operands }, ty, stage, at }
    }
}

/// The type that gives the parts of a list or record their types, out of `T?` and unions.
pub(super) fn part_type(wanted: &Ty, found: &Ty) -> Ty {
    let is_alike = |ty: &Ty| match found {
        Ty::List { .. } => matches!(ty, Ty::List { .. }),
        _ => matches!(ty, Ty::Record(_) | Ty::Map(_)),
    };
    match wanted.required() {
        Ty::Union(types) => {
            let mut alike = types.iter().filter(|ty| is_alike(ty));
            match (alike.next(), alike.next()) {
                (Some(only), None) => only.clone(),
                _ => Ty::Unknown,
            }
        }
        // So that what is wrong inside of it is underlined there.
        Ty::Json if matches!(found, Ty::List { .. }) => Ty::list(Ty::Json),
        Ty::Json => Ty::map(Ty::Json),
        other => other.clone(),
    }
}

/// The words for a part of a place: "`Filters[0].Name` of `DescribeInstances`".
pub(super) fn inside(place: &str, path: &str) -> String {
    if path.is_empty() {
        return place.to_owned();
    }
    let rest = place.strip_prefix('`').and_then(|rest| rest.split_once('`'));
    match rest {
        Some((name, rest)) => format!("`{name}{path}`{rest}"),
        None => format!("`{}` of {place}", path.trim_start_matches('.')),
    }
}

/// Whether what has type `found`, and a value that the build does not know, fits `wanted`.
/// Ranges, patterns and lengths are then left to the service.
pub(super) fn fit_type(found: &Ty, wanted: &Ty, rule: Unions) -> Result<(), Reason> {
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
    fn ty(&mut self, found: &Ty, wanted: &Ty) -> Result<(), Reason> {
        match (found, wanted) {
            (Ty::Unknown, _) | (_, Ty::Unknown) => Ok(()),
            (Ty::Json, Ty::Json) => Ok(()),
            (Ty::Optional(found), Ty::Optional(wanted)) => self.ty(found, wanted),
            (Ty::Null, Ty::Optional(_) | Ty::Json | Ty::Null) => Ok(()),
            (Ty::Json, Ty::Optional(inner)) => self.ty(found, inner),
            (_, Ty::Optional(inner)) => self.ty(found, inner),
            (_, Ty::Json) => fit_json(found),
            (Ty::Json, _) => Err(Reason::Json { wanted: wanted.clone() }),
            (Ty::Null | Ty::Optional(_), _) => {
                Err(Reason::Absent { found: found.clone(), wanted: wanted.clone() })
            }
            (Ty::Union(types), _) => types.iter().try_for_each(|ty| self.ty(ty, wanted)),
            (_, Ty::Union(types)) => self.any(found, types, wanted),
            (Ty::List { element: found, .. }, Ty::List { element: wanted, .. })
            | (Ty::Map(found), Ty::Map(wanted)) => self.ty(found, wanted),
            // Which keys it will have, only the run knows.
            (Ty::Map(_), Ty::Record(record)) if record.is_of_api() => Ok(()),
            (Ty::Record(record), Ty::Map(value)) => {
                record.fields().iter().try_for_each(|field| self.ty(&field.ty, value))
            }
            (Ty::Record(found), Ty::Record(wanted)) => self.records(found, wanted),
            _ => fit_scalar(found, wanted, self.rule),
        }
    }

    fn any(&mut self, found: &Ty, types: &[Ty], wanted: &Ty) -> Result<(), Reason> {
        let mut reasons = Vec::new();
        for ty in types {
            let taken = self.taken.len();
            match self.ty(found, ty) {
                Ok(()) => return Ok(()),
                Err(reason) => reasons.push(reason),
            }
            self.taken.truncate(taken);
        }
        reasons.retain(|reason| !matches!(reason, Reason::Type { .. }));
        match (reasons.pop(), reasons.is_empty()) {
            (Some(only), true) => Err(only),
            _ => Err(Reason::Type { found: found.clone(), wanted: wanted.clone() }),
        }
    }

    fn records(&mut self, found: &Arc<RecordType>, wanted: &Arc<RecordType>) -> Result<(), Reason> {
        if let (Some(found), Some(wanted)) = (found.structure(), wanted.structure()) {
            if found == wanted || self.taken.contains(&(found, wanted)) {
                return Ok(());
            }
            self.taken.push((found, wanted));
        }
        for field in found.fields() {
            let Some(target) = wanted.field(&field.name) else {
                let known = wanted.fields().iter().map(|field| field.name.clone()).collect();
                return Err(Reason::Unknown { name: field.name.clone(), known });
            };
            self.ty(&field.ty, &target.ty)?;
        }
        match check_missing(wanted, |name| found.field(name).is_some()) {
            // Which member of a union a response has, only the run knows.
            Err(Reason::NotOne { .. }) if found.is_of_api() => Ok(()),
            other => other,
        }
    }
}

/// Whether it is a member of a result that may not be there: SSM then hands on the text of the
/// reference, where an optional parameter that is not given is empty.
pub(super) fn is_open_result(expr: &Expr) -> bool {
    let is_path = match &expr.kind {
        ExprKind::Output { path, .. } => !path.is_empty(),
        ExprKind::Op { op: Op::Member(_) | Op::Index, .. } => true,
        _ => false,
    };
    is_path && matches!(expr.ty, Ty::Optional(_))
}

fn takes_absent(wanted: &Ty) -> bool {
    matches!(wanted, Ty::Json | Ty::Optional(_))
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
        | (Ty::Int(_), Ty::Int(_) | Ty::Float(_)) => Ok(()),
        _ if found == wanted => Ok(()),
        _ => Err(mismatch()),
    }
}

fn fit_values(
    values: &[Value],
    allowed: &Arc<[Value]>,
    found: &Ty,
    wanted: &Ty,
) -> Result<(), Reason> {
    let mut others = values.iter().filter(|value| !allowed.contains(value));
    match others.next() {
        None => Ok(()),
        Some(value) if !values.iter().any(|value| allowed.contains(value)) => {
            Err(Reason::NotAllowed { value: value.clone(), allowed: allowed.clone() })
        }
        Some(_) => Err(Reason::Narrowing { found: found.clone(), wanted: wanted.clone() }),
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
