//! `cron(…)`, `rate(…)`, `at(…)`: the shape of schedules and their time zones. What a service takes
//! of them is checked where they stand.

use std::sync::Arc;

use crate::hir::{Expr, Ty, Value};
use crate::ssm::schedule::{self, ScheduleError};
use crate::syntax::ast::{CallExpr, ExprKind, StringPart};
use crate::text::{FileSpan, Span};

use super::super::{Checker, errors};
use super::{Builtin, Call, Wants, Way, may, needs};

pub(super) const TABLE: &[Builtin] = &[
    Builtin {
        name: "at",
        parameters: &[needs("time", Wants::Text), may("timezone", Wants::Text)],
        rest: None,
        way: Way::Special(at),
    },
    Builtin {
        name: "cron",
        parameters: &[needs("fields", Wants::Text), may("timezone", Wants::Text)],
        rest: None,
        way: Way::Special(cron),
    },
    Builtin {
        name: "rate",
        parameters: &[needs("every", Wants::Any)],
        rest: None,
        way: Way::Special(rate),
    },
];

fn cron(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    timed(cx, call, "cron")
}

fn at(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    timed(cx, call, "at")
}

fn rate(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    const UNITS: [(i64, &str); 3] = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    let Some(arguments) = cx.builtin_arguments(call) else { return failed(call) };
    let Some(first) = arguments.first() else { return failed(call) };
    let value = cx.known_value(first, "`every` of `rate`");
    let seconds = match value {
        Some(Value::Duration(seconds)) => seconds,
        Some(other) => {
            let problem = format!("{} is no duration", other.shown());
            let found = errors::bad_schedule(first.at, &problem, "write `rate(30m)` or `rate(1d)`");
            return cx.refuse(found, call.at);
        }
        None => return failed(call),
    };
    let unit = UNITS.iter().find(|(size, _)| seconds > 0 && seconds % size == 0);
    let Some((size, word)) = unit else {
        let problem = "a rate counts whole minutes, hours or days";
        let found = errors::bad_schedule(first.at, problem, "write `rate(30m)` or `rate(1d)`");
        return cx.refuse(found, call.at);
    };
    let count = seconds / size;
    let plural = if count == 1 { "" } else { "s" };
    schedule(call, format!("rate({count} {word}{plural})"), None)
}

/// A schedule that is written as a text, perhaps with a time zone.
fn timed(cx: &mut Checker<'_>, call: &Call<'_>, word: &str) -> Expr {
    let Some(texts) = texts(cx, call) else { return failed(call) };
    let mut texts = texts.into_iter();
    let Some((text, at)) = texts.next() else { return failed(call) };
    let expression = format!("{word}({text})");
    if let Err(error) = schedule::parse(&expression) {
        let at = place_in_call(call.written, at, &error);
        cx.report(errors::unreadable_schedule(at, &error.kind));
        return failed(call);
    }
    let timezone = texts.next();
    if let Some((name, at)) = &timezone
        && schedule::find_zone(name).is_none()
    {
        cx.report(errors::unknown_zone(*at, name, &schedule::zone_names()));
        return failed(call);
    }
    schedule(call, expression, timezone.map(|(name, _)| name))
}

/// The arguments of a call, each a text with its place.
fn texts(cx: &mut Checker<'_>, call: &Call<'_>) -> Option<Vec<(Arc<str>, FileSpan)>> {
    let arguments = cx.builtin_arguments(call)?;
    let texts = arguments.iter().map(|argument| match cx.known_value(argument, "a schedule")? {
        Value::String(text) => Some((text, argument.at)),
        _ => None,
    });
    texts.collect()
}

/// The smallest place of a fault in `cron("…")`: in its text if that is one literal without
/// escapes, else `whole`.
pub(crate) fn place_in_call(call: &CallExpr, whole: FileSpan, error: &ScheduleError) -> FileSpan {
    let first = call.arguments.first().filter(|argument| argument.name.is_none());
    let literal = first.and_then(|argument| match &argument.value.kind {
        ExprKind::String { parts, .. } => match parts.as_slice() {
            [StringPart::Text { text, span }] if span.len() as usize == text.len() => {
                Some(span.start)
            }
            _ => None,
        },
        _ => None,
    });
    let (Some(start), ExprKind::Name(word)) = (literal, &call.callee.kind) else { return whole };
    // The error counts from the start of `cron(`.
    let before = word.text.len() + 1;
    let offset = |place: usize| u32::try_from(place.checked_sub(before)?).ok();
    match (offset(error.range.start), offset(error.range.end)) {
        (Some(low), Some(high)) if low < high => {
            Span::new(start + low, start + high).in_file(whole.file)
        }
        _ => whole,
    }
}

fn schedule(call: &Call<'_>, expression: String, timezone: Option<Arc<str>>) -> Expr {
    let value = Value::Schedule { expression: expression.into(), timezone };
    Expr::constant(value, Ty::Schedule, call.at)
}

fn failed(call: &Call<'_>) -> Expr {
    Expr { ty: Ty::Schedule, ..Expr::error(call.at) }
}
