//! One field of a cron expression: its grammar, its limits and the values it stands for.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use super::{ScheduleError, ScheduleErrorKind as Kind};

/// Which field of a cron expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    Seconds,
    Minutes,
    Hours,
    DayOfMonth,
    Month,
    DayOfWeek,
    Year,
}

/// A field as written, weekdays and months as numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub kind: FieldKind,
    /// Separated by commas. Never empty.
    pub items: Vec<Item>,
    /// Bytes of the expression.
    pub range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// `*`
    Any,
    /// `?`
    Unspecified,
    One(u16),
    /// `MON-FRI`, both ends included.
    Span(u16, u16),
    /// `0/30`, `*/5`, `8-18/2`: every `step` from `low` on, up to `high`.
    Step {
        low: u16,
        high: u16,
        step: u16,
    },
    /// `L` of a month: its last day.
    LastDay,
    /// `15W`: the weekday nearest to this day, in the same month.
    NearestWeekday(u16),
    /// `SUN#2`: the second Sunday.
    Nth(u16, u16),
    /// `3L`: the last Tuesday.
    LastOf(u16),
}

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// In the order of their numbers, from 1.
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

impl FieldKind {
    /// The six fields of a cron expression, in order.
    pub const SIX: [FieldKind; 6] =
        [Self::Minutes, Self::Hours, Self::DayOfMonth, Self::Month, Self::DayOfWeek, Self::Year];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Seconds => "second",
            Self::Minutes => "minute",
            Self::Hours => "hour",
            Self::DayOfMonth => "day of month",
            Self::Month => "month",
            Self::DayOfWeek => "day of week",
            Self::Year => "year",
        }
    }

    /// The smallest and the largest value.
    pub const fn limits(self) -> (u16, u16) {
        match self {
            Self::Seconds | Self::Minutes => (0, 59),
            Self::Hours => (0, 23),
            Self::DayOfMonth => (1, 31),
            Self::Month => (1, 12),
            Self::DayOfWeek => (1, 7),
            Self::Year => (1970, 2199),
        }
    }

    /// The smallest and the largest value, in words where `like` is one.
    pub fn ends(self, like: &str) -> (String, String) {
        let (low, high) = self.limits();
        match self.words() {
            [first, .., last] if like.starts_with(|it: char| it.is_ascii_alphabetic()) => {
                ((*first).to_owned(), (*last).to_owned())
            }
            _ => (low.to_string(), high.to_string()),
        }
    }

    /// Words for values, the first for the smallest.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Month => &MONTHS,
            Self::DayOfWeek => &WEEKDAYS,
            Self::Seconds | Self::Minutes | Self::Hours | Self::DayOfMonth | Self::Year => &[],
        }
    }
}

impl Field {
    /// Reads a field that stands at `start` of the expression.
    ///
    /// # Errors
    /// The first part that the field does not take.
    pub(super) fn parse(kind: FieldKind, text: &str, start: usize) -> Result<Self, ScheduleError> {
        let range = start..start + text.len();
        let mut items = Vec::new();
        let mut at = start;
        for part in text.split(',') {
            let reader = Reader { kind, text: part, start: at };
            items.push(reader.item()?);
            at += part.len() + 1;
        }
        let alone = |item: &Item| matches!(item, Item::Unspecified | Item::LastDay);
        if items.len() > 1 && items.iter().any(alone) {
            return Err(Kind::NotInList { field: kind, text: text.to_owned() }.at(range));
        }
        Ok(Field { kind, items, range })
    }

    /// A field made by the compiler: the shortest way to write these values.
    pub(super) fn of_values(kind: FieldKind, values: &BTreeSet<u16>) -> Self {
        Field { kind, items: shortest(kind, values), range: 0..0 }
    }

    pub fn is_any(&self) -> bool {
        self.items == [Item::Any]
    }

    pub fn is_unspecified(&self) -> bool {
        self.items == [Item::Unspecified]
    }

