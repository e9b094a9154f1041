//! What is wrong with a calendar that somebody else has written.
//!
//! Sources: section 3.6 of RFC 5545 for what a component needs, "Importing and managing events from
//! third-party calendars", user guide of Systems Manager.

use jiff::civil::DateTime;

use super::lines::{Line, lines};
use super::{STATE, STATES, rules};

/// One fault, with the line from 1 that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFault {
    pub line: usize,
    pub message: String,
    pub rule: &'static str,
}

/// What a calendar says of the time outside of its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub line: usize,
    /// As it is written.
    pub word: String,
}

/// What is wrong with the text, in the order of lines.
///
/// ```
/// use ordain::ssm::calendar::faults;
/// let text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Acme//EN\nEND:VCALENDAR\n";
/// assert!(faults(text).is_empty());
/// assert_eq!(faults("BEGIN:VCALENDAR\n")[0].line, 1);
/// ```
pub fn faults(text: &str) -> Vec<CalendarFault> {
    let mut reader = Reader::default();
    let rest = text.strip_prefix(MARK);
    if rest.is_some() {
        reader.fault(1, "there is a byte order mark before the calendar", UNMARKED);
    }
    for line in lines(rest.unwrap_or(text)) {
        match line {
            Ok(line) => reader.line(line),
            Err(number) => reader.fault(number, "this is no line of iCalendar", LINE),
        }
    }
    reader.end();
    reader.faults.sort_by_key(|fault| fault.line);
    reader.faults
}

/// The state that the calendar gives itself, if it gives one: a line of that name inside of an
/// event says nothing.
pub fn state(text: &str) -> Option<State> {
    let mut depth = 0_usize;
    for line in lines(text).into_iter().filter_map(Result::ok) {
        match line.name.as_str() {
            "BEGIN" => depth += 1,
            "END" => depth = depth.saturating_sub(1),
            STATE if depth == 1 => return Some(State { line: line.number, word: line.value }),
            _ => {}
        }
    }
    None
}

/// The calendar with the ends of lines that iCalendar has, and with a state behind the line that
/// begins it where one is given.
pub fn completed(text: &str, state: Option<&str>) -> String {
    let before = begin_end(text);
    let mut completed = String::new();
    for (position, line) in text.lines().enumerate() {
        if let Some(state) = state.filter(|_| before == Some(position + 1)) {
            completed.push_str(&format!("{STATE}:{state}\r\n"));
        }
        completed.push_str(line);
        completed.push_str("\r\n");
    }
    completed
}

/// The number of the line that follows `BEGIN:VCALENDAR`, which may be folded.
fn begin_end(text: &str) -> Option<usize> {
    let lines = lines(text);
    let is_begin = |line: &Result<Line, usize>| {
        line.as_ref().is_ok_and(|line| line.name == "BEGIN" && is_calendar(&line.value))
    };
    let begin = lines.iter().position(is_begin)?;
    match lines.get(begin + 1)? {
        Ok(line) => Some(line.number),
        Err(number) => Some(*number),
    }
}

fn is_calendar(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case("VCALENDAR")
}

const MARK: char = '\u{feff}';
const UNMARKED: &str = "save the file as UTF-8 without a byte order mark";

const LINE: &str = "a line is `NAME:value`, or goes on with the one before and begins with a blank";
const NESTING: &str = "`BEGIN` and `END` stand in pairs, the outermost is VCALENDAR";
const NEEDS: &str = "RFC 5545 demands it";
const ONCE: &str = "RFC 5545 allows it once";
const TIMES: &str = "a time is `20270131T020000Z`, the same without `Z` with a `TZID`, or a day \
                     `20270131` with `VALUE=DATE`";

/// What components need.
const REQUIRED: [(&str, &[&str]); 2] =
    [("VCALENDAR", &["PRODID", "VERSION"]), ("VEVENT", &["DTSTAMP", "DTSTART", "UID"])];

/// Members that stand once.
const SINGLE: [&str; 8] =
    ["DTEND", "DTSTAMP", "DTSTART", "DURATION", "PRODID", "UID", "VERSION", STATE];

/// A component that is open.
struct Open {
    name: String,
    line: usize,
    members: Vec<Line>,
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    /// How many calendars there are.
    count: usize,
    last: usize,
    faults: Vec<CalendarFault>,
}

impl Reader {
    fn fault(&mut self, line: usize, message: impl Into<String>, rule: &'static str) {
        self.faults.push(CalendarFault { line, message: message.into(), rule });
    }

