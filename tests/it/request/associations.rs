//! Associations: members, rules between attributes, arguments.

use serde_json::{Value, json};

use crate::support::{build_json, check_clean, check_codes, check_one};

/// An association of AWS-RunPatchBaseline with more attributes.
fn scan(attributes: &str) -> String {
    format!(
        "association scan {{
           run: \"AWS-RunPatchBaseline\"(Operation: \"Scan\")
           on: tag(\"Env\", \"prod\")
           {attributes}
         }}"
    )
}

/// The member of the request that some attributes make.
#[track_caller]
fn check_member(attributes: &str, member: &str, value: Value) {
    let request = build_json(&scan(attributes), "associations/scan");
    assert_eq!(request[member], value, "{request:#}");
}

const ROLE: &str = "AutomationAssumeRole: \"arn:aws:iam::111122223333:role/ops\"";

#[test]
fn an_association_is_the_request_of_the_api_in_its_order() {
    let request = build_json(
        "association agent \"Configure-CloudWatch-Agent\" {
           run: \"AWS-ConfigureAWSPackage\"(action: \"Install\", name: \"AmazonCloudWatchAgent\")
           on: all
           schedule: cron(\"0 2 ? * SUN *\")
           compliance: \"HIGH\"
           concurrency: 10%
           max_errors: 5%
         }",
        "associations/agent",
    );
    let wanted = json!({
        "Name": "AWS-ConfigureAWSPackage",
        "Parameters": { "action": ["Install"], "name": ["AmazonCloudWatchAgent"] },
        "Targets": [{ "Key": "InstanceIds", "Values": ["*"] }],
        "ScheduleExpression": "cron(0 2 ? * SUN *)",
        "AssociationName": "Configure-CloudWatch-Agent",
        "MaxErrors": "5%",
        "MaxConcurrency": "10%",
        "ComplianceSeverity": "HIGH",
    });
    assert_eq!(request.to_string(), wanted.to_string());
}

#[test]
fn every_attribute_has_its_member() {
    check_member("max_errors: 0", "MaxErrors", json!("0"));
    check_member("concurrency: 25", "MaxConcurrency", json!("25"));
    check_member("sync_compliance: \"MANUAL\"", "SyncCompliance", json!("MANUAL"));
    check_member("calendars: [\"freeze\"]", "CalendarNames", json!(["freeze"]));
    check_member("tags: { Team: \"ops\" }", "Tags", json!([{ "Key": "Team", "Value": "ops" }]));
    check_member("version: \"latest\"", "DocumentVersion", json!("$LATEST"));
    check_member("version: \"7\"", "DocumentVersion", json!("7"));
    check_member(
        "dispatch_role: \"arn:aws:iam::111122223333:role/dispatch\"",
        "AssociationDispatchAssumeRole",
        json!("arn:aws:iam::111122223333:role/dispatch"),
    );
    check_member(
        "alarms: [\"too-many-errors\"] ignore_alarm_poll_failure: true",
        "AlarmConfiguration",
        json!({ "IgnorePollAlarmFailure": true, "Alarms": [{ "Name": "too-many-errors" }] }),
    );
    check_member(
        "output_to: s3(\"acme-logs\", prefix: \"scan\", region: \"us-east-1\")",
        "OutputLocation",
        json!({ "S3Location": {
            "OutputS3Region": "us-east-1",
            "OutputS3BucketName": "acme-logs",
            "OutputS3KeyPrefix": "scan",
        } }),
    );
    let cron = "schedule: cron(\"0 2 ? * SUN#2 *\") apply_only_at_cron: true";
    check_member(&format!("{cron} offset: 3d"), "ScheduleOffset", json!(3));
    check_member(&format!("{cron} duration: 2h"), "Duration", json!(2));
    check_member(cron, "ApplyOnlyAtCronInterval", json!(true));
}