    /// The plain values of the field, in order. `L`, `W` and `#` give none.
    pub fn values(&self) -> BTreeSet<u16> {
        let (low, high) = self.kind.limits();
        let mut values = BTreeSet::new();
        for item in &self.items {
            match *item {
                Item::Any => values.extend(low..=high),
                Item::One(value) => values.extend([value]),
                Item::Span(first, last) => values.extend(first..=last),
                Item::Step { low, high, step } => {
                    values.extend((low..=high).step_by(usize::from(step)));
                }
                Item::Unspecified
                | Item::LastDay
                | Item::NearestWeekday(_)
                | Item::Nth(..)
                | Item::LastOf(_) => {}
            }
        }
        values
    }

    /// Whether the field says more than a set of values: `L`, `W` or `#`.
    pub fn has_marks(&self) -> bool {
        self.items.iter().any(|item| {
            matches!(
                item,
                Item::LastDay | Item::NearestWeekday(_) | Item::Nth(..) | Item::LastOf(_)
            )
        })
    }
}

fn shortest(kind: FieldKind, values: &BTreeSet<u16>) -> Vec<Item> {
    let (low, high) = kind.limits();
    let list: Vec<u16> = values.iter().copied().collect();
    let (Some(first), Some(last)) = (list.first().copied(), list.last().copied()) else {
        return vec![Item::Unspecified];
    };
    if list.len() == usize::from(high - low) + 1 {
        return vec![Item::Any];
    }
    let step = list.get(1).map_or(0, |second| second - first);
    let is_even = list.windows(2).all(|pair| matches!(pair, [a, b] if b - a == step));
    if list.len() > 2 && is_even && step == 1 {
        return vec![Item::Span(first, last)];
    }
    let fills = step > 1 && first - low < step && last + step > high;
    if list.len() > 2 && is_even && fills {
        return vec![Item::Step { low: first, high, step }];
    }
    list.into_iter().map(Item::One).collect()
}

/// Reads one part between commas.
struct Reader<'a> {
    kind: FieldKind,
    text: &'a str,
    start: usize,
}

