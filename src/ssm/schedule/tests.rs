//! Reading, judging and converting schedules; conversions against an evaluator of its own.

use std::collections::BTreeSet;

use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use proptest::prelude::{Strategy, prop_assert_eq, proptest};
use proptest::sample::select;

use super::{
    Api, ConversionProblem, FormAdvice, ScheduleErrorKind, check, find_zone, parse, to_utc,
};

#[track_caller]
fn check_reads(expression: &str, written: &str) {
    let schedule = parse(expression).unwrap_or_else(|error| panic!("{expression}: {error:?}"));
    assert_eq!(schedule.to_string(), written);
}

/// The fault and the text that it is about.
#[track_caller]
fn check_fault(expression: &str, at: &str) -> ScheduleErrorKind {
    let error = parse(expression).expect_err("the expression is wrong");
    assert_eq!(&expression[error.range.clone()], at, "{:?}", error.kind);
    error.kind
}

#[track_caller]
fn check_refusal(expression: &str, api: Api) -> ScheduleErrorKind {
    let schedule = parse(expression).unwrap_or_else(|error| panic!("{expression}: {error:?}"));
    check(&schedule, api).expect_err("the interface refuses the schedule").kind
}

#[track_caller]
fn check_utc(expression: &str, zone: &str, wanted: Result<&str, ConversionProblem>) {
    let schedule = parse(expression).unwrap_or_else(|error| panic!("{expression}: {error:?}"));
    let zone = find_zone(zone).expect("the zone is in the database");
    let converted = to_utc(&schedule, &zone).map(|schedule| schedule.to_string());
    assert_eq!(converted.as_deref(), wanted.as_deref());
}

#[test]
fn forms_of_the_guide_are_read_and_written_alike() {
    for form in [
        "cron(0/30 * * * ? *)",
        "cron(0 0/4 * * ? *)",
        "cron(15 13 ? * * *)",
        "cron(0 2 ? * SUN *)",
        "cron(0 2 ? * SUN#2 *)",
        "cron(0 0 ? * 3L *)",
        "cron(0 0 1W * ? 2027)",
        "cron(0 9-17/2 L 1,7 ? *)",
        "rate(30 minutes)",
        "rate(1 day)",
        "at(2026-12-31T23:00:00)",
    ] {
        check_reads(form, form);
        assert!(check(&parse(form).expect("a form"), Api::MaintenanceWindow).is_ok(), "{form}");
    }
}

#[test]
fn numbered_weekdays_are_written_as_names_from_sunday_on() {
    check_reads("cron(0 2 ? * 1 *)", "cron(0 2 ? * SUN *)");
    check_reads("cron(0 2 ? * 2-6 *)", "cron(0 2 ? * MON-FRI *)");
    check_reads("cron(0 2 ? * mon,5#3 *)", "cron(0 2 ? * MON,THU#3 *)");
    check_reads("cron(0 2 ? * L *)", "cron(0 2 ? * SAT *)");
    check_reads("cron(0 2 ? * TUEL *)", "cron(0 2 ? * 3L *)");
}

#[test]
fn months_by_name_are_written_as_numbers() {
    check_reads("cron(0 2 1 JAN-MAR ? *)", "cron(0 2 1 1-3 ? *)");
}

#[test]
fn a_fault_is_about_its_part_of_the_text() {
    check_fault("cron(0 24 ? * SUN *)", "24");
    check_fault("cron(0 2 ? * SUN,MUN *)", "MUN");
    check_fault("cron(0 2 ? * SUN)", "0 2 ? * SUN");
    check_fault("cron(0 2 * * SUN *)", "* * SUN");
    check_fault("cron(0 2 ? * ? *)", "? * ?");
    check_fault("cron(0 2 ? * FRI-MON *)", "FRI-MON");
    check_fault("cron(0/0 2 ? * FRI *)", "0/0");
    check_fault("cron(0 2 ? * SUN#6 *)", "SUN#6");
    check_fault("cron(0 2 1,,3 * ? *)", "");
    check_fault("cron(0 2 1,L * ? *)", "1,L");
    check_fault("rate(5 hour)", "5 hour");
    check_fault("rate(1 weeks)", "weeks");
    check_fault("rate(1day)", "1day");
    check_fault("rate(0 days)", "0 days");
    check_fault("at(2026-02-30T00:00:00)", "2026-02-30T00:00:00");
    check_fault("at(2026-02-20 00:00:00)", "2026-02-20 00:00:00");
    check_fault("every day", "every day");
}

#[test]
fn a_day_that_no_month_has_never_fires() {
    for expression in [
        "cron(0 2 31 2 ? *)",
        "cron(0 2 30,31 FEB ? *)",
        "cron(0 2 31W 4,6 ? *)",
        "cron(0 2 29 2 ? 2027)",
    ] {
        let kind = parse(expression).expect_err("it never fires").kind;
        assert_eq!(kind, ScheduleErrorKind::NeverFires, "{expression}");
    }
    check_reads("cron(0 2 29 2 ? *)", "cron(0 2 29 2 ? *)");
}

