//! `cron(…)`, `rate(…)`, `at(…)`: the shape of schedules. What a service takes of them is checked
//! where they stand.

use std::sync::Arc;

use crate::hir::{Expr, Ty, Value};

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
    let Some((fields, timezone)) = timed(cx, call) else { return failed(call) };
    schedule(call, format!("cron({fields})"), timezone)
}

fn at(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    let Some((time, timezone)) = timed(cx, call) else { return failed(call) };
    schedule(call, format!("at({time})"), timezone)
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

fn timed(cx: &mut Checker<'_>, call: &Call<'_>) -> Option<(Arc<str>, Option<Arc<str>>)> {
    let mut values = Vec::new();
    for argument in cx.builtin_arguments(call)? {
        match cx.known_value(&argument, "a schedule")? {
            Value::String(text) => values.push(text),
            _ => return None,
        }
    }
    let mut values = values.into_iter();
    Some((values.next()?, values.next()))
}

fn schedule(call: &Call<'_>, expression: String, timezone: Option<Arc<str>>) -> Expr {
    let value = Value::Schedule { expression: expression.into(), timezone };
    Expr::constant(value, Ty::Schedule, call.at)
}

fn failed(call: &Call<'_>) -> Expr {
    Expr { ty: Ty::Schedule, ..Expr::error(call.at) }
}
