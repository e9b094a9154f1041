//! `aws:sleep`: how long it takes, or until when.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html>

use serde_json::Value;

use crate::ssm::delay_seconds;
use crate::ssm::errors::{self, Bound};
use crate::ssm::reference::references;

use super::findings::Findings;
use super::steps::Step;

const DURATION: &str = "it is a duration of ISO 8601, as PT10M or P1DT6H";
const TIME: &str = "it is a time of ISO 8601, as 2030-01-31T06:00:00Z";

/// Durations and times that are no such, and delays beyond `most` seconds. What holds a reference is
/// known at run time only.
pub(super) fn check(findings: &mut Findings<'_>, step: &Step<'_>, most: Option<u32>) {
    let Some(inputs) = step.inputs() else { return };
    let written = |name: &str| {
        let text = inputs.get(name).and_then(Value::as_str)?;
        references(text).next().is_none().then_some(text)
    };
    // Parts of a second are taken as they are.
    if let Some(text) = written("Duration").filter(|text| !text.contains('.')) {
        let spot = findings.spot(&step.at("inputs/Duration"));
        let seconds = delay_seconds(&text.to_ascii_uppercase());
        match seconds.map(|seconds| i64::try_from(seconds).unwrap_or(i64::MAX)) {
            None => {
                let problem = format!("cannot be \"{text}\"");
                findings.report(errors::wrong_input(&spot, &problem, DURATION));
            }
            Some(found) if most.is_some_and(|most| found > i64::from(most)) => {
                let bound = Bound { low: None, high: most.map(i64::from), found };
                findings.report(errors::out_of_range(&spot, &bound, "seconds"));
            }
            Some(_) => {}
        }
    }
    if let Some(text) = written("Timestamp").filter(|text| !is_time(text)) {
        let spot = findings.spot(&step.at("inputs/Timestamp"));
        let problem = format!("cannot be \"{text}\"");
        findings.report(errors::wrong_input(&spot, &problem, TIME));
    }
}

/// Whether a text begins with a day of the calendar.
fn is_time(text: &str) -> bool {
    let day = text.trim().as_bytes();
    let form = b"0000-00-00";
    let fits = |(letter, form): (&u8, &u8)| match form {
        b'-' => letter == form,
        _ => letter.is_ascii_digit(),
    };
    day.len() >= form.len() && day.iter().zip(form).all(fits)
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn a_time_begins_with_a_day() {
        assert!(is_time("2030-01-31T06:00:00Z") && is_time("2030-01-31"));
        assert!(!is_time("tomorrow") && !is_time("") && !is_time("2030-1-3T06:00:00Z"));
    }
}
