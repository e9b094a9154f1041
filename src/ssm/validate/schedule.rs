//! Schedules of requests.

use super::findings::Findings;
use crate::ssm::errors;
use crate::ssm::schedule::{self, Api, Schedule};

/// Reads a schedule and reports what the service would refuse; nothing where it cannot be read.
pub(super) fn check(
    findings: &mut Findings<'_>,
    pointer: &str,
    text: &str,
    api: Api,
) -> Option<Schedule> {
    let schedule = schedule::parse(text);
    let fault = match &schedule {
        Ok(schedule) => schedule::check(schedule, api).err(),
        Err(fault) => Some(fault.clone()),
    };
    if let Some(fault) = fault {
        let part = text.get(fault.range.clone()).filter(|part| !part.is_empty()).unwrap_or(text);
        let problem = match api {
            Api::Association => format!("is not a schedule of associations, at \"{part}\""),
            Api::MaintenanceWindow => format!("is not a schedule of windows, at \"{part}\""),
            Api::EventRule => format!("is not a schedule of rules, at \"{part}\""),
        };
        let rule = match api {
            Api::Association => ASSOCIATIONS,
            Api::MaintenanceWindow => WINDOWS,
            Api::EventRule => RULES,
        };
        findings.report(errors::bad_request(&findings.spot(pointer), &problem, rule));
    }
    schedule.ok()
}

const WINDOWS: &str = "a schedule is `rate(12 hours)`, `cron(0 2 ? * SUN *)` with six fields (seven \
     with seconds first), or `at(2030-01-31T02:00:00)`";

const RULES: &str = "a schedule is `rate(12 hours)` or `cron(0 2 ? * SUN *)` with six fields";

const ASSOCIATIONS: &str = "a schedule is `rate(12 hours)`, `cron(0 2 ? * SUN *)` without a month, \
     or `at(2030-01-31T02:00:00)`; it runs every 30 minutes at most and every 31 days at least";