#[test]
fn own_documents_are_pinned_to_the_version_of_the_build() {
    let request = build_json(
        "command greet { param Name: String(pattern: r\"^[a-z]+$\")
           sh(name: Name) \"echo hello $name\" }
         association hello { run: greet(Name: \"world\") on: tag(\"Env\", \"dev\") }",
        "associations/hello",
    );
    assert_eq!(request["Name"], json!("greet"));
    assert_eq!(request["DocumentVersion"], json!("${documents/greet#DocumentVersion}"));
    assert_eq!(request["Parameters"], json!({ "Name": ["world"] }));
}

#[test]
fn a_runbook_gets_its_targets_through_a_parameter() {
    let request = build_json(
        &format!(
            "association stop {{
               run: \"AWS-StopEC2Instance\"({ROLE})
               on: each InstanceId in tag(\"Env\", \"dev\")
               schedule: rate(1d)
             }}"
        ),
        "associations/stop",
    );
    assert_eq!(request["AutomationTargetParameterName"], json!("InstanceId"));
    assert_eq!(request["Targets"], json!([{ "Key": "tag:Env", "Values": ["dev"] }]));
}

#[test]
fn a_runbook_runs_in_accounts_and_regions() {
    let request = build_json(
        &format!(
            "association stop {{
               run: \"AWS-StopEC2Instance\"({ROLE})
               on: each InstanceId in tag(\"Env\", \"dev\")
               accounts: [\"111122223333\", \"ou-ab12-cd34ef56\"]
               regions: [\"eu-central-1\"]
               location_max_errors: 0
             }}"
        ),
        "associations/stop",
    );
    let wanted = json!([{
        "Accounts": ["111122223333", "ou-ab12-cd34ef56"],
        "Regions": ["eu-central-1"],
        "TargetLocationMaxErrors": "0",
    }]);
    assert_eq!(request["TargetLocations"], wanted);
}

#[test]
fn target_maps_stand_in_the_place_of_targets() {
    let source = format!(
        "association attach {{
           run: \"AWS-AttachEBSVolume\"({ROLE})
           target_maps: [{{ InstanceId: [\"i-0123456789abcdef0\"], VolumeId: [\"vol-1\"], Device: [\"/dev/sdf\"] }}]
         }}"
    );
    let request = build_json(&source, "associations/attach");
    let wanted = json!([{
        "InstanceId": ["i-0123456789abcdef0"], "VolumeId": ["vol-1"], "Device": ["/dev/sdf"],
    }]);
    assert_eq!(request["TargetMaps"], wanted);
    assert_eq!(request.get("Targets"), None);
}

#[test]
fn targets_and_target_maps_exclude_each_other() {
    let source = format!(
        "association stop {{
           run: \"AWS-StopEC2Instance\"({ROLE})
           on: each InstanceId in tag(\"Env\", \"dev\")
           target_maps: [{{ InstanceId: [\"i-0123456789abcdef0\"] }}]
         }}"
    );
    check_codes(&source, &["E0611"]);
}

#[test]
fn an_offset_needs_a_cron_that_is_waited_for() {
    check_codes(&scan("schedule: rate(1d) offset: 1d"), &["E0611"]);
    check_codes(&scan("schedule: cron(\"0 2 ? * SUN *\") offset: 1d"), &["E0611"]);
    check_codes(&scan("schedule: at(\"2027-01-31T02:00:00\") offset: 1d"), &["E0611"]);
    check_codes(&scan("duration: 2h"), &["E0611"]);
}

#[test]
fn shares_have_their_limits() {
    for attribute in ["concurrency: 0%", "concurrency: 101%", "max_errors: 101%"] {
        check_codes(&scan(attribute), &["E0610"]);
    }
    check_clean(&scan("concurrency: 100% max_errors: 0%"));
}

#[test]
fn arguments_are_checked_against_the_document() {
    let found = check_one(
        "association scan {
           run: \"AWS-RunPatchBaseline\"(Operation: \"Scna\")
           on: tag(\"Env\", \"prod\")
         }",
    );
    assert_eq!(found.underlined, "\"Scna\"");
    assert_eq!(found.help.as_deref(), Some("write \"Scan\""));
}

#[test]
fn a_misspelt_attribute_is_corrected() {
    let found = check_one(&scan("max_error: 1"));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0607", "max_error"));
    assert_eq!(found.fix.as_deref(), Some("max_errors"));
}

#[test]
fn maps_travel_as_one_json_text() {
    let request = build_json(
        "association scripts {
           run: \"AWS-RunRemoteScript\"(
             sourceType: \"S3\",
             sourceInfo: { path: \"https://s3.amazonaws.com/acme/run.sh\" },
             commandLine: \"run.sh\",
           )
           on: tag(\"Env\", \"prod\")
         }",
        "associations/scripts",
    );
    let wanted = json!(["{\"path\":\"https://s3.amazonaws.com/acme/run.sh\"}"]);
    assert_eq!(request["Parameters"]["sourceInfo"], wanted);
}

#[test]
fn a_name_with_blanks_is_refused() {
    let found = check_one(
        "association scan \"Patch Scan\" {
           run: \"AWS-RunPatchBaseline\"(Operation: \"Scan\")
           on: tag(\"Env\", \"prod\")
         }",
    );
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0610", "\"Patch Scan\""));
}

#[test]
fn what_only_runbooks_have_is_refused_for_commands() {
    check_codes(
        &scan("accounts: [\"111122223333\"] regions: [\"us-east-1\"]"),
        &["E0611", "E0611"],
    );
}

#[test]
fn an_inventory_is_an_association_of_its_document() {
    check_clean(
        "association inventory_of_all {
           run: \"AWS-GatherSoftwareInventory\"(applications: \"Enabled\", windowsUpdates: \"Disabled\")
           on: all
           schedule: rate(12h)
           concurrency: 50%
           max_errors: 10%
         }",
    );
}
