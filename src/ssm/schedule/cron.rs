//! A whole cron expression: six fields, or seven with the seconds first.

use std::fmt;

use super::field::{Field, FieldKind};
use super::{ScheduleError, ScheduleErrorKind as Kind};

/// A cron expression in which exactly one of the day fields is `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    pub seconds: Option<Field>,
    pub minutes: Field,
    pub hours: Field,
    pub days: DaySelection,
    pub month: Field,
    pub year: Field,
}

/// The day field that is not `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DaySelection {
    OfMonth(Field),
    OfWeek(Field),
}

impl DaySelection {
    pub fn field(&self) -> &Field {
        match self {
            DaySelection::OfMonth(field) | DaySelection::OfWeek(field) => field,
        }
    }

    /// Every day of every month.
    pub fn is_every_day(&self) -> bool {
        match self {
            DaySelection::OfMonth(field) => !field.has_marks() && field.values().len() == 31,
            DaySelection::OfWeek(field) => !field.has_marks() && field.values().len() == 7,
        }
    }
}

impl Cron {
    /// Reads what stands between the parentheses of `cron(…)`, at `start` of the expression.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order of the fields.
    pub(super) fn parse(text: &str, start: usize) -> Result<Self, ScheduleError> {
        let words = words(text, start);
        let count = words.len();
        let whole = start..start + text.len();
        if !(6..=7).contains(&count) {
            return Err(Kind::FieldCount { found: count }.at(whole));
        }
        let kinds = [FieldKind::Seconds].into_iter().chain(FieldKind::SIX).skip(7 - count);
        let mut fields = Vec::new();
        for (kind, (word, at)) in kinds.zip(words) {
            fields.push(Field::parse(kind, word, at)?);
        }
        let seconds = (count == 7).then(|| fields.remove(0));
        let Ok([minutes, hours, of_month, month, of_week, year]) = <[Field; 6]>::try_from(fields)
        else {
            unreachable!("six fields are left of six, or of seven without the seconds");
        };
        let both = of_month.range.start..of_week.range.end;
        let days = match (of_month.is_unspecified(), of_week.is_unspecified()) {
            (true, false) => DaySelection::OfWeek(of_week),
            (false, true) => DaySelection::OfMonth(of_month),
            (true, true) => return Err(Kind::NoDay.at(both)),
            (false, false) => return Err(Kind::TwoDays { of_month, of_week }.at(both)),
        };
        Ok(Cron { seconds, minutes, hours, days, month, year })
    }
}

/// The words of a text with the place of each.
fn words(text: &str, start: usize) -> Vec<(&str, usize)> {
    let mut words = Vec::new();
    let mut at = start;
    for piece in text.split(' ') {
        if !piece.is_empty() {
            words.push((piece, at));
        }
        at += piece.len() + 1;
    }
    words
}

impl fmt::Display for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(seconds) = &self.seconds {
            write!(f, "{seconds} ")?;
        }
        write!(f, "{} {} ", self.minutes, self.hours)?;
        match &self.days {
            DaySelection::OfMonth(field) => write!(f, "{field} {} ? ", self.month)?,
            DaySelection::OfWeek(field) => write!(f, "? {} {field} ", self.month)?,
        }
        write!(f, "{}", self.year)
    }
}
