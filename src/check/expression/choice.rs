//! `if c then a else b`, `x as T`, `x.path else D`, ranges, `each P in targets`.

use crate::hir::{Expr, ExprKind, Missing, Op, PathSegment, Ty, Value};
use crate::syntax::ast;
use crate::text::FileSpan;

use super::super::fit_type::{fit_type, same_family};
use super::super::types::are_crossed;
use super::super::{Checker, Unions, errors};
use super::text::as_text;
use super::{Place, composite, constant, latest};

impl Checker<'_> {
    /// An expression that decides: `Bool`, at any stage.
    pub(crate) fn condition(&mut self, written: &ast::Expr) -> Expr {
        let checked = self.expression(written);
        let ty = checked.ty.required();
        if checked.is_error() || ty.is_bool() || *ty == Ty::Unknown {
            return checked;
        }
        let found = if *ty == Ty::Json {
            let misfit =
                errors::Misfit { at: checked.at, place: "the condition", is_literal: false };
            errors::json_needs_type(&misfit, &Ty::Bool)
        } else {
            errors::not_a_condition(checked.at, ty)
        };
        self.refuse(found, checked.at)
    }

    pub(super) fn choice(
        &mut self,
        [condition, then, otherwise]: [&ast::Expr; 3],
        place: Place<'_>,
        at: FileSpan,
    ) -> Expr {
        let condition = self.condition(condition);
        let then = self.expression_in(then, place);
        let otherwise = self.expression_in(otherwise, place);
        if condition.is_error() || then.is_error() || otherwise.is_error() {
            return Expr::error(at);
        }
        match condition.as_const() {
            Some(Value::Bool(true)) => return Expr { at, ..then },
            Some(_) => return Expr { at, ..otherwise },
            None => {}
        }
        let ty = then.ty.clone().join(otherwise.ty.clone());
        let operands = vec![condition, then, otherwise];
        let stage = latest(&operands);
        composite(ExprKind::Op { op: Op::If, operands }, ty, stage, at)
    }

    pub(super) fn convert(&mut self, value: &ast::Expr, ty: &ast::TypeExpr, at: FileSpan) -> Expr {
        let value = self.expression(value);
        let wanted = self.ty(ty);
        if value.is_error() || wanted == Ty::Unknown {
            return Expr { at, ..value };
        }
        if value.as_const().is_some() {
            let value = Expr { at, ..value };
            return self.fit(value, &wanted, "the value");
        }
        let found = value.ty.required().clone();
        if wanted == Ty::string() && has_text_form(&value) {
            return Expr { at, ..as_text(value) };
        }
        if found != Ty::Json && !may_be(&found, &wanted) && !is_read_text(&value, &wanted) {
            let found = errors::impossible_as(at, &found, &wanted);
            return self.refuse(found, at);
        }
        match value.kind {
            ExprKind::Output { .. } | ExprKind::Unchecked(_) => Expr { ty: wanted, at, ..value },
            _ if same_family(&found, wanted.required()) => Expr { ty: wanted, at, ..value },
            _ => {
                let stage = value.stage;
                let kind = ExprKind::Op { op: Op::As, operands: vec![value] };
                composite(kind, wanted, stage, at)
            }
        }
    }

    /// `x.path else D`.
    pub(super) fn fallback(
        &mut self,
        value: &ast::Expr,
        default: &ast::Expr,
        at: FileSpan,
    ) -> Expr {
        let value = self.expression(value);
        let wanted = match value.ty.required() {
            Ty::Json => Ty::Unknown,
            Ty::Enum(_) => Ty::string(),
            other => other.clone(),
        };
        let default = self.expression_of(default, &wanted, "the default");
        if value.is_error() || default.is_error() {
            return Expr::error(at);
        }
        if value.as_const().is_some() {
            return Expr { at, ..value };
        }
        if default.as_const() == Some(&Value::Null) {
            return self.null_default(&default, value.ty.required(), at);
        }
        let ty = match value.ty.required() {
            Ty::Json => default.ty.clone(),
            other => other.clone().join(default.ty.clone()),
        };
        let stage = latest([&value, &default]);
        let (value, default) = (Box::new(value), Box::new(default));
        let kind = ExprKind::Else { value, default, when: Missing::NotRun };
        composite(kind, ty, stage, at)
    }

    /// A default that would be absent, too.
    pub(super) fn null_default(&mut self, default: &Expr, wanted: &Ty, at: FileSpan) -> Expr {
        let misfit = errors::Misfit { at: default.at, place: "the default", is_literal: true };
        let found = errors::may_be_absent(&misfit, &Ty::Null, wanted);
        self.refuse(found, at)
    }

    pub(super) fn range(
        &mut self,
        low: Option<&ast::Expr>,
        high: Option<&ast::Expr>,
        at: FileSpan,
    ) -> Expr {
        let mut end = |written: Option<&ast::Expr>| match written {
            None => Some(None),
            Some(written) => match self.build_value(written, &Ty::int(), "the end of a range")? {
                (Value::Int(number), _) => Some(Some(number)),
                _ => None,
            },
        };
        let (Some(low), Some(high)) = (end(low), end(high)) else {
            return Expr { ty: Ty::list(Ty::int()), ..Expr::error(at) };
        };
        let bounds = crate::hir::Bounds { low, high };
        if are_crossed(bounds) {
            let found = errors::crossed_bounds(at, bounds);
            return self.refuse(found, at);
        }
        constant(Value::Range { low, high }, at)
    }

    /// `each InstanceId in web`: one execution of a runbook for each target.
    pub(super) fn each_in(
        &mut self,
        parameter: &ast::Ident,
        targets: &ast::Expr,
        at: FileSpan,
    ) -> Expr {
        let checked = self.build_value(targets, &Ty::Targets, "the targets");
        let Some((Value::Targets(mut targets), _)) = checked else {
            return Expr { ty: Ty::Targets, ..Expr::error(at) };
        };
        targets.parameter = Some((parameter.text.clone(), self.at(parameter.span)));
        targets.at = at;
        constant(Value::Targets(targets), at)
    }
}

