//! What the values of some lines of an event look like.
//!
//! Source: sections 3.3.6 and 3.3.10 of RFC 5545.

use crate::ssm::pattern::matches;

use super::lines::Line;

const FREQUENCIES: [&str; 7] =
    ["DAILY", "HOURLY", "MINUTELY", "MONTHLY", "SECONDLY", "WEEKLY", "YEARLY"];

/// Numbers and times of a rule of recurrence, sorted by name.
const PARTS: [(&str, &str, &str); 3] = [
    ("COUNT", r"^0*[1-9][0-9]*$", "`COUNT` is a number from 1"),
    ("INTERVAL", r"^0*[1-9][0-9]*$", "`INTERVAL` is a number from 1"),
    ("UNTIL", r"^[0-9]{8}(T[0-9]{6}Z?)?$", "`UNTIL` is a day or a time as in `20270131T020000Z`"),
];

const DURATION: &str = r"^\+?P([0-9]+W|[0-9]+D(T[0-9]+[HMS].*)?|T[0-9]+[HMS].*)$";
const TIME: &str = r"^[^T]*(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?$";

/// What is wrong with the value of a line, and the rule.
pub(super) fn fault(line: &Line) -> Option<(String, &'static str)> {
    let value = line.value.trim().to_ascii_uppercase();
    let rule = match line.name.as_str() {
        "RRULE" => recurrence(&value)?,
        "DURATION" if !matches(DURATION, &value) || !matches(TIME, &value) => {
            "a duration is written as in `PT2H30M`, `P1D` and `P2W`"
        }
        _ => return None,
    };
    Some((format!("\"{}\" is no value of `{}`", line.value, line.name), rule))
}

/// Why a rule of recurrence is none.
fn recurrence(value: &str) -> Option<&'static str> {
    const FORM: &str = "a rule has the form `FREQ=WEEKLY;COUNT=3`, each part once";
    let mut known: Vec<(&str, &str)> = Vec::new();
    for part in value.trim_end_matches(';').split(';') {
        let Some((name, given)) = part.split_once('=') else { return Some(FORM) };
        if given.is_empty() || known.iter().any(|(other, _)| *other == name) {
            return Some(FORM);
        }
        known.push((name, given));
    }
    let part = |name: &str| known.iter().find(|(known, _)| *known == name).map(|(_, given)| *given);
    if !part("FREQ").is_some_and(|given| FREQUENCIES.contains(&given)) {
        return Some("`FREQ` is one of DAILY, HOURLY, MINUTELY, MONTHLY, SECONDLY, WEEKLY, YEARLY");
    }
    if part("COUNT").is_some() && part("UNTIL").is_some() {
        return Some("a rule has `COUNT` or `UNTIL`, not both");
    }
    let mut wrong = PARTS
        .iter()
        .filter(|(name, pattern, _)| part(name).is_some_and(|given| !matches(pattern, given)));
    wrong.next().map(|(_, _, rule)| *rule)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::fault;

    fn is_good(line: &str) -> bool {
        lines(line).into_iter().all(|line| line.is_ok_and(|line| fault(&line).is_none()))
    }

    #[test]
    fn values_have_their_form() {
        for good in [
            "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20290101T000000Z;BYDAY=MO,FR",
            "RRULE:freq=daily;count=3",
            "RRULE:UNTIL=20290101;FREQ=MONTHLY;BYMONTHDAY=-1",
            "DURATION:PT2H30M",
            "DURATION:P1DT5M",
            "DURATION:P2W",
        ] {
            assert!(is_good(good), "{good}");
        }
        for bad in [
            "RRULE:COUNT=3",
            "RRULE:FREQ=FORTNIGHTLY",
            "RRULE:FREQ=DAILY;COUNT=0",
            "RRULE:FREQ=DAILY;COUNT=2;UNTIL=20290101",
            "RRULE:FREQ=DAILY;FREQ=DAILY",
            "RRULE:FREQ=DAILY;UNTIL=tomorrow",
            "RRULE:",
            "DURATION:2h",
            "DURATION:P",
            "DURATION:PT",
            "DURATION:PT5M3H",
            "DURATION:-P1D",
        ] {
            assert!(!is_good(bad), "{bad}");
        }
    }
}
