//! What stands in a place: values are fitted by what they are, everything else by its type.

use crate::hir::{Expr, ExprKind, ListPart, Op, RecordType, Ty};
use crate::text::Name;

use super::Checker;
use super::errors::{self, Misfit};
use super::fit_type::fit_type;
use super::value::{Reason, check_count, check_missing, fit_value};

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
            _ => fit_type(&expr.ty, wanted, self.unions).map(|()| None),
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
                if wanted.is_bool() && is_task_result(&expr.ty) {
                    let name = self.source(expr.at);
                    let found = errors::result_for_condition(&misfit, name);
                    return self.refuse(found, expr.at);
                }
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
                    Err(mismatch) => {
                        let place = inside(place, &mismatch.path);
                        let misfit = Misfit { at, place: &place, is_literal: false };
                        self.refuse(mismatch.reason.diagnostic(&misfit), at)
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
            let inner = inside(place, &format!(".{name}"));
            let value = match record.field(&name) {
                Some(field) if field.optional => {
                    self.fit(value, &field.ty.clone().optional(), &inner)
                }
                Some(field) => self.fit(value, &field.ty, &inner),
                None => {
                    let known = record.fields().iter().map(|field| field.name.clone()).collect();
                    let reason = Reason::Unknown { name: name.clone(), known };
                    let misfit = Misfit { at: value.at, place, is_literal: false };
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

/// Whether a type is that of what a task did.
fn is_task_result(ty: &Ty) -> bool {
    let Ty::Record(record) = ty else { return false };
    let names: Vec<&str> = record.fields().iter().map(|field| field.name.as_str()).collect();
    names == ["changed", "failed"]
}
