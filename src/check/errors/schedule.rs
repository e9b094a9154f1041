//! Messages about the shape of schedules.

use crate::diagnostic::Diagnostic;
use crate::ssm::schedule::{FieldKind, Rate, RateUnit, ScheduleErrorKind as Kind};
use crate::text::{FileSpan, nearest};

use super::error;

/// What is wrong, the rule, and what to do.
type Words = (String, Option<String>, Option<String>);

/// a schedule that cannot be read, or never fires
pub(crate) fn unreadable_schedule(at: FileSpan, kind: &Kind) -> Diagnostic {
    if *kind == Kind::NeverFires {
        return never_fires(at);
    }
    let (message, note, help) = words_of(kind);
    let mut found = error(601, at, message).label("not a schedule").help_if(help);
    found.note = note;
    found
}

/// a schedule that never fires
fn never_fires(at: FileSpan) -> Diagnostic {
    error(602, at, "this schedule never fires")
        .label("no month has this day")
        .help("write `L` for the last day of a month")
}

fn words_of(kind: &Kind) -> Words {
    match kind {
        Kind::UnknownForm => (
            "this is no schedule".into(),
            None,
            Some(
                "write `cron(\"0 2 ? * SUN *\")`, `rate(1d)` or `at(\"2027-01-31T02:00:00\")`"
                    .into(),
            ),
        ),
        Kind::FieldCount { found } => field_count(*found),
        Kind::EmptyPart { field } => (
            format!("an item of `{}` is empty", field.title()),
            None,
            Some("remove the extra comma".into()),
        ),
        Kind::Unreadable { field, text } => {
            (format!("\"{text}\" is not {}", named(*field)), Some(field_note(*field)), None)
        }
        Kind::OutOfRange { field, text } => {
            (format!("{text} is not {}", named(*field)), Some(field_note(*field)), None)
        }
        Kind::BackwardSpan { field, first, last } => (
            format!("the range {first}-{last} runs backwards"),
            None,
            Some(format!("write {}", around(*field, first, last))),
        ),
        Kind::BadStep { text } => (
            format!("\"{text}\" has no usable step"),
            Some("a step is a number from 1 on that fits into its field".into()),
            None,
        ),
        Kind::BadNth { text } => (
            format!("\"{text}\" names no weekday of a month"),
            None,
            Some("write a number from 1 to 5 behind `#`, as in SUN#2".into()),
        ),
        Kind::NotInList { text, .. } => (
            format!("\"{text}\" mixes `?` or `L` with other values"),
            Some("`?` and `L` stand alone in their field".into()),
            None,
        ),
        Kind::TwoDays { .. } | Kind::NoDay => days(kind),
        Kind::RateShape { .. } | Kind::RateUnknownUnit { .. } | Kind::RatePlural { .. } => {
            rate(kind)
        }
        Kind::AtShape { text } => (
            format!("\"{text}\" is no time"),
            None,
            Some("write a date and a time, as in \"2027-01-31T02:00:00\"".into()),
        ),
        Kind::NeverFires
        | Kind::TooFrequent { .. }
        | Kind::TooSeldom { .. }
        | Kind::MonthOfAssociation
        | Kind::SecondsOfRule
        | Kind::AtOfRule
        | Kind::SecondsOfAssociation => ("this schedule is refused".into(), None, None),
    }
}

fn field_count(found: usize) -> Words {
    let help = (found == 5).then(|| "add the year at the end: `*` for every year".to_owned());
    (
        format!("a cron schedule has 6 fields, not {found}"),
        Some("minutes, hours, day of month, month, day of week, year; in front of them, optionally, seconds".into()),
        help,
    )
}

fn named(field: FieldKind) -> String {
    let title = field.title();
    let article = if title == "hour" { "an" } else { "a" };
    format!("{article} {title}")
}

fn field_note(field: FieldKind) -> String {
    let (low, high) = field.limits();
    format!("`{}` lies from {low} to {high}", field.title())
}

fn days(kind: &Kind) -> Words {
    let rule = Some("exactly one of day of month and day of week is `?`".to_owned());
    match kind {
        Kind::TwoDays { of_month, of_week } if of_month.is_any() => (
            "both day fields are given".into(),
            rule,
            Some(format!("write `?` as the day of month: `? * {of_week}`")),
        ),
        Kind::TwoDays { of_month, of_week } if of_week.is_any() => (
            "both day fields are given".into(),
            rule,
            Some(format!("write `?` as the day of week: `{of_month} * ?`")),
        ),
        Kind::NoDay => {
            ("no day is given".into(), rule, Some("write `*` for one of the two `?`".into()))
        }
        _ => ("both day fields are given".into(), rule, Some("write `?` for one of them".into())),
    }
}

fn rate(kind: &Kind) -> Words {
    let plain = "a rate is a number from 1 on and `minutes`, `hours` or `days`".to_owned();
    match kind {
        Kind::RatePlural { count, unit } => {
            let right = Rate { count: *count, unit: *unit }.to_string();
            (
                format!("the unit does not agree with {count}"),
                None,
                Some(format!("write `{right}`")),
            )
        }
        Kind::RateUnknownUnit { text } => (
            format!("\"{text}\" is no unit of a rate"),
            Some(plain),
            nearest(text, [RateUnit::Minute, RateUnit::Hour, RateUnit::Day].map(RateUnit::word))
                .map(|word| format!("write `{word}s`")),
        ),
        _ => ("this is no rate".into(), Some(plain), Some("write `rate(30m)`".into())),
    }
}

/// a time zone that nobody knows
pub(crate) fn unknown_zone(at: FileSpan, name: &str, known: &[String]) -> Diagnostic {
    let near = nearest(name, known.iter().map(String::as_str));
    error(604, at, format!("there is no time zone \"{name}\""))
        .label("unknown time zone")
        .note("a time zone has its name of the IANA database, as in \"Asia/Seoul\"")
        .help_if(near.map(|near| format!("write \"{near}\"")))
}

/// A range that runs over the end of its field, as two: `22-23,0-2`, `FRI-SAT,SUN-MON`.
fn around(field: FieldKind, first: &str, last: &str) -> String {
    if field == FieldKind::Year {
        return format!("{last}-{first}");
    }
    let (bottom, top) = field.ends(first);
    let part = |low: &str, high: &str| {
        if low.eq_ignore_ascii_case(high) { low.to_owned() } else { format!("{low}-{high}") }
    };
    format!("{},{}", part(first, &top), part(&bottom, last))
}
