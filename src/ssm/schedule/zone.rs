//! From a time zone to UTC, for what knows no time zones.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::Schedule;
use super::cron::{Cron, DaySelection};
use super::field::{Field, FieldKind, Item};

/// Why a schedule has no equal in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConversionProblem {
    /// The zone's offset changes between 2026 and 2040.
    DaylightSaving,
    /// Some runs would fall on another day of UTC than others.
    CrossesMidnight,
    /// `SUN#2`, `3L`, `15W`, a 31st: the day before or after has no such form.
    DayForm,
    /// A month or a year is given, and the day shifts.
    MonthOrYear,
    /// Minutes of the offset tear hours and minutes apart.
    Minutes,
    /// The local time does not exist, or exists twice.
    NoSuchTime,
}

/// The zone of an IANA name, from the database in this program: the same on every machine.
pub fn find_zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok().filter(|zone| zone.iana_name() == Some(name))
}

/// All names of zones, for suggestions.
pub fn zone_names() -> Vec<String> {
    TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect()
}

/// The schedule that fires in UTC at the instants at which `schedule` fires in `zone`.
///
/// # Errors
/// Why there is none.
pub fn to_utc(schedule: &Schedule, zone: &TimeZone) -> Result<Schedule, ConversionProblem> {
    match schedule {
        Schedule::Rate(rate) => Ok(Schedule::Rate(*rate)),
        Schedule::At(time) => at_to_utc(*time, zone).map(Schedule::At),
        Schedule::Cron(cron) => {
            let offset = fixed_offset_seconds(zone).ok_or(ConversionProblem::DaylightSaving)?;
            if offset % 60 != 0 {
                return Err(ConversionProblem::Minutes);
            }
            shift(cron, -offset / 60).map(Schedule::Cron)
        }
    }
}

fn at_to_utc(time: DateTime, zone: &TimeZone) -> Result<DateTime, ConversionProblem> {
    let ambiguous = zone.to_ambiguous_timestamp(time);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => ambiguous
            .unambiguous()
            .map(|instant| TimeZone::UTC.to_datetime(instant))
            .map_err(|_| ConversionProblem::NoSuchTime),
        AmbiguousOffset::Gap { .. } | AmbiguousOffset::Fold { .. } => {
            Err(ConversionProblem::NoSuchTime)
        }
    }
}

/// The offset from UTC, if it is one and the same from 2026 to 2040.
fn fixed_offset_seconds(zone: &TimeZone) -> Option<i32> {
    let utc = |year| date(year, 1, 1).to_zoned(TimeZone::UTC).map(|day| day.timestamp()).ok();
    let (start, end): (Timestamp, Timestamp) = (utc(2026)?, utc(2041)?);
    let offset = zone.to_offset(start);
    let is_fixed = zone
        .following(start)
        .take_while(|transition| transition.timestamp() < end)
        .all(|transition| transition.offset() == offset);
    is_fixed.then(|| offset.seconds())
}

const DAY_MINUTES: i32 = 24 * 60;

fn shift(cron: &Cron, minutes: i32) -> Result<Cron, ConversionProblem> {
    let mut days = BTreeSet::new();
    let mut clock = BTreeSet::new();
    for seconds in cron.times_of_day() {
        let shifted = i32::try_from(seconds / 60).unwrap_or(0) + minutes;
        days.insert(shifted.div_euclid(DAY_MINUTES));
        clock.insert(shifted.rem_euclid(DAY_MINUTES));
    }
    let is_free = cron.days.is_every_day() && cron.month.is_any() && cron.year.is_any();
    let day_selection = match (is_free, days.len(), days.first()) {
        (true, ..) => cron.days.clone(),
        (false, 1, Some(0)) => cron.days.clone(),
        (false, 1, Some(count)) => shift_days(cron, *count)?,
        (false, ..) => return Err(ConversionProblem::CrossesMidnight),
    };
    let (hours, minutes) = hours_and_minutes(cron, &clock)?;
    Ok(Cron { hours, minutes, days: day_selection, ..cron.clone() })
}

/// Times of a day as an hours and a minutes field, if all hours have the same minutes.
fn hours_and_minutes(
    cron: &Cron,
    clock: &BTreeSet<i32>,
) -> Result<(Field, Field), ConversionProblem> {
    let part = |number: i32| u16::try_from(number).unwrap_or(0);
    let hours: BTreeSet<u16> = clock.iter().map(|time| part(time / 60)).collect();
    let minutes: BTreeSet<u16> = clock.iter().map(|time| part(time % 60)).collect();
    if hours.len() * minutes.len() != clock.len() {
        return Err(ConversionProblem::Minutes);
    }
    // What did not change stays as it was written.
    let keep = |field: &Field, values: &BTreeSet<u16>| {
        if field.values() == *values {
            return field.clone();
        }
        Field::of_values(field.kind, values)
    };
    Ok((keep(&cron.hours, &hours), keep(&cron.minutes, &minutes)))
}

fn shift_days(cron: &Cron, count: i32) -> Result<DaySelection, ConversionProblem> {
    if !cron.month.is_any() || !cron.year.is_any() {
        return Err(ConversionProblem::MonthOrYear);
    }
    match &cron.days {
        DaySelection::OfWeek(field) if !field.has_marks() => {
            let shifted = field.values().into_iter().map(|day| {
                let day = (i32::from(day) - 1 + count).rem_euclid(7) + 1;
                u16::try_from(day).unwrap_or(1)
            });
            Ok(DaySelection::OfWeek(Field::of_values(FieldKind::DayOfWeek, &shifted.collect())))
        }
        DaySelection::OfWeek(_) => Err(ConversionProblem::DayForm),
        DaySelection::OfMonth(field) => {
            let items = shift_days_of_month(field, count)?;
            Ok(DaySelection::OfMonth(Field { items, ..field.clone() }))
        }
    }
}

fn shift_days_of_month(field: &Field, count: i32) -> Result<Vec<Item>, ConversionProblem> {
    match (field.items.as_slice(), count) {
        ([Item::LastDay], 1) => return Ok(vec![Item::One(1)]),
        ([Item::One(1)], -1) => return Ok(vec![Item::LastDay]),
        _ => {}
    }
    if field.has_marks() {
        return Err(ConversionProblem::DayForm);
    }
    let mut shifted = BTreeSet::new();
    for day in field.values() {
        // Days that every month has, and that stay in their month.
        match u16::try_from(i32::from(day) + count) {
            Ok(moved @ 1..=28) if day <= 28 => shifted.insert(moved),
            _ => return Err(ConversionProblem::DayForm),
        };
    }
    Ok(Field::of_values(FieldKind::DayOfMonth, &shifted).items)
}
