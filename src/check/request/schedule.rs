//! `schedule` of an association and of a window.

use std::sync::Arc;

use crate::check::{Checker, place_in_call};
use crate::hir::{Ty, Value};
use crate::ssm::schedule::{self, Api, Schedule, ScheduleError};
use crate::syntax::ast::{self, ExprKind};
use crate::text::FileSpan;

use super::errors;

/// A schedule that the service takes.
#[derive(Clone, Debug)]
pub(super) struct CheckedSchedule {
    pub(super) schedule: Schedule,
    /// Only of a window: an association runs in UTC.
    pub(super) timezone: Option<Arc<str>>,
    pub(super) at: FileSpan,
}

/// Reads, checks and where needed converts the schedule that `expr` gives.
pub(super) fn check_schedule(
    cx: &mut Checker<'_>,
    expr: &ast::Expr,
    place: &str,
    api: Api,
) -> Option<CheckedSchedule> {
    let (value, at) = cx.build_value(expr, &Ty::Schedule, place)?;
    let Value::Schedule { expression, timezone } = value else { return None };
    // Both were read where the schedule was written.
    let parsed = schedule::parse(&expression).ok()?;
    let zone = timezone.as_deref().and_then(schedule::find_zone);
    let advice = match schedule::check(&parsed, api) {
        Ok(advice) => advice,
        Err(error) => {
            cx.report(errors::refused_schedule(fault(expr, at, &error), &error.kind, api));
            return None;
        }
    };
    let in_utc = match (&zone, &parsed) {
        (Some(zone), _) if api != Api::MaintenanceWindow => schedule::to_utc(&parsed, zone),
        // A window keeps its zone, in which the one time must be there.
        (Some(zone), Schedule::At(_)) => schedule::to_utc(&parsed, zone).map(|_| parsed),
        (None, _) | (Some(_), Schedule::Cron(_) | Schedule::Rate(_)) => Ok(parsed),
    };
    let schedule = match in_utc {
        Ok(schedule) => schedule,
        Err(problem) => {
            let name = timezone.as_deref().unwrap_or_default();
            cx.report(errors::not_in_utc(at, name, problem));
            return None;
        }
    };
    if let Some(advice) = advice {
        cx.report(errors::unlisted_schedule(at, advice));
    }
    let timezone = timezone.filter(|_| api == Api::MaintenanceWindow);
    Some(CheckedSchedule { schedule, timezone, at })
}

/// The smallest place of a fault: in the text of the schedule where that stands here.
fn fault(expr: &ast::Expr, at: FileSpan, error: &ScheduleError) -> FileSpan {
    match &expr.kind {
        ExprKind::Call(call) => place_in_call(call, at, error),
        ExprKind::Group(inner) => fault(inner, at, error),
        _ => at,
    }
}
