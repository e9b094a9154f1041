//! Calendars of Change Calendar: iCalendar as it is read, and as it is written.
//!
//! Source: RFC 5545, and "AWS Systems Manager Change Calendar", user guide of Systems Manager.

mod lines;
mod read;
mod rules;
mod write;

pub use read::{CalendarFault, State, completed, faults, state};
pub use write::{Calendar, Event, Frequency, Repeat, RepeatEnd, text};

/// What a calendar says of the time outside of its events.
pub const STATE: &str = "X-CALENDAR-TYPE";

/// The words of [`STATE`].
pub const STATES: [&str; 2] = ["DEFAULT_CLOSED", "DEFAULT_OPEN"];
