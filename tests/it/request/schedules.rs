//! Schedules where they stand: the place of a fault, zones, numbers of weekdays.

use crate::support::{build_json, check_clean, check_codes, check_one};

fn association(schedule: &str) -> String {
    format!(
        "association scan {{
           run: \"AWS-RunPatchBaseline\"(Operation: \"Scan\")
           on: tag(\"Env\", \"prod\")
           schedule: {schedule}
         }}"
    )
}

fn window(schedule: &str) -> String {
    format!("window sunday {{ schedule: {schedule} duration: 2h cutoff: 1h }}")
}

#[track_caller]
fn check_written(schedule: &str, wanted: &str) {
    let request = build_json(&association(schedule), "associations/scan");
    assert_eq!(request["ScheduleExpression"], wanted);
}

#[test]
fn a_fault_is_underlined_inside_the_string() {
    let found = check_one(&association("cron(\"0 24 ? * SUN *\")"));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0601", "24"));
    let found = check_one(&window("cron(\"0 2 ? * SUN,MUN *\")"));
    assert_eq!(found.underlined, "MUN");
}

#[test]
fn a_fault_behind_a_constant_is_underlined_at_its_use() {
    let found =
        check_one(&format!("const night = cron(\"0 24 ? * SUN *\")\n{}", association("night")));
    assert_eq!(found.code, "E0601");
}

#[test]
fn weekdays_are_written_as_names() {
    check_written("cron(\"0 2 ? * 1 *\")", "cron(0 2 ? * SUN *)");
}

#[test]
fn an_association_runs_in_utc() {
    check_written("cron(\"0 2 ? * SUN *\", timezone: \"Asia/Seoul\")", "cron(0 17 ? * SAT *)");
    check_written(
        "at(\"2027-01-31T02:00:00\", timezone: \"Asia/Seoul\")",
        "at(2027-01-30T17:00:00)",
    );
}

#[test]
fn a_window_keeps_its_zone_and_its_seconds() {
    let request = build_json(
        &window("cron(\"30 0 2 ? * SUN *\", timezone: \"Europe/Berlin\")"),
        "windows/sunday",
    );
    assert_eq!(request["window"]["Schedule"], "cron(30 0 2 ? * SUN *)");
    assert_eq!(request["window"]["ScheduleTimezone"], "Europe/Berlin");
}

#[test]
fn an_unknown_zone_is_corrected() {
    let found = check_one(&window("cron(\"0 2 ? * SUN *\", timezone: \"Asia/Soul\")"));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0604", "\"Asia/Soul\""));
    assert_eq!(found.help.as_deref(), Some("write \"Asia/Seoul\""));
}

#[test]
fn five_fields_are_those_of_another_cron() {
    let found = check_one(&association("cron(\"0 2 * * 0\")"));
    assert_eq!(found.message, "a cron schedule has 6 fields, not 5");
}

#[test]
fn forms_that_the_guide_lacks_are_warned_about_for_associations_only() {
    check_codes(&association("cron(\"0 2 15 * ? *\")"), &["E0606"]);
    check_codes(&window("cron(\"0 2 15 * ? *\")"), &[]);
}

#[test]
fn a_schedule_that_nobody_uses_is_read_all_the_same() {
    let found = check_one("const nightly = cron(\"0 24 * * ? *\")\n");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0601", "24"));
    let found = check_one("const text = \"0 2 30 2 ? *\"\nconst never = cron(text)\n");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0602", "text"));
    let found = check_one("const nightly = cron(\"0 2 * * ? *\", timezone: \"Asia/Soul\")\n");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0604", "\"Asia/Soul\""));
    assert_eq!(check_one("const once = at(\"tomorrow\")\n").code, "E0601");
    let source = "fn daily(hour: String) -> Schedule = cron(\"0 ${hour} ? * * *\")\n";
    check_clean(&format!("{source}const two = daily(\"2\")\n"));
    assert_eq!(check_one(&format!("{source}const bad = daily(\"25\")\n")).code, "E0601");
}

#[test]
fn a_time_that_the_clock_skips_is_refused() {
    let skipped = "at(\"2027-03-28T02:30:00\", timezone: \"Europe/Berlin\")";
    check_codes(&association(skipped), &["E0605"]);
    check_codes(&window(skipped), &["E0605"]);
    check_clean(&window("at(\"2027-03-28T03:30:00\", timezone: \"Europe/Berlin\")"));
}

#[test]
fn a_schedule_that_has_no_equal_is_one_mistake() {
    check_codes(&association("cron(\"0 2 31 * ? *\", timezone: \"Asia/Tokyo\")"), &["E0605"]);
}

#[test]
fn a_range_over_the_end_of_its_field_is_two() {
    for (schedule, help) in [
        ("cron(\"0 22-2 ? * * *\")", "write 22-23,0-2"),
        ("cron(\"0 2 ? * FRI-MON *\")", "write FRI-SAT,SUN-MON"),
        ("cron(\"0 2 ? * SAT-SUN *\")", "write SAT,SUN"),
    ] {
        assert_eq!(check_one(&association(schedule)).help.as_deref(), Some(help), "{schedule}");
    }
}
