//! What each interface takes of the schedules that can be read.

use super::cron::{Cron, DaySelection};
use super::error::{ScheduleError, ScheduleErrorKind as Kind};
use super::{Rate, Schedule};

/// Who runs the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    /// State Manager.
    Association,
    MaintenanceWindow,
    /// A rule of EventBridge.
    EventRule,
}

/// Why a schedule is not among the forms that State Manager's guide lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormAdvice {
    /// Hours or minutes that are neither one time of day nor every 30 minutes, 1, 2, 4, 8 or
    /// 12 hours.
    TimesOfDay,
    DayOfMonth,
    Year,
}

/// No schedule runs more often.
const FASTEST_SECONDS: i64 = 5 * 60;
const FASTEST_ASSOCIATION_SECONDS: i64 = 30 * 60;
const FASTEST_RULE_SECONDS: i64 = 60;
const SLOWEST_ASSOCIATION_SECONDS: i64 = 31 * 86_400;

impl Api {
    const fn fastest_seconds(self) -> i64 {
        match self {
            Api::Association => FASTEST_ASSOCIATION_SECONDS,
            Api::MaintenanceWindow => FASTEST_SECONDS,
            Api::EventRule => FASTEST_RULE_SECONDS,
        }
    }
}

/// Whether `api` takes the schedule; where it is an association, also whether the guide lists its
/// form. Ranges of errors are empty where the compiler wrote the schedule.
///
/// # Errors
/// What the service would refuse.
pub fn check(schedule: &Schedule, api: Api) -> Result<Option<FormAdvice>, ScheduleError> {
    match (schedule, api) {
        (Schedule::Cron(cron), Api::Association) => check_association_cron(cron),
        (Schedule::Cron(cron), Api::MaintenanceWindow) => check_gap(cron, api).map(|()| None),
        (Schedule::Cron(cron), Api::EventRule) => match &cron.seconds {
            Some(seconds) => Err(Kind::SecondsOfRule.at(seconds.range.clone())),
            None => Ok(None),
        },
        (Schedule::At(_), Api::EventRule) => Err(Kind::AtOfRule.at(0..0)),
        (Schedule::Rate(rate), api) => check_rate(*rate, api).map(|()| None),
        (Schedule::At(_), _) => Ok(None),
    }
}

fn check_rate(rate: Rate, api: Api) -> Result<(), ScheduleError> {
    let seconds = rate.seconds();
    if seconds < api.fastest_seconds() {
        let kind = Kind::TooFrequent { seconds, at_least_seconds: api.fastest_seconds() };
        return Err(kind.at(0..0));
    }
    if api == Api::Association && seconds >= SLOWEST_ASSOCIATION_SECONDS {
        return Err(Kind::TooSeldom { days: seconds / 86_400 }.at(0..0));
    }
    Ok(())
}

fn check_gap(cron: &Cron, api: Api) -> Result<(), ScheduleError> {
    let limit = api.fastest_seconds();
    match cron.shortest_gap_seconds().map(i64::from) {
        Some(seconds) if seconds < limit => {
            let start = cron.seconds.as_ref().unwrap_or(&cron.minutes).range.start;
            let range = start..cron.hours.range.end;
            Err(Kind::TooFrequent { seconds, at_least_seconds: limit }.at(range))
        }
        _ => Ok(()),
    }
}

fn check_association_cron(cron: &Cron) -> Result<Option<FormAdvice>, ScheduleError> {
    if !cron.month.is_any() {
        return Err(Kind::MonthOfAssociation.at(cron.month.range.clone()));
    }
    if let Some(seconds) = &cron.seconds
        && seconds.values() != [0].into()
    {
        return Err(Kind::SecondsOfAssociation.at(seconds.range.clone()));
    }
    check_gap(cron, Api::Association)?;
    Ok(advice(cron))
}

fn advice(cron: &Cron) -> Option<FormAdvice> {
    let is_day_of_month = match &cron.days {
        DaySelection::OfMonth(_) => !cron.days.is_every_day(),
        DaySelection::OfWeek(_) => false,
    };
    if is_day_of_month {
        return Some(FormAdvice::DayOfMonth);
    }
    if !cron.year.is_any() {
        return Some(FormAdvice::Year);
    }
    (!has_listed_times(cron)).then_some(FormAdvice::TimesOfDay)
}

/// One time of day, or evenly every 30 minutes, 1, 2, 4, 8 or 12 hours.
fn has_listed_times(cron: &Cron) -> bool {
    let times = cron.times_of_day();
    let (Some(first), Some(last)) = (times.first(), times.last()) else { return false };
    let count = u32::try_from(times.len()).unwrap_or(u32::MAX);
    if ![1, 2, 3, 6, 12, 24, 48].contains(&count) {
        return false;
    }
    let gap = 86_400 / count;
    86_400 - last + first == gap
        && times.windows(2).all(|pair| matches!(pair, [a, b] if b - a == gap))
}
