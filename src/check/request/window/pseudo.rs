//! Pseudo parameters (`target.id`, `window.id`, …): each only where the service fills it in.
//!
//! Source: "Using pseudo parameters when registering maintenance window tasks", user guide.

use crate::check::Checker;
use crate::hir::{Expr, ExprKind, TargetField, WindowTaskKind};

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
    if let ExprKind::Target(field) = &expr.kind {
        check_field(cx, expr, *field, site);
    }
    for part in expr.parts() {
        check_expr(cx, part, site);
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
