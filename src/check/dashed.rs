//! `aws.license-manager.ListLicenses()`: the name of a service with its `-`, which reads as a
//! subtraction.

use crate::aws::Service;
use crate::syntax::ast::{BinaryOp, CallExpr, Expr, ExprKind, Ident};
use crate::text::Span;

use super::{Checker, errors};

/// A call below a service whose name is written with `-`.
struct Dashed<'e> {
    name: Span,
    service: &'static Service,
    call: &'e CallExpr,
}

impl Checker<'_> {
    /// Whether an expression is, or compares, a call of a service that is written with `-`; which
    /// is reported. What the call is given is checked by itself.
    pub(crate) fn refuse_dashed(&mut self, expr: &Expr) -> bool {
        let Some(Dashed { name, service, call }) = dashed_below(expr) else { return false };
        let at = self.at(name);
        let path = format!("aws.{}", service.name().replace('-', "_"));
        self.report(errors::dashed_service(at, service.name(), &path));
        for argument in &call.arguments {
            self.expression(&argument.value);
        }
        true
    }
}

/// The first one on the left side of a chain of operators.
fn dashed_below(expr: &Expr) -> Option<Dashed<'_>> {
    let mut links = Vec::new();
    let mut rest = expr;
    loop {
        rest = match &rest.kind {
            ExprKind::Binary { op, left, right, .. } => {
                links.push((*op, &**right));
                left
            }
            ExprKind::Group(inner)
            | ExprKind::AllPages(inner)
            | ExprKind::As { value: inner, .. }
            | ExprKind::Unary { operand: inner, .. } => inner,
            _ => break,
        };
    }
    let ExprKind::Member { base, member } = &rest.kind else { return None };
    let ExprKind::Name(root) = &base.kind else { return None };
    if root.text != "aws" {
        return None;
    }
    let mut name = member.text.to_string();
    while let Some((BinaryOp::Subtract, right)) = links.pop() {
        let (first, call) = bottom(right)?;
        name = format!("{name}-{}", first.text);
        if let Some(call) = call {
            let (service, _) = Service::find(&name)?;
            return Some(Dashed { name: root.span.to(first.span), service, call });
        }
    }
    None
}

/// The name at the bottom of a path, and the call on the way to it.
fn bottom(path: &Expr) -> Option<(&Ident, Option<&CallExpr>)> {
    let mut call = None;
    let mut rest = path;
    loop {
        rest = match &rest.kind {
            ExprKind::Name(name) => return Some((name, call)),
            ExprKind::Call(found) => {
                call = Some(found);
                &found.callee
            }
            ExprKind::Member { base, .. }
            | ExprKind::Index { base, .. }
            | ExprKind::Filter { base, .. } => base,
            ExprKind::Each(inner) => inner,
            ExprKind::As { value, .. } => value,
            _ => return None,
        };
    }
}