#[test]
fn nothing_runs_faster_than_every_five_minutes() {
    let window = Api::MaintenanceWindow;
    let fast = |seconds| ScheduleErrorKind::TooFrequent { seconds, at_least_seconds: 300 };
    assert_eq!(check_refusal("cron(*/4 * * * ? *)", window), fast(240));
    assert_eq!(check_refusal("cron(0/30 0 * * * ? *)", window), {
        // Seconds come first where there are seven fields.
        fast(30)
    });
    assert_eq!(check_refusal("cron(0,58 * * * ? *)", window), fast(120));
    assert_eq!(check_refusal("rate(4 minutes)", window), fast(240));
    // 23:58 and 00:00, but never on neighbouring days.
    let lone = parse("cron(0,58 0,23 ? * SUN *)").expect("readable");
    assert!(check(&lone, window).is_ok());
}

#[test]
fn associations_know_no_months_and_run_at_most_every_half_hour() {
    let association = Api::Association;
    assert_eq!(
        check_refusal("cron(0 2 1 1 ? *)", association),
        ScheduleErrorKind::MonthOfAssociation
    );
    assert_eq!(
        check_refusal("cron(5 0 2 ? * SUN *)", association),
        ScheduleErrorKind::SecondsOfAssociation
    );
    let fast = |seconds| ScheduleErrorKind::TooFrequent { seconds, at_least_seconds: 1_800 };
    assert_eq!(check_refusal("cron(0/20 * * * ? *)", association), fast(1_200));
    assert_eq!(check_refusal("rate(29 minutes)", association), fast(1_740));
    assert_eq!(
        check_refusal("rate(31 days)", association),
        ScheduleErrorKind::TooSeldom { days: 31 }
    );
}

#[test]
fn forms_that_the_guide_does_not_list_are_advised_against() {
    let advice = |expression: &str| {
        check(&parse(expression).expect("readable"), Api::Association).expect("accepted")
    };
    assert_eq!(advice("cron(0 */30 * * * ? *)"), None);
    assert_eq!(advice("cron(0/30 * * * ? *)"), None);
    assert_eq!(advice("cron(0 3/4 * * ? *)"), None);
    assert_eq!(advice("cron(0 2 ? * MON,THU *)"), None);
    assert_eq!(advice("cron(0 2 15 * ? *)"), Some(FormAdvice::DayOfMonth));
    assert_eq!(advice("cron(0 2,5 ? * SUN *)"), Some(FormAdvice::TimesOfDay));
    assert_eq!(advice("cron(0 2 ? * SUN 2027)"), Some(FormAdvice::Year));
}

#[test]
fn seoul_time_becomes_utc() {
    let zone = "Asia/Seoul";
    check_utc("cron(0 2 ? * SUN *)", zone, Ok("cron(0 17 ? * SAT *)"));
    check_utc("cron(0 12 ? * SUN *)", zone, Ok("cron(0 3 ? * SUN *)"));
    check_utc("cron(0 2 ? * MON-FRI *)", zone, Ok("cron(0 17 ? * SUN-THU *)"));
    check_utc("cron(0 2 ? * SUN,WED *)", zone, Ok("cron(0 17 ? * TUE,SAT *)"));
    check_utc("cron(0 0/4 * * ? *)", zone, Ok("cron(0 3/4 * * ? *)"));
    check_utc("cron(30 1-3 ? * SUN *)", zone, Ok("cron(30 16-18 ? * SAT *)"));
    check_utc("cron(0 2 15 * ? *)", zone, Ok("cron(0 17 14 * ? *)"));
    check_utc("cron(0 2 1 * ? *)", zone, Ok("cron(0 17 L * ? *)"));
    check_utc("cron(0 10 ? * SUN#2 *)", zone, Ok("cron(0 1 ? * SUN#2 *)"));
    check_utc("cron(0 2 * * ? *)", zone, Ok("cron(0 17 * * ? *)"));
    check_utc("at(2026-03-01T02:00:00)", zone, Ok("at(2026-02-28T17:00:00)"));
    check_utc("rate(1 day)", zone, Ok("rate(1 day)"));
}

