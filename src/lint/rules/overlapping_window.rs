//! `overlapping-window`: a window that begins before its last run has ended.

use crate::diagnostic::Diagnostic;
use crate::hir::{Value, duration_text};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::ssm::schedule::{self, Schedule};

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

/// Seconds between two starts, where they are always the same.
fn period(value: &Value) -> Option<i64> {
    let text = match value {
        Value::Schedule { expression, .. } => expression,
        other => other.as_str()?,
    };
    match schedule::parse(text).ok()? {
        Schedule::Rate(rate) => Some(rate.seconds()),
        Schedule::Cron(_) | Schedule::At(_) => None,
    }
}

fn hours(value: &Value) -> Option<i64> {
    match value {
        Value::Int(hours) => Some(*hours),
        Value::Duration(seconds) => Some(seconds / 3_600),
        _ => None,
    }
}
