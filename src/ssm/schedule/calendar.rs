//! When a cron expression fires: on which days and at which times of a day.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

use super::cron::{Cron, DaySelection};
use super::field::{Field, Item};

/// No schedule repeats itself over a longer time: the years of a leap cycle.
const CYCLE_YEARS: i16 = 28;

impl Cron {
    /// Whether it fires on this day, in its own zone.
    pub fn fires_on(&self, date: Date) -> bool {
        DayTest::of(self).fires_on(date)
    }

    /// Hours, minutes and seconds at which it fires on a day, in order, as seconds of the day.
    pub fn times_of_day(&self) -> Vec<u32> {
        let seconds = self.seconds.as_ref().map_or_else(|| [0].into(), Field::values);
        let minutes = self.minutes.values();
        let mut times = Vec::new();
        for hour in self.hours.values() {
            for minute in &minutes {
                for second in &seconds {
                    let clock = u32::from(hour) * 3_600 + u32::from(*minute) * 60;
                    times.push(clock + u32::from(*second));
                }
            }
        }
        times
    }

    /// Whether it ever fires: false for the 31st of February.
    pub fn ever_fires(&self) -> bool {
        let test = DayTest::of(self);
        test.sample_days().any(|date| test.fires_on(date))
    }

    /// The shortest time between two runs, in seconds. `None` where it fires once or never.
    pub fn shortest_gap_seconds(&self) -> Option<u32> {
        let times = self.times_of_day();
        let within = times.windows(2).filter_map(|pair| match pair {
            [earlier, later] => Some(later - earlier),
            _ => None,
        });
        let shortest = within.min();
        let (Some(first), Some(last)) = (times.first(), times.last()) else { return shortest };
        let over_night = 86_400 - last + first;
        if shortest.is_some_and(|gap| gap <= over_night) || !self.fires_on_neighbours() {
            return shortest;
        }
        Some(over_night)
    }

    fn fires_on_neighbours(&self) -> bool {
        let test = DayTest::of(self);
        let mut before = false;
        for date in test.sample_days() {
            let fires = test.fires_on(date);
            if fires && before {
                return true;
            }
            before = fires;
        }
        false
    }
}

/// The day fields of a cron expression with their values spelled out.
struct DayTest<'a> {
    days: &'a DaySelection,
    values: BTreeSet<u16>,
    months: BTreeSet<u16>,
    years: BTreeSet<u16>,
    any_year: bool,
}

impl<'a> DayTest<'a> {
    fn of(cron: &'a Cron) -> Self {
        Self {
            days: &cron.days,
            values: cron.days.field().values(),
            months: cron.month.values(),
            years: cron.year.values(),
            any_year: cron.year.is_any(),
        }
    }

    fn fires_on(&self, date: Date) -> bool {
        let month = u16::try_from(date.month()).unwrap_or(0);
        let year = u16::try_from(date.year()).unwrap_or(0);
        self.months.contains(&month) && self.years.contains(&year) && self.selects(date)
    }

    fn selects(&self, date: Date) -> bool {
        let number = match self.days {
            DaySelection::OfMonth(_) => date.day(),
            DaySelection::OfWeek(_) => date.weekday().to_sunday_one_offset(),
        };
        self.values.contains(&u16::try_from(number).unwrap_or(0))
            || self.days.field().items.iter().any(|item| is_marked_day(*item, date))
    }

    /// The days of the years in which it fires, or of one cycle where that is more.
    fn sample_days(&self) -> impl Iterator<Item = Date> + use<> {
        let first = self.years.first().copied().filter(|_| !self.any_year).unwrap_or(2026);
        let last = self.years.last().copied().unwrap_or(first);
        let first = i16::try_from(first).unwrap_or(2026);
        let last = i16::try_from(last).unwrap_or(first).min(first.saturating_add(CYCLE_YEARS));
        let end = Date::new(last, 12, 31).unwrap_or(Date::MAX);
        let start = Date::new(first, 1, 1).unwrap_or(Date::ZERO);
        start.series(jiff::Span::new().days(1)).take_while(move |date| *date <= end)
    }
}

/// Whether `L`, `W` or `#` selects the day.
fn is_marked_day(item: Item, date: Date) -> bool {
    let weekday = u16::try_from(date.weekday().to_sunday_one_offset()).unwrap_or(0);
    let day = u16::try_from(date.day()).unwrap_or(0);
    let days = u16::try_from(date.days_in_month()).unwrap_or(31);
    match item {
        Item::LastDay => day == days,
        Item::NearestWeekday(wanted) => nearest_weekday(wanted, date) == Some(date),
        Item::Nth(wanted, number) => wanted == weekday && day.div_ceil(7) == number,
        Item::LastOf(wanted) => wanted == weekday && day + 7 > days,
        Item::Any | Item::Unspecified | Item::One(_) | Item::Span(..) | Item::Step { .. } => false,
    }
}

/// The weekday nearest to a day of the month of `date`, never in another month.
fn nearest_weekday(day: u16, date: Date) -> Option<Date> {
    let wanted = Date::new(date.year(), date.month(), i8::try_from(day).ok()?).ok()?;
    let (first, last) = (wanted.first_of_month(), wanted.last_of_month());
    let days = |count: i32| wanted.checked_add(jiff::Span::new().days(count)).ok();
    match wanted.weekday() {
        Weekday::Saturday if wanted == first => days(2),
        Weekday::Saturday => days(-1),
        Weekday::Sunday if wanted == last => days(-2),
        Weekday::Sunday => days(1),
        _ => Some(wanted),
    }
}