#[test]
fn what_has_no_equal_in_utc_is_refused() {
    let zone = "Asia/Seoul";
    check_utc("cron(0 2 ? * SUN#2 *)", zone, Err(ConversionProblem::DayForm));
    check_utc("cron(0 2 ? * 3L *)", zone, Err(ConversionProblem::DayForm));
    check_utc("cron(0 2 31 * ? *)", zone, Err(ConversionProblem::DayForm));
    check_utc("cron(0 2 29 * ? *)", zone, Err(ConversionProblem::DayForm));
    check_utc("cron(0 2 1,15 * ? *)", zone, Err(ConversionProblem::DayForm));
    check_utc("cron(0 2,12 ? * SUN *)", zone, Err(ConversionProblem::CrossesMidnight));
    check_utc("cron(0 2 ? * SUN 2027)", zone, Err(ConversionProblem::MonthOrYear));
    check_utc("cron(0 2 ? * SUN *)", "Europe/Berlin", Err(ConversionProblem::DaylightSaving));
    check_utc("at(2026-03-29T02:30:00)", "Europe/Berlin", Err(ConversionProblem::NoSuchTime));
    check_utc("cron(0,50 2 ? * SUN *)", "Asia/Kathmandu", Err(ConversionProblem::Minutes));
}

#[test]
fn a_zone_is_known_by_its_exact_name() {
    assert!(find_zone("Asia/Seoul").is_some());
    assert!(find_zone("asia/seoul").is_none());
    assert!(find_zone("Asia/Soul").is_none());
}

/// The instants of UTC at which an expression of plain lists fires, by looking at every day.
fn fires(expression: &str, zone: &TimeZone) -> BTreeSet<DateTime> {
    let text = expression.trim_start_matches("cron(").trim_end_matches(')');
    let fields: Vec<&str> = text.split(' ').collect();
    let clock: Vec<(i8, i8)> = (0..24_i8)
        .filter(|hour| holds(fields[1], i32::from(*hour), 23, &[]))
        .flat_map(|hour| (0..60_i8).map(move |minute| (hour, minute)))
        .filter(|(_, minute)| holds(fields[0], i32::from(*minute), 59, &[]))
        .collect();
    let mut found = BTreeSet::new();
    let start = date(2027, 1, 20);
    for day in start.series(Span::new().days(1)).take(140) {
        let last = day.days_in_month();
        let of_month = fields[2] == "?"
            || (fields[2] == "L" && day.day() == last)
            || (fields[2] != "L" && holds(fields[2], i32::from(day.day()), 31, &[]));
        let weekday = i32::from(day.weekday().to_sunday_one_offset());
        let names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
        if !of_month || !(fields[4] == "?" || holds(fields[4], weekday, 7, &names)) {
            continue;
        }
        for (hour, minute) in &clock {
            let instant = zone.to_timestamp(day.at(*hour, *minute, 0, 0));
            found.insert(TimeZone::UTC.to_datetime(instant.expect("no daylight saving")));
        }
    }
    // Days at the ends are only half seen from another zone.
    let (low, high) = (start.at(0, 0, 0, 0) + 3.days(), start.at(0, 0, 0, 0) + 130.days());
    found.into_iter().filter(|time| low <= *time && *time <= high).collect()
}

fn holds(field: &str, value: i32, high: i32, names: &[&str]) -> bool {
    let number = |text: &str| {
        let place = names.iter().position(|name| *name == text);
        place.map_or_else(|| text.parse().expect("a number"), |place| place as i32 + 1)
    };
    field.split(',').any(|part| {
        let (base, step) = part.split_once('/').unwrap_or((part, "1"));
        let step: i32 = step.parse().expect("a step");
        let (from, to) = match base.split_once('-') {
            _ if base == "*" => (if high == 31 || high == 7 { 1 } else { 0 }, high),
            Some((from, to)) => (number(from), number(to)),
            None if part.contains('/') => (number(base), high),
            None => (number(base), number(base)),
        };
        from <= value && value <= to && (value - from) % step == 0
    })
}

fn expressions() -> impl Strategy<Value = String> {
    let minutes = select(vec!["0", "30", "15", "0,30", "10-12", "5/20"]);
    let hours = select(vec!["0", "2", "13", "23", "0-3", "8,20", "0/4", "*/12", "*"]);
    let days = select(vec![
        ("?", "SUN"),
        ("?", "MON-FRI"),
        ("?", "2,4,7"),
        ("?", "*"),
        ("*", "?"),
        ("1", "?"),
        ("15", "?"),
        ("2-9", "?"),
        ("28", "?"),
        ("L", "?"),
        ("3,20", "?"),
    ]);
    (minutes, hours, days).prop_map(|(minutes, hours, (of_month, of_week))| {
        format!("cron({minutes} {hours} {of_month} * {of_week} *)")
    })
}

proptest! {
    #[test]
    fn a_converted_schedule_fires_at_the_same_instants(
        expression in expressions(),
        zone in select(vec![
            "Asia/Seoul",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "America/Phoenix",
            "Pacific/Kiritimati",
            "Pacific/Marquesas",
            "UTC",
        ]),
    ) {
        let zone = find_zone(zone).expect("the zone is in the database");
        let schedule = parse(&expression).expect("the strategy makes good expressions");
        if let Ok(converted) = to_utc(&schedule, &zone) {
            prop_assert_eq!(
                fires(&expression, &zone),
                fires(&converted.to_string(), &TimeZone::UTC),
                "{} became {}", expression, converted
            );
        }
    }
}
