//! Pseudo parameters (`target.id`, `window.id`, …): each only where the service fills it in.
//!
//! Source: "Using pseudo parameters when registering maintenance window tasks", user guide.

use crate::check::Checker;
use crate::hir::{Expr, ExprKind, ListPart, TargetField, WindowTaskKind};

use super::errors;
use super::task::Runs;

/// Reports the pseudo parameters that the task's kind does not know.
pub(super) fn check_pseudo(cx: &mut Checker<'_>, runs: &Runs, has_targets: bool) {
    let is_command = matches!(runs.kind, WindowTaskKind::Command(_));
    for (_, value) in &runs.parameters {
        check_expr(cx, value, &Site { is_command, has_targets });
    }
}

struct Site {
    is_command: bool,
    has_targets: bool,
}

fn check_expr(cx: &mut Checker<'_>, expr: &Expr, site: &Site) {
    match &expr.kind {
        ExprKind::Target(field) => check_field(cx, expr, *field, site),
        ExprKind::Template(parts) => {
            for part in parts {
                check_expr(cx, part, site);
            }
        }
        ExprKind::List(parts) => {
            for part in parts {
                match part {
                    ListPart::Item(item) | ListPart::Spread(item) => check_expr(cx, item, site),
                }
            }
        }
        ExprKind::Record(members) => {
            for (_, member) in members {
                check_expr(cx, member, site);
            }
        }
        ExprKind::Op { operands, .. } => {
            for operand in operands {
                check_expr(cx, operand, site);
            }
        }
        ExprKind::Else { value, default, .. } => {
            check_expr(cx, value, site);
            check_expr(cx, default, site);
        }
        ExprKind::Unchecked(inner) => check_expr(cx, inner, site),
        ExprKind::Const(_)
        | ExprKind::Parameter(_)
        | ExprKind::Variable(_)
        | ExprKind::System(_)
        | ExprKind::Output { .. }
        | ExprKind::LoopItem(_)
        | ExprKind::SsmParameter(_)
        | ExprKind::Secret(_)
        | ExprKind::Failure(_)
        | ExprKind::Window(_)
        | ExprKind::Fact(_)
        | ExprKind::Error => {}
    }
}

fn check_field(cx: &mut Checker<'_>, expr: &Expr, field: TargetField, site: &Site) {
    let written = match field {
        TargetField::Id => "target.id",
        TargetField::Arn => "target.arn",
        TargetField::Type => "target.type",
    };
    if !site.has_targets {
        let reason = "a task without targets has no resource at hand";
        let found = errors::unknown_pseudo(expr.at, written, reason);
        cx.report(found.help("add `on TARGETS` behind the call"));
    } else if site.is_command && field != TargetField::Type {
        let reason = "a command runs on its targets by itself: for it the service does not fill in \
                      the target's id";
        cx.report(errors::unknown_pseudo(expr.at, written, reason));
    }
}