impl Reader<'_> {
    fn item(&self) -> Result<Item, ScheduleError> {
        let days = matches!(self.kind, FieldKind::DayOfMonth | FieldKind::DayOfWeek);
        match self.text {
            "" => Err(self.error(Kind::EmptyPart { field: self.kind })),
            "*" => Ok(Item::Any),
            "?" if days => Ok(Item::Unspecified),
            "L" if self.kind == FieldKind::DayOfMonth => Ok(Item::LastDay),
            // The last day of the week.
            "L" if self.kind == FieldKind::DayOfWeek => Ok(Item::One(7)),
            text => match text.split_once('/') {
                Some((base, step)) => self.step(base, step),
                None => self.without_step(text),
            },
        }
    }

    fn step(&self, base: &str, step: &str) -> Result<Item, ScheduleError> {
        let (low, high) = self.kind.limits();
        if matches!(self.kind, FieldKind::DayOfWeek) {
            return Err(self.error(Kind::Unreadable { field: self.kind, text: self.text.into() }));
        }
        let step: u16 = step
            .parse()
            .ok()
            .filter(|step| *step > 0)
            .ok_or_else(|| self.error(Kind::BadStep { text: self.text.into() }))?;
        if step > high - low {
            return Err(self.error(Kind::BadStep { text: self.text.into() }));
        }
        if base == "*" {
            return Ok(Item::Step { low, high, step });
        }
        match base.split_once('-') {
            Some((first, last)) => {
                let (low, high) = self.span(first, last)?;
                Ok(Item::Step { low, high, step })
            }
            None => Ok(Item::Step { low: self.value(base)?, high, step }),
        }
    }

    fn without_step(&self, text: &str) -> Result<Item, ScheduleError> {
        if let Some((first, last)) = text.split_once('-') {
            let (low, high) = self.span(first, last)?;
            return Ok(Item::Span(low, high));
        }
        if self.kind == FieldKind::DayOfWeek {
            if let Some((day, number)) = text.split_once('#') {
                return self.nth(day, number);
            }
            if let Some(day) = text.strip_suffix('L') {
                return Ok(Item::LastOf(self.value(day)?));
            }
        }
        if self.kind == FieldKind::DayOfMonth
            && let Some(day) = text.strip_suffix('W')
        {
            return Ok(Item::NearestWeekday(self.value(day)?));
        }
        Ok(Item::One(self.value(text)?))
    }

    fn nth(&self, day: &str, number: &str) -> Result<Item, ScheduleError> {
        let day = self.value(day)?;
        match number.parse() {
            Ok(number @ 1..=5) => Ok(Item::Nth(day, number)),
            _ => Err(self.error(Kind::BadNth { text: self.text.into() })),
        }
    }

    fn span(&self, first: &str, last: &str) -> Result<(u16, u16), ScheduleError> {
        let (low, high) = (self.value(first)?, self.value(last)?);
        if low > high {
            return Err(self.error(Kind::BackwardSpan {
                field: self.kind,
                first: first.into(),
                last: last.into(),
            }));
        }
        Ok((low, high))
    }

    fn value(&self, text: &str) -> Result<u16, ScheduleError> {
        let (low, high) = self.kind.limits();
        let upper = text.to_ascii_uppercase();
        if let Some(place) = self.kind.words().iter().position(|word| *word == upper) {
            return Ok(low + u16::try_from(place).unwrap_or(0));
        }
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse::<u16>() {
            Ok(value) if is_number && (low..=high).contains(&value) => Ok(value),
            _ if is_number => {
                Err(self.error(Kind::OutOfRange { field: self.kind, text: text.to_owned() }))
            }
            _ => Err(self.error(Kind::Unreadable { field: self.kind, text: self.text.into() })),
        }
    }

    fn error(&self, kind: Kind) -> ScheduleError {
        kind.at(self.start..self.start + self.text.len())
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, item) in self.items.iter().enumerate() {
            if place > 0 {
                f.write_str(",")?;
            }
            write_item(self.kind, *item, f)?;
        }
        Ok(())
    }
}

fn write_item(kind: FieldKind, item: Item, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (smallest, largest) = kind.limits();
    let shown = |value: u16| shown_value(kind, value);
    match item {
        Item::Any => f.write_str("*"),
        Item::Unspecified => f.write_str("?"),
        Item::One(value) => f.write_str(&shown(value)),
        Item::Span(low, high) => write!(f, "{}-{}", shown(low), shown(high)),
        Item::Step { low, high, step } if high == largest => {
            if low == smallest && kind == FieldKind::Year {
                return write!(f, "*/{step}");
            }
            write!(f, "{}/{step}", shown(low))
        }
        Item::Step { low, high, step } => write!(f, "{}-{}/{step}", shown(low), shown(high)),
        Item::LastDay => f.write_str("L"),
        Item::NearestWeekday(day) => write!(f, "{day}W"),
        Item::Nth(day, number) => write!(f, "{}#{number}", shown(day)),
        // The guide writes the last weekday with a number, 1 being Sunday.
        Item::LastOf(day) => write!(f, "{day}L"),
    }
}

/// Weekdays by name: the service counts from Sunday as 1, the agent from Sunday as 0.
fn shown_value(kind: FieldKind, value: u16) -> String {
    let word = match kind {
        FieldKind::DayOfWeek => WEEKDAYS.get(usize::from(value).saturating_sub(1)),
        FieldKind::Seconds
        | FieldKind::Minutes
        | FieldKind::Hours
        | FieldKind::DayOfMonth
        | FieldKind::Month
        | FieldKind::Year => None,
    };
    word.map_or_else(|| value.to_string(), |word| (*word).to_owned())
}
