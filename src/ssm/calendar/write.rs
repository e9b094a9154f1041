//! A calendar as Change Calendar takes it.
//!
//! Sources: RFC 5545 for lines, texts and rules of recurrence; the content that the console of
//! Change Calendar keeps.

use std::fmt::Write;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::STATE;

/// A calendar of events.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar<'a> {
    /// What makes the ids of its events its own.
    pub name: &'a str,
    /// One of [`super::STATES`].
    pub state: &'a str,
    pub description: Option<&'a str>,
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub summary: String,
    pub description: Option<String>,
    pub start: Timestamp,
    pub end: Timestamp,
    pub repeat: Option<Repeat>,
}

/// How an event comes again.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeat {
    pub every: Frequency,
    pub interval: i64,
    pub end: Option<RepeatEnd>,
    /// `MO`, `TU`, …
    pub days: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RepeatEnd {
    Count(i64),
    Until(Timestamp),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    Day,
    Week,
    Month,
    Year,
}

impl Frequency {
    /// The words of the language, and what each means.
    pub const WORDS: [(&'static str, Self); 4] =
        [("day", Self::Day), ("month", Self::Month), ("week", Self::Week), ("year", Self::Year)];

    const fn word(self) -> &'static str {
        match self {
            Self::Day => "DAILY",
            Self::Week => "WEEKLY",
            Self::Month => "MONTHLY",
            Self::Year => "YEARLY",
        }
    }
}

/// The text of a calendar. The same calendar gives the same text: ids are made of what the event
/// says, and the stamp of an event is its start.
pub fn text(calendar: &Calendar<'_>) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "PRODID:-//AWS//Change Calendar 1.0//EN".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("{STATE}:{}", calendar.state),
    ];
    let description = calendar.description.unwrap_or_default();
    lines.push(format!("X-WR-CALDESC:{}", escaped(description)));
    for event in &calendar.events {
        lines.extend(event_lines(calendar.name, event));
    }
    lines.push("END:VCALENDAR".to_owned());
    let mut text = String::new();
    for line in lines {
        fold(&line, &mut text);
    }
    text
}

fn event_lines(calendar: &str, event: &Event) -> Vec<String> {
    let start = stamp(event.start);
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("DTSTAMP:{start}"),
        format!("DTSTART:{start}"),
        format!("DTEND:{}", stamp(event.end)),
        format!("UID:{}", id(calendar, event)),
        format!("SUMMARY:{}", escaped(&event.summary)),
    ];
    if let Some(description) = &event.description {
        lines.push(format!("DESCRIPTION:{}", escaped(description)));
    }
    if let Some(repeat) = &event.repeat {
        lines.push(rule(repeat));
    }
    lines.push("END:VEVENT".to_owned());
    lines
}

fn rule(repeat: &Repeat) -> String {
    let mut rule = format!("RRULE:FREQ={}", repeat.every.word());
    if repeat.interval != 1 {
        rule.push_str(&format!(";INTERVAL={}", repeat.interval));
    }
    match &repeat.end {
        Some(RepeatEnd::Count(count)) => rule.push_str(&format!(";COUNT={count}")),
        Some(RepeatEnd::Until(until)) => rule.push_str(&format!(";UNTIL={}", stamp(*until))),
        None => {}
    }
    if !repeat.days.is_empty() {
        rule.push_str(&format!(";BYDAY={}", repeat.days.join(",")));
    }
    rule
}

fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The same for the same event of the same calendar.
fn id(calendar: &str, event: &Event) -> String {
    let mut said = format!("{calendar}\n{}\n{}\n{}", event.summary, event.start, event.end);
    // Two events may differ in these alone.
    if let Some(repeat) = &event.repeat {
        said.push_str(&format!("\n{}", rule(repeat)));
    }
    if let Some(description) = &event.description {
        said.push_str(&format!("\nDESCRIPTION:{description}"));
    }
    let mut id = String::new();
    for byte in Sha256::digest(said.as_bytes()).iter().take(16) {
        // Writing into a text cannot fail.
        let _ = write!(id, "{byte:02x}");
    }
    format!("{id}@ordain")
}

/// A text as a value: section 3.3.11 of RFC 5545.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// How many bytes a line has, its end not counted: section 3.1 of RFC 5545.
const LINE_BYTES: usize = 75;

/// Adds a line, cut where it is too long; the rest of it begins with a blank.
fn fold(line: &str, text: &mut String) {
    let mut bytes = 0;
    for letter in line.chars() {
        if bytes + letter.len_utf8() > LINE_BYTES {
            text.push_str("\r\n ");
            bytes = 1;
        }
        text.push(letter);
        bytes += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Event, Frequency, Repeat, RepeatEnd, text};
    use crate::ssm::calendar::faults;

    fn event(summary: &str) -> Event {
        Event {
            summary: summary.to_owned(),
            description: None,
            start: "2027-12-20T00:00:00Z".parse().unwrap(),
            end: "2028-01-03T00:00:00Z".parse().unwrap(),
            repeat: None,
        }
    }

    fn calendar(events: Vec<Event>) -> String {
        text(&Calendar { name: "freeze", state: "DEFAULT_OPEN", description: None, events })
    }

    #[test]
    fn long_lines_are_folded_and_texts_escaped() {
        let written = calendar(vec![event(&format!("a, b; c\\ {}\nnext", "ü".repeat(60)))]);
        assert!(written.split("\r\n").all(|line| line.len() <= 75), "{written}");
        assert!(written.contains("SUMMARY:a\\, b\\; c\\\\ üü"), "{written}");
        assert_eq!(faults(&written), []);
    }

    #[test]
    fn recurrence_is_a_rule() {
        let repeat = Repeat {
            every: Frequency::Week,
            interval: 2,
            end: Some(RepeatEnd::Until("2029-01-01T00:00:00Z".parse().unwrap())),
            days: vec!["MO".to_owned(), "FR".to_owned()],
        };
        let written = calendar(vec![Event { repeat: Some(repeat), ..event("a") }]);
        let rule = "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20290101T000000Z;BYDAY=MO,FR\r\n";
        assert!(written.contains(rule), "{written}");
    }

    #[test]
    fn the_same_calendar_is_the_same_text() {
        assert_eq!(calendar(vec![event("a")]), calendar(vec![event("a")]));
        assert_ne!(calendar(vec![event("a")]), calendar(vec![event("b")]));
    }
}
