//! Groups and targets: limits, and what each interface takes.

use serde_json::json;

use crate::support::{build_json, check_clean, check_codes, check_one};

fn association(targets: &str) -> String {
    format!(
        "association scan {{
           run: \"AWS-RunPatchBaseline\"(Operation: \"Scan\")
           on: {targets}
         }}"
    )
}

fn window(targets: &str) -> String {
    format!(
        "window sunday {{
           schedule: cron(\"0 2 ? * SUN *\") duration: 2h cutoff: 1h
           task patch = \"AWS-RunPatchBaseline\"(Operation: \"Install\") on {targets} {{
             concurrency: 10% max_errors: 1
           }}
         }}"
    )
}

#[test]
fn each_test_becomes_a_target_of_its_own() {
    let request = build_json(
        &association("tag(\"Role\", \"web\") & tag(\"Env\", \"prod\", \"staging\")"),
        "associations/scan",
    );
    let wanted = json!([
        { "Key": "tag:Role", "Values": ["web"] },
        { "Key": "tag:Env", "Values": ["prod", "staging"] },
    ]);
    assert_eq!(request["Targets"], wanted);
}

#[test]
fn groups_of_the_account_have_a_key_of_their_own() {
    let source = window("resource_group(\"patched\")");
    let request = build_json(&source, "windows/sunday");
    let target = &request["targets"][0];
    assert_eq!(target["ResourceType"], "RESOURCE_GROUP");
    assert_eq!(
        target["Targets"],
        json!([{ "Key": "resource-groups:Name", "Values": ["patched"] }])
    );
}

#[test]
fn more_than_fifty_values_are_too_many() {
    check_codes(&association("tag(\"Role\", [for x in range(0, 51) => \"r${x}\"])"), &["E0613"]);
    check_clean(&association("tag(\"Role\", [for x in range(0, 50) => \"r${x}\"])"));
}

#[test]
fn all_is_warned_about_without_limits() {
    let found = check_one(&association("all"));
    assert_eq!((found.code.as_str(), found.is_error), ("E0615", false));
    check_clean(&association("all & tag(\"Env\", \"prod\")"));
}

#[test]
fn a_command_takes_no_each() {
    check_codes(&association("each InstanceId in tag(\"Env\", \"prod\")"), &["E0614"]);
    check_codes(&window("each InstanceId in tag(\"Env\", \"prod\")"), &["E0614"]);
}

#[test]
fn a_tag_without_values_means_that_it_is_there_in_windows_only() {
    let request = build_json(&window("tag(\"Patched\")"), "windows/sunday");
    let wanted = json!([{ "Key": "tag-key", "Values": ["Patched"] }]);
    assert_eq!(request["targets"][0]["Targets"], wanted);
    check_codes(&association("tag(\"Patched\")"), &["E0614"]);
}

#[test]
fn targets_that_name_no_node_are_refused() {
    for targets in ["instances()", "instances([])", "tag(\"Env\", [])", "tag(\"\", \"web\")"] {
        check_codes(&association(targets), &["E0614"]);
    }
    // Without the empty list the window would reach every node that has the tag.
    check_codes(&window("tag(\"Env\", [])"), &["E0614"]);
}

#[test]
fn a_tag_is_tested_once() {
    let found = check_one(&association("tag(\"Role\", \"a\") & tag(\"Role\", \"b\")"));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0614", "tag(\"Role\", \"b\")"));
    check_clean(&association("tag(\"Role\", \"a\") & tag(\"role\", \"b\")"));
}
