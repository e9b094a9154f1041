//! Events of a calendar, as they are written in the source.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::check::Checker;
use crate::check::request::once::each_once;
use crate::check::request::{errors, spot};
use crate::hir::{Bounds, Field, RecordType, Ty, Value};
use crate::ssm::calendar::{Event, Frequency, Repeat, RepeatEnd};
use crate::syntax::ast::Expr;
use crate::text::Name;

type Record = indexmap::IndexMap<Name, Value>;

fn field(name: &str, ty: Ty, optional: bool) -> Field {
    Field { name: name.into(), ty, optional }
}

fn words<'w>(words: impl Iterator<Item = &'w str>) -> Ty {
    Ty::Enum(words.map(Value::string).collect())
}

const DAYS: [&str; 7] = ["FR", "MO", "SA", "SU", "TH", "TU", "WE"];

fn ty() -> Ty {
    let text = |low| Ty::String { pattern: None, length: Bounds { low: Some(low), high: None } };
    let every = || words(Frequency::WORDS.iter().map(|(word, _)| *word));
    let positive = Ty::Int(Bounds { low: Some(1), high: Some(9_999) });
    let repeat = RecordType::new(vec![
        field("every", every(), false),
        field("interval", positive.clone(), true),
        field("count", positive, true),
        field("until", Ty::string(), true),
        field("days", Ty::list(words(DAYS.into_iter())), true),
    ]);
    let event = RecordType::new(vec![
        field("summary", text(1), false),
        field("start", Ty::string(), false),
        field("end", Ty::string(), false),
        field("description", text(0), true),
        field("repeat", Ty::Union([every(), Ty::Record(repeat.into())].into()), true),
    ]);
    Ty::list(Ty::Record(event.into()))
}

/// The events, as far as they can be read.
pub(super) fn events(cx: &mut Checker<'_>, written: &Expr) -> Vec<Event> {
    let Some((Value::List(events), _)) = cx.build_value(written, &ty(), "`events` of a calendar")
    else {
        return Vec::new();
    };
    let mut read = Vec::new();
    for (position, event) in events.iter().enumerate() {
        let written = spot::item(written, position);
        let Value::Record(event) = event else { continue };
        let Some(event) = one(cx, event, written) else { continue };
        if read.contains(&event) {
            let at = cx.at(written.span);
            let found = errors::bad_calendar(at, "this event stands here twice", "each has its id");
            cx.report(found.help("remove one of them"));
        }
        read.push(event);
    }
    read
}

fn one(cx: &mut Checker<'_>, event: &Record, written: &Expr) -> Option<Event> {
    let text = |name: &str| event.get(name).and_then(Value::as_str);
    let start = instant(cx, text("start")?, spot::member(written, "start"));
    let end = instant(cx, text("end")?, spot::member(written, "end"));
    let repeat = match event.get("repeat") {
        None | Some(Value::Null) => None,
        Some(given) => repeat(cx, given, spot::member(written, "repeat")),
    };
    let (start, end) = (start?, end?);
    if let Some(Repeat { end: Some(RepeatEnd::Until(until)), .. }) = &repeat
        && *until < start
    {
        let at = cx.at(spot::member(spot::member(written, "repeat"), "until").span);
        let message = "this event ends to come again before it starts";
        cx.report(errors::bad_calendar(at, message, "`until` lies behind the start"));
    }
    if end <= start {
        let at = cx.at(spot::member(written, "end").span);
        let message = "this event ends before it starts";
        cx.report(errors::bad_calendar(at, message, "the end lies behind the start"));
    }
    Some(Event {
        summary: text("summary")?.to_owned(),
        description: text("description").map(str::to_owned),
        start,
        end,
        repeat,
    })
}

/// An instant with its offset: iCalendar has whole seconds, and years of four digits.
fn instant(cx: &mut Checker<'_>, text: &str, written: &Expr) -> Option<Timestamp> {
    let at = cx.at(written.span);
    let Some(instant) = text.parse::<Timestamp>().ok().filter(|_| text.contains('T')) else {
        cx.report(errors::not_an_instant(at, text));
        return None;
    };
    if instant.subsec_nanosecond() != 0 {
        cx.report(errors::bad_calendar(
            at,
            "a calendar has whole seconds",
            "RFC 5545 has no other",
        ));
        return None;
    }
    if !(1..=9_999).contains(&instant.to_zoned(TimeZone::UTC).year()) {
        let rule = "years lie from 1 to 9999 in UTC";
        cx.report(errors::bad_calendar(at, "a calendar has no such year", rule));
        return None;
    }
    Some(instant)
}

/// `"week"`, or `{ every: "week", interval: 2, days: ["MO"], count: 10 }`.
fn repeat(cx: &mut Checker<'_>, given: &Value, written: &Expr) -> Option<Repeat> {
    let frequency = |word: &Value| {
        let word = word.as_str()?;
        Frequency::WORDS.iter().find(|(known, _)| *known == word).map(|(_, every)| *every)
    };
    let Value::Record(given) = given else {
        let every = frequency(given)?;
        return Some(Repeat { every, interval: 1, end: None, days: Vec::new() });
    };
    let every = frequency(given.get("every")?)?;
    let number = |name: &str| match given.get(name) {
        Some(Value::Int(number)) => Some(*number),
        _ => None,
    };
    let until_written = spot::member(written, "until");
    let until = given.get("until").and_then(Value::as_str);
    let until = until.and_then(|text| instant(cx, text, until_written));
    let end = match (number("count"), until) {
        (Some(_), Some(_)) => {
            let at = cx.at(until_written.span);
            let count = cx.at(spot::member(written, "count").span);
            cx.report(errors::excluded(at, ("until", "count"), count));
            None
        }
        (Some(count), None) => Some(RepeatEnd::Count(count)),
        (None, until) => until.map(RepeatEnd::Until),
    };
    let days: Vec<String> = match given.get("days") {
        Some(Value::List(days)) => {
            days.iter().filter_map(|day| day.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    };
    if let Some(Value::List(days)) = given.get("days") {
        each_once(cx, days, spot::member(written, "days"), "day");
    }
    if !days.is_empty() && every != Frequency::Week {
        let at = cx.at(spot::member(written, "days").span);
        cx.report(errors::needs(at, "days", "`every: \"week\"`"));
    }
    Some(Repeat { every, interval: number("interval").unwrap_or(1), end, days })
}
