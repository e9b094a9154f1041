//! `missing-timezone`: a window at an hour of no time zone.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Value, Window};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule, Profile};
use crate::ssm::schedule::{self, Schedule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "missing-timezone",
    title: "a window at an hour of no time zone",
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("missing-timezone"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.windows.iter().filter_map(|window| finding(window)).collect()
}

fn finding(window: &Window) -> Option<Diagnostic> {
    let field = |name: &str| window.fields.iter().find(|field| field.name == name);
    let schedule = field("Schedule")?;
    if field("ScheduleTimezone").is_some() {
        return None;
    }
    let text = match &schedule.value {
        Value::Schedule { expression, .. } => expression,
        other => other.as_str()?,
    };
    match schedule::parse(text).ok()? {
        Schedule::Cron(_) | Schedule::At(_) => {}
        Schedule::Rate(_) => return None,
    }
    let found = RULE
        .finding(schedule.at, "these hours are those of UTC")
        .label("no time zone")
        .note("a window without a time zone runs in UTC, all year round")
        .help("say the zone behind the schedule: `timezone: \"Europe/Berlin\"`, or `\"UTC\"`");
    Some(found)
}
