//! Messages about schedules that a service does not take.

use crate::diagnostic::Diagnostic;
use crate::ssm::schedule::{Api, ConversionProblem, FormAdvice, ScheduleErrorKind as Kind};
use crate::text::FileSpan;

use super::{error, warning};

/// What is wrong, the rule, and what to do.
type Words = (String, Option<String>, Option<String>);

/// a schedule that the service does not take
pub(in crate::check::request) fn refused_schedule(
    at: FileSpan,
    kind: &Kind,
    api: Api,
) -> Diagnostic {
    let (message, note, help) = refusal(kind, api);
    let mut found = error(603, at, message).label("refused by the service").help_if(help);
    found.note = note;
    found
}

fn refusal(kind: &Kind, api: Api) -> Words {
    let who = match api {
        Api::Association => "an association",
        Api::MaintenanceWindow => "a maintenance window",
        Api::EventRule => "an event rule",
    };
    match kind {
        Kind::TooFrequent { seconds, at_least_seconds } => (
            format!("{who} cannot run every {}", span_words(*seconds)),
            Some(format!(
                "the shortest time between two runs is {}",
                span_words(*at_least_seconds)
            )),
            None,
        ),
        Kind::TooSeldom { days } => (
            format!("{who} cannot run every {days} days only"),
            Some("a rate is shorter than 31 days".into()),
            Some("write a `cron(…)` with a weekday, as in `cron(\"0 2 ? * SUN#1 *\")`".into()),
        ),
        Kind::MonthOfAssociation => (
            "an association cannot choose months".into(),
            Some("State Manager takes no month in a schedule".into()),
            Some("write `*` as the month, or use a maintenance window".into()),
        ),
        Kind::SecondsOfAssociation => (
            "an association starts at second 0".into(),
            None,
            Some("write `0` as the seconds, or leave them out".into()),
        ),
        Kind::SecondsOfRule => (
            "the schedule of an event rule has no seconds".into(),
            Some("EventBridge takes six fields, the first of them minutes".into()),
            Some("leave the seconds out".into()),
        ),
        Kind::AtOfRule => (
            "an event rule does not run at one time only".into(),
            Some("EventBridge takes `cron(…)` and `rate(…)` in the schedule of a rule".into()),
            Some("write `cron(…)` with the year".into()),
        ),
        _ => ("this schedule is refused".into(), None, None),
    }
}

fn span_words(seconds: i64) -> String {
    match seconds {
        s if s % 3_600 == 0 => format!("{} h", s / 3_600),
        s if s % 60 == 0 => format!("{} minutes", s / 60),
        s => format!("{s} seconds"),
    }
}

/// a local time that has no equal in UTC
pub(in crate::check::request) fn not_in_utc(
    at: FileSpan,
    zone: &str,
    problem: ConversionProblem,
) -> Diagnostic {
    let (message, help) = match problem {
        ConversionProblem::DaylightSaving => (
            format!("this schedule cannot follow the clock of {zone}"),
            "leave `timezone` out and write the schedule in UTC, or use a maintenance window",
        ),
        ConversionProblem::CrossesMidnight => (
            format!("some runs fall on another day in UTC than in {zone}"),
            "write one declaration for the hours before, and one for those after midnight of UTC",
        ),
        ConversionProblem::DayForm => (
            format!("this day of {zone} is no one day of UTC"),
            "choose a time of day that is the same date in UTC, or use a maintenance window",
        ),
        ConversionProblem::MonthOrYear => (
            format!("the month or year of {zone} is another in UTC"),
            "leave `timezone` out and write the schedule in UTC",
        ),
        ConversionProblem::Minutes => (
            format!("hours and minutes of {zone} have no one form in UTC"),
            "write one declaration for each time of day",
        ),
        // Of a window as well, which keeps its zone.
        ConversionProblem::NoSuchTime => {
            return error(605, at, format!("this time does not exist, or exists twice, in {zone}"))
                .label("no one instant")
                .help("choose a time outside of the change to or from daylight saving");
        }
    };
    error(605, at, message)
        .label("cannot be converted to UTC")
        .note("only maintenance windows know time zones: other schedules run in UTC")
        .help(help)
}

/// a schedule whose form the guide of State Manager does not list
pub(in crate::check::request) fn unlisted_schedule(at: FileSpan, advice: FormAdvice) -> Diagnostic {
    let (message, help) = match advice {
        FormAdvice::TimesOfDay => (
            "State Manager's guide knows no such times of day",
            "write one time of day, or every 30 minutes, 1, 2, 4, 8 or 12 hours",
        ),
        FormAdvice::DayOfMonth => (
            "State Manager's guide knows no days of a month",
            "write a weekday, as in `SUN#1` for the first Sunday",
        ),
        FormAdvice::Year => {
            ("State Manager's guide knows no years", "write `*` as the year, or use `at(…)`")
        }
    };
    warning(606, at, message)
        .label("the service may refuse it")
        .note("the guide lists: times of day, every 30 minutes to 12 hours, weekdays, `#` and `L`")
        .help(help)
}