    fn line(&mut self, line: Line) {
        self.last = line.number;
        match line.name.as_str() {
            "BEGIN" => {
                let name = line.value.trim().to_ascii_uppercase();
                if self.open.is_empty() {
                    self.count += 1;
                    if name != "VCALENDAR" || self.count > 1 {
                        self.fault(
                            line.number,
                            format!("`BEGIN:{name}` begins no calendar"),
                            NESTING,
                        );
                    }
                }
                self.open.push(Open { name, line: line.number, members: Vec::new() });
            }
            "END" => self.close(&line),
            _ => match self.open.last_mut() {
                Some(open) => open.members.push(line),
                None => {
                    let message = format!("`{}` stands outside of the calendar", line.name);
                    self.fault(line.number, message, NESTING);
                }
            },
        }
    }

    fn close(&mut self, line: &Line) {
        let name = line.value.trim().to_ascii_uppercase();
        match self.open.pop() {
            Some(open) if open.name == name => self.component(&open),
            Some(open) => {
                let message = format!("`END:{name}` ends `BEGIN:{}`", open.name);
                self.fault(line.number, message, NESTING);
            }
            None => self.fault(line.number, format!("`END:{name}` ends nothing"), NESTING),
        }
    }

    fn end(&mut self) {
        for open in std::mem::take(&mut self.open) {
            self.fault(open.line, format!("`BEGIN:{}` has no end", open.name), NESTING);
        }
        if self.count == 0 {
            self.fault(self.last.max(1), "there is no calendar here", NESTING);
        }
    }

    /// A whole component: what it needs, what stands once, and its times.
    fn component(&mut self, open: &Open) {
        let required = REQUIRED.iter().find(|(name, _)| *name == open.name);
        for needed in required.map(|(_, needed)| *needed).unwrap_or_default() {
            if !open.members.iter().any(|line| line.name == *needed) {
                self.fault(open.line, format!("this {} has no `{needed}`", open.name), NEEDS);
            }
        }
        for (position, line) in open.members.iter().enumerate() {
            let is_again = open.members.iter().take(position).any(|it| it.name == line.name);
            if is_again && required.is_some() && SINGLE.contains(&line.name.as_str()) {
                self.fault(line.number, format!("`{}` stands here again", line.name), ONCE);
            }
        }
        match open.name.as_str() {
            "VCALENDAR" => self.calendar(open),
            "VEVENT" => self.event(open),
            _ => {}
        }
    }

    fn calendar(&mut self, open: &Open) {
        for line in &open.members {
            if line.name == "VERSION" && line.value.trim() != "2.0" {
                let rule = "Change Calendar reads iCalendar 2.0";
                self.fault(line.number, format!("`VERSION` is \"{}\"", line.value), rule);
            }
            if line.name == STATE && !STATES.contains(&line.value.trim()) {
                let rule = "it is DEFAULT_OPEN or DEFAULT_CLOSED";
                self.fault(line.number, format!("`{STATE}` is \"{}\"", line.value), rule);
            }
        }
    }

    fn event(&mut self, open: &Open) {
        let member = |name: &str| open.members.iter().find(|line| line.name == name);
        let (start, end) = (member("DTSTART"), member("DTEND"));
        if let (Some(end), Some(_)) = (end, member("DURATION")) {
            let rule = "an event ends at a time or after a duration";
            self.fault(end.number, "`DTEND` and `DURATION` stand both here", rule);
        }
        for line in &open.members {
            if let Some((message, rule)) = rules::fault(line) {
                self.fault(line.number, message, rule);
            }
            if line.name == "EXDATE" {
                for value in line.value.split(',') {
                    self.time_of(line, value.trim());
                }
            }
        }
        let start = start.and_then(|line| self.time(line));
        let end = end.and_then(|line| Some((line.number, self.time(line)?)));
        if let (Some((start, kind)), Some((number, (end, end_kind)))) = (start, end)
            && kind == end_kind
            && end <= start
        {
            self.fault(number, "this event ends before it starts", "the end lies behind the start");
        }
    }

    /// A time as numbers, with what its clock is.
    fn time(&mut self, line: &Line) -> Option<(DateTime, Option<String>)> {
        self.time_of(line, line.value.trim())
    }

    /// The same of one of the values of a line.
    fn time_of(&mut self, line: &Line, value: &str) -> Option<(DateTime, Option<String>)> {
        let is_day = line.parameter("VALUE").is_some_and(|it| it.eq_ignore_ascii_case("DATE"));
        let (digits, clock) = match value.strip_suffix('Z') {
            Some(digits) => (digits, Some("UTC".to_owned())),
            None => (value, line.parameter("TZID").map(str::to_owned)),
        };
        let whole = if is_day { format!("{digits}T000000") } else { digits.to_owned() };
        let is_form = whole.len() == "20270131T020000".len()
            && whole.bytes().enumerate().all(|(place, byte)| match place {
                8 => byte == b'T',
                _ => byte.is_ascii_digit(),
            });
        let time = is_form.then(|| DateTime::strptime("%Y%m%dT%H%M%S", &whole).ok()).flatten();
        if time.is_none() {
            self.fault(line.number, format!("\"{value}\" is no time of `{}`", line.name), TIMES);
        }
        Some((time?, clock))
    }
}
