//! One more segment behind an expression: a path into a result grows, anything else is computed.

use crate::hir::{Expr, ExprKind, Op, PathSegment, StepId, Ty, Value};
use crate::text::FileSpan;

use super::{composite, constant, latest};

/// Whether a value that only the run knows may have no such member: the type calls it optional, or
/// the whole may be absent.
pub(super) fn may_lack(base: &Expr, member: &str) -> bool {
    let Ty::Record(record) = base.ty.required() else { return false };
    let is_optional = matches!(base.ty, Ty::Optional(_));
    base.as_const().is_none()
        && (is_optional || record.field(member).is_some_and(|field| field.optional))
}

/// Whether an expression is a path into a step's result.
pub(super) fn is_path(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Output { path, .. } => !is_named(path),
        ExprKind::Event(_) => true,
        ExprKind::Unchecked(inner) => is_path(inner),
        _ => false,
    }
}

/// The step whose whole result an expression is.
pub(in crate::check) fn step_of(expr: &Expr) -> Option<StepId> {
    match &expr.kind {
        ExprKind::Output { step, path } if path.is_empty() => Some(*step),
        // `action.executeScript` gives its result as a member.
        ExprKind::Record(members) => match members.as_slice() {
            [(name, value)] if name == "Payload" => step_of(value),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a path is an output that the source declares: what is inside of it no selector says.
fn is_named(path: &[PathSegment]) -> bool {
    matches!(path, [PathSegment::Named(_)])
}

/// Whether a segment may be added to the path: behind a projection that has a name of its own an
/// index would be meant for the whole list, which selectors cannot say.
pub(super) fn is_open_path(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Output { path, .. } => {
            !is_named(path)
                && (!matches!(expr.ty.required(), Ty::List { .. })
                    || !path.iter().any(is_projecting))
        }
        ExprKind::Event(_) => true,
        ExprKind::Unchecked(inner) => is_open_path(inner),
        _ => false,
    }
}

fn is_projecting(segment: &PathSegment) -> bool {
    matches!(segment, PathSegment::Each | PathSegment::Where { .. })
}

/// A segment behind an expression.
pub(super) fn step_into(base: Expr, segment: PathSegment, ty: Ty, at: FileSpan) -> Expr {
    let Expr { kind, stage, ty: base_ty, at: base_at } = base;
    let kind = match (kind, segment) {
        (ExprKind::Const(Value::Record(fields)), PathSegment::Member(name)) => {
            return match fields.get(&name) {
                Some(value) => Expr::constant(value.clone(), ty, at),
                None => Expr::constant(Value::Null, ty.optional(), at),
            };
        }
        (ExprKind::Record(fields), PathSegment::Member(name)) => {
            return match fields.into_iter().find(|(known, _)| *known == name) {
                Some((_, field)) => Expr { at, ..field },
                None => Expr::constant(Value::Null, ty.optional(), at),
            };
        }
        (ExprKind::Output { step, mut path }, segment) if !is_named(&path) => {
            path.push(segment);
            ExprKind::Output { step, path }
        }
        (ExprKind::Event(mut path), segment) => {
            path.push(segment);
            ExprKind::Event(path)
        }
        (ExprKind::Unchecked(inner), segment) => {
            ExprKind::Unchecked(Box::new(step_into(*inner, segment, ty.clone(), at)))
        }
        (kind, PathSegment::Member(name)) => {
            let base = Expr { kind, ty: base_ty, stage, at: base_at };
            ExprKind::Op { op: Op::Member(name), operands: vec![base] }
        }
        (kind, PathSegment::Index(position)) => {
            let base = Expr { kind, ty: base_ty, stage, at: base_at };
            let index = constant(Value::Int(i64::from(position)), at);
            ExprKind::Op { op: Op::Index, operands: vec![base, index] }
        }
        (kind, PathSegment::Named(_) | PathSegment::Each | PathSegment::Where { .. }) => kind,
    };
    composite(kind, ty, stage, at)
}

/// `base[index]`, computed by a generated script.
pub(super) fn computed_index(base: Expr, index: Expr, ty: Ty, at: FileSpan) -> Expr {
    let stage = latest([&base, &index]);
    composite(ExprKind::Op { op: Op::Index, operands: vec![base, index] }, ty, stage, at)
}