/// Whether a step can give the value once more as text: a number, or the one item that a filter
/// leaves.
fn has_text_form(value: &Expr) -> bool {
    let path = match &value.kind {
        ExprKind::Output { path, .. } => path,
        ExprKind::Unchecked(inner) => return has_text_form(inner),
        _ => return false,
    };
    match value.ty.required() {
        Ty::Int(_) | Ty::Float(_) => true,
        Ty::List { element, .. } => {
            (element.is_text() || **element == Ty::Json)
                && path.iter().any(|part| matches!(part, PathSegment::Where { .. }))
        }
        _ => false,
    }
}

/// Whether some value of `found` is a value of `wanted`.
/// Whether it is a text of a step that is read as a number or a truth value: an output that is
/// declared so converts it.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html>
fn is_read_text(value: &Expr, wanted: &Ty) -> bool {
    match &value.kind {
        ExprKind::Output { .. } => {
            matches!(value.ty, Ty::String { .. }) && matches!(wanted, Ty::Int(_) | Ty::Bool)
        }
        ExprKind::Unchecked(inner) => is_read_text(inner, wanted),
        _ => false,
    }
}

fn may_be(found: &Ty, wanted: &Ty) -> bool {
    let fits = |one: &Ty, other: &Ty| fit_type(one, other, Unions::Open).is_ok();
    fits(found, wanted)
        || fits(wanted, found)
        || same_family(found, wanted.required())
        || match (found, wanted.required()) {
            (Ty::List { element: found, .. }, Ty::List { element: wanted, .. })
            | (Ty::Map(found), Ty::Map(wanted)) => **found == Ty::Json || may_be(found, wanted),
            (Ty::Map(found), Ty::Record(wanted)) => {
                wanted.fields().iter().all(|field| **found == Ty::Json || may_be(found, &field.ty))
            }
            (Ty::Record(found), Ty::Record(wanted)) => wanted.fields().iter().all(|field| {
                found.field(&field.name).is_some_and(|known| may_be(&known.ty, &field.ty))
            }),
            (Ty::Union(types), wanted) => types.iter().any(|ty| may_be(ty, wanted)),
            _ => false,
        }
}
