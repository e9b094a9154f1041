//! What can be wrong with a schedule expression, and where.

use std::ops::Range;

use super::RateUnit;
use super::field::{Field, FieldKind};

/// A fault with the bytes of the expression that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleError {
    pub kind: ScheduleErrorKind,
    pub range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleErrorKind {
    /// None of `cron(…)`, `rate(…)`, `at(…)`.
    UnknownForm,
    FieldCount {
        found: usize,
    },
    /// `1,,2`
    EmptyPart {
        field: FieldKind,
    },
    Unreadable {
        field: FieldKind,
        text: String,
    },
    OutOfRange {
        field: FieldKind,
        text: String,
    },
    BackwardSpan {
        field: FieldKind,
        first: String,
        last: String,
    },
    BadStep {
        text: String,
    },
    /// `SUN#6`
    BadNth {
        text: String,
    },
    /// `?` or `L` among other values.
    NotInList {
        field: FieldKind,
        text: String,
    },
    /// Neither day field is `?`.
    TwoDays {
        of_month: Field,
        of_week: Field,
    },
    /// Both day fields are `?`.
    NoDay,
    /// Not `NUMBER UNIT`.
    RateShape {
        text: String,
    },
    RateUnknownUnit {
        text: String,
    },
    /// `1 hours`, `5 hour`.
    RatePlural {
        count: u32,
        unit: RateUnit,
    },
    /// Not `yyyy-mm-ddThh:mm:ss`, or no day of the calendar.
    AtShape {
        text: String,
    },
    /// The 31st of February.
    NeverFires,
    /// Faster than the interface allows.
    TooFrequent {
        seconds: i64,
        at_least_seconds: i64,
    },
    /// A rate of 31 days or more.
    TooSeldom {
        days: i64,
    },
    /// Associations know no months.
    MonthOfAssociation,
    /// Associations fire at second 0.
    SecondsOfAssociation,
    /// EventBridge counts minutes.
    SecondsOfRule,
    /// EventBridge repeats.
    AtOfRule,
}

impl ScheduleErrorKind {
    pub(super) fn at(self, range: Range<usize>) -> ScheduleError {
        ScheduleError { kind: self, range }
    }

    /// Whether the expression can be read, but not used.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::TooFrequent { .. }
                | Self::TooSeldom { .. }
                | Self::MonthOfAssociation
                | Self::SecondsOfAssociation
        )
    }
}
