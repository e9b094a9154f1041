//! From text to schedule.

use jiff::civil::DateTime;

use super::cron::Cron;
use super::error::{ScheduleError, ScheduleErrorKind as Kind};
use super::{Rate, RateUnit, Schedule};

/// Reads `cron(…)`, `rate(…)` or `at(…)`.
///
/// # Errors
/// The first fault, with the bytes of `expression` that it is about.
pub fn parse(expression: &str) -> Result<Schedule, ScheduleError> {
    let schedule = match split(expression) {
        Some(("cron", text, start)) => Schedule::Cron(Cron::parse(text, start)?),
        Some(("rate", text, start)) => Schedule::Rate(parse_rate(text, start)?),
        Some(("at", text, start)) => Schedule::At(parse_at(text, start)?),
        _ => return Err(Kind::UnknownForm.at(0..expression.len())),
    };
    match &schedule {
        Schedule::Cron(cron) if !cron.ever_fires() => {
            Err(Kind::NeverFires.at(5..expression.len().saturating_sub(1)))
        }
        Schedule::Cron(_) | Schedule::Rate(_) | Schedule::At(_) => Ok(schedule),
    }
}

/// The word, what stands between the parentheses, and where that starts.
fn split(expression: &str) -> Option<(&str, &str, usize)> {
    let (word, rest) = expression.split_once('(')?;
    Some((word, rest.strip_suffix(')')?, word.len() + 1))
}

fn parse_rate(text: &str, start: usize) -> Result<Rate, ScheduleError> {
    let range = start..start + text.len();
    let shape = || Kind::RateShape { text: text.to_owned() }.at(range.clone());
    let (count, unit) = text.split_once(' ').ok_or_else(shape)?;
    let count: u32 = count.parse().ok().filter(|count| *count > 0).ok_or_else(shape)?;
    let (unit, is_plural) = match unit {
        "minute" => (RateUnit::Minute, false),
        "minutes" => (RateUnit::Minute, true),
        "hour" => (RateUnit::Hour, false),
        "hours" => (RateUnit::Hour, true),
        "day" => (RateUnit::Day, false),
        "days" => (RateUnit::Day, true),
        other => {
            let at = range.end - other.len()..range.end;
            return Err(Kind::RateUnknownUnit { text: other.to_owned() }.at(at));
        }
    };
    if is_plural != (count > 1) {
        return Err(Kind::RatePlural { count, unit }.at(range));
    }
    Ok(Rate { count, unit })
}

fn parse_at(text: &str, start: usize) -> Result<DateTime, ScheduleError> {
    let is_exact = text.len() == "2026-01-01T00:00:00".len();
    text.parse::<DateTime>()
        .ok()
        .filter(|time| is_exact && time.strftime("%Y-%m-%dT%H:%M:%S").to_string() == text)
        .ok_or_else(|| Kind::AtShape { text: text.to_owned() }.at(start..start + text.len()))
}
