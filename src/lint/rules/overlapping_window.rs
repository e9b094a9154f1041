//! `overlapping-window`: a window that begins before its last run has ended.

use crate::diagnostic::Diagnostic;
use crate::hir::{Value, duration_text};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::ssm::schedule::{self, Cron, Schedule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "overlapping-window",
    title: "a window that begins before its last run has ended",
    group: Group::Correctness,
    page: page!("overlapping-window"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for window in &cx.windows {
        let field = |name: &str| window.fields.iter().find(|field| field.name == name);
        let (Some(schedule), Some(duration)) = (field("Schedule"), field("Duration")) else {
            continue;
        };
        let (Some(every), Some(hours)) = (period(&schedule.value), hours(&duration.value)) else {
            continue;
        };
        if every < hours * 3_600 {
            found.push(
                RULE.finding(schedule.at, "the window begins again before it has ended")
                    .label(format!("every {}", duration_text(every)))
                    .related(duration.at, format!("lasts {}", duration_text(hours * 3_600)))
                    .help("make the window shorter, or run it less often"),
            );
        }
    }
    found
}

/// The fewest seconds between two starts.
fn period(value: &Value) -> Option<i64> {
    let text = match value {
        Value::Schedule { expression, .. } => expression,
        other => other.as_str()?,
    };
    match schedule::parse(text).ok()? {
        Schedule::Rate(rate) => Some(rate.seconds()),
        Schedule::Cron(cron) => shortest_gap(&cron),
        Schedule::At(_) => None,
    }
}

/// The fewest seconds between two starts on one day, or, where the window starts every day, from the
/// last one of a day to the first one of the next. Days that a month or a week leaves out are not
/// looked at: of two that follow each other among those, the gap over midnight is not seen.
fn shortest_gap(cron: &Cron) -> Option<i64> {
    let minutes = cron.minutes.values();
    let starts: Vec<i64> = cron
        .hours
        .values()
        .into_iter()
        .flat_map(|hour| minutes.iter().map(move |minute| (i64::from(hour), i64::from(*minute))))
        .map(|(hour, minute)| hour * 3_600 + minute * 60)
        .collect();
    let (first, last) = (starts.first()?, starts.last()?);
    let overnight = cron.days.is_every_day().then_some(first + 86_400 - last);
    let pairs = starts.iter().zip(starts.iter().skip(1));
    pairs.map(|(start, next)| next - start).chain(overnight).min()
}

fn hours(value: &Value) -> Option<i64> {
    match value {
        Value::Int(hours) => Some(*hours),
        Value::Duration(seconds) => Some(seconds / 3_600),
        _ => None,
    }
}
