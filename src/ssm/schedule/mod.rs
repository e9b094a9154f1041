//! Schedule expressions as State Manager and maintenance windows take them: read, judged, written.
//!
//! Source: "Reference: Cron and rate expressions for Systems Manager", user guide.

mod calendar;
mod cron;
mod error;
mod field;
mod read;
mod rules;
#[cfg(test)]
mod tests;
mod zone;

use std::fmt;

use jiff::civil::DateTime;

pub use cron::{Cron, DaySelection};
pub use error::{ScheduleError, ScheduleErrorKind};
pub use field::{Field, FieldKind, Item};
pub use read::parse;
pub use rules::{Api, FormAdvice, check};
pub use zone::{ConversionProblem, find_zone, to_utc, zone_names};

/// A schedule expression.
#[allow(clippy::large_enum_variant, reason = "there is one at a time, and most are `Cron`")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    Cron(Cron),
    Rate(Rate),
    /// Once, at a local time of the zone that stands beside the expression.
    At(DateTime),
}

/// `rate(30 minutes)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub count: u32,
    pub unit: RateUnit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateUnit {
    Minute,
    Hour,
    Day,
}

impl Rate {
    /// The whole of a number of seconds in its largest unit; `None` below or between minutes.
    pub fn of_seconds(seconds: i64) -> Option<Rate> {
        let units = [RateUnit::Day, RateUnit::Hour, RateUnit::Minute];
        let unit = units.into_iter().find(|unit| seconds % unit.seconds() == 0)?;
        let count = u32::try_from(seconds / unit.seconds()).ok().filter(|count| *count > 0)?;
        Some(Rate { count, unit })
    }

    pub fn seconds(self) -> i64 {
        i64::from(self.count) * self.unit.seconds()
    }
}

impl RateUnit {
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 86_400,
        }
    }

    /// The singular.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "rate({} {}{plural})", self.count, self.unit.word())
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Schedule::Cron(cron) => write!(f, "cron({cron})"),
            Schedule::Rate(rate) => rate.fmt(f),
            Schedule::At(time) => write!(f, "at({})", time.strftime("%Y-%m-%dT%H:%M:%S")),
        }
    }
}
