//! `schedule` of an association and of a window.

use std::sync::Arc;

use crate::check::Checker;
use crate::hir::{Ty, Value};
use crate::ssm::schedule::{self, Api, Schedule, ScheduleError};
use crate::syntax::ast::{self, ExprKind, StringPart};
use crate::text::{FileSpan, Span};

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
    let literal = Literal { at, start: literal_start(expr), text: &expression };
    let parsed = match schedule::parse(&expression) {
        Ok(parsed) => parsed,
        Err(error) => {
            let finding = errors::unreadable_schedule(literal.place(&error), &error.kind);
            cx.report(finding);
            return None;
        }
    };
    let zone = match &timezone {
        None => None,
        Some(name) => match schedule::find_zone(name) {
            Some(zone) => Some(zone),
            None => {
                let at = cx.at(zone_span(expr).unwrap_or(at.span));
                cx.report(errors::unknown_zone(at, name, &schedule::zone_names()));
                return None;
            }
        },
    };
    match schedule::check(&parsed, api) {
        Ok(Some(advice)) => cx.report(errors::unlisted_schedule(at, advice)),
        Ok(None) => {}
        Err(error) => {
            let finding = errors::refused_schedule(literal.place(&error), &error.kind, api);
            cx.report(finding);
            return None;
        }
    }
    match (api, zone) {
        (Api::Association, Some(zone)) => match schedule::to_utc(&parsed, &zone) {
            Ok(schedule) => Some(CheckedSchedule { schedule, timezone: None, at }),
            Err(problem) => {
                let name = timezone.as_deref().unwrap_or_default();
                cx.report(errors::not_in_utc(at, name, problem));
                None
            }
        },
        (Api::Association | Api::MaintenanceWindow, _) => {
            Some(CheckedSchedule { schedule: parsed, timezone, at })
        }
    }
}

/// Where an expression stands in the source, as far as it is written there as one text.
struct Literal<'a> {
    at: FileSpan,
    start: Option<u32>,
    text: &'a str,
}

impl Literal<'_> {
    /// The smallest place of a fault.
    fn place(&self, error: &ScheduleError) -> FileSpan {
        let before = self.text.find('(').map_or(0, |place| place + 1);
        let offset = |place: usize| u32::try_from(place.checked_sub(before)?).ok();
        match (self.start, offset(error.range.start), offset(error.range.end)) {
            (Some(start), Some(low), Some(high)) if low < high => {
                Span::new(start + low, start + high).in_file(self.at.file)
            }
            _ => self.at,
        }
    }
}

/// Where the text of `cron("…")` starts, if it is one literal without escapes.
fn literal_start(expr: &ast::Expr) -> Option<u32> {
    let call = call_of(expr)?;
    let first = call.arguments.first().filter(|argument| argument.name.is_none())?;
    match &first.value.kind {
        ExprKind::String { parts, .. } => match parts.as_slice() {
            [StringPart::Text { text, span }] if span.len() as usize == text.len() => {
                Some(span.start)
            }
            _ => None,
        },
        _ => None,
    }
}

fn zone_span(expr: &ast::Expr) -> Option<Span> {
    let call = call_of(expr)?;
    let is_zone = |argument: &&ast::Argument| {
        argument.name.as_ref().is_some_and(|name| name.text == "timezone")
    };
    call.arguments.iter().find(is_zone).map(|argument| argument.value.span)
}

fn call_of(expr: &ast::Expr) -> Option<&ast::CallExpr> {
    match &expr.kind {
        ExprKind::Call(call) => Some(call),
        ExprKind::Group(inner) => call_of(inner),
        _ => None,
    }
}
